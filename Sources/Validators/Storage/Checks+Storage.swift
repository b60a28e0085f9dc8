extension Checks {
  /// Buckets.
  static let storage: [Check] = [
    .notificationsOverlap, .lifecycleOrder, .legacyAccessControl, .notificationBeforePermission,
    .bucketPolicyWithoutBucket,
  ]
}
