import Source
import Template

extension Section {
  static let identityPools = Section(
    .identityPools,
    "Cognito identity pools.",
    keys: [],
    example: """
      identityPools:
        visitors: { properties: { AllowUnauthenticatedIdentities: false } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .identityPools), from: entry)
  }
}
