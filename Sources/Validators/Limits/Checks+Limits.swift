import Diagnostics

extension Checks {
  /// How much CloudFormation takes in one template.
  static let limits: [Check] = [
    .tooManyResources, .sectionTooLong, .nameTooLong, .textTooLong, .rolePoliciesTooLong, .tooManyManagedPolicies,
    .quotaExceeded, .policyTooLong, .policyLetterNotAccepted,
  ]
}
