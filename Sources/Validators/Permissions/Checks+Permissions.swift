extension Checks {
  /// What the stack's policies allow, held against what its arrows and calls need.
  static let permissions: [Check] = [
    .deliveryNotAdmitted, .roleLacksPermission, .accessNotAllowed, .functionBasicsDenied, .serviceAdmittedForAll,
    .keyNotGranted, .keyWithoutAccount, .roleCanBecomeStronger, .statementNotOfResource,
    .roleAllowsEverything, .roleAllowsMoreThanUsed, .managedPolicyElsewhere,
  ]
}
