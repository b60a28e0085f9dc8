import Source
import Template

extension Section {
  static let userPools = Section(
    .userPools,
    "Cognito user pools.",
    keys: [],
    example: """
      userPools:
        customers: { properties: { UsernameAttributes: [email] } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .userPools), from: entry)
  }
}
