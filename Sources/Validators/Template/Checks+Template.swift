import Diagnostics

extension Checks {
  /// The template as a whole.
  static let template: [Check] = [
    .secretInPlainText, .deletionPolicyUnfit, .policiesNotBoth, .outputNotText, .unusedMapping, .secretShown,
    .nameShared, .attributePolicyUnfit, .assertionUnfit, .interfaceUnfit,
    .passwordParameterShown, .transformMissing, .nullInMetadata, .parameterPatternMalformed,
  ]
}
