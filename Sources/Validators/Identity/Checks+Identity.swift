extension Checks {
  /// User pools and identity pools.
  static let identity: [Check] = [
    .tokenValidityUnfit, .oauthSettingsUnfit, .poolSettingsExclude, .triggerTooSlow, .poolPartMissing,
    .domainPrefixUnfit,
    .identityRoleNotTrusted, .featureAbovePlan, .identityRoleKindUnknown,
  ]
}
