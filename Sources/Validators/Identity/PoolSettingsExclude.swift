import Diagnostics
import Source
import Template

extension Rule {
  static let poolSettingsExclude = Rule(
    "STK549", "pool-settings-exclude", .error, "settings of a user pool that exclude each other",
    limits: ["COG-006", "COG-007", "COG-021"],
    why: """
      An address is a user's name or an alias of it, not both; attributes of one's own cannot be required, since users \
      that exist would lack them, and get the prefix `custom:` from Cognito; and the trigger before a token is one function.
      """,
    examples: [
      .bad("userPools:\n  customers: { attributes: { tier: { required: ↓true } } }\n"),
      .bad("userPools:\n  customers: { attributes: { ↓custom:tier: {} } }\n"),
      .bad("userPools:\n  customers: { signIn: email, properties: { AliasAttributes: ↓[phone_number] } }\n"),
      .good("userPools:\n  customers: { signIn: email, attributes: { given_name: { required: true }, tier: {} } }\n"),
    ])

  /// OpenID Connect's, which every pool has ("User pool attributes", Amazon Cognito Developer Guide).
  fileprivate static let standardAttributes: Set<String> = [
    "address", "birthdate", "email", "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname",
    "phone_number", "picture", "preferred_username", "profile", "sub", "updated_at", "website", "zoneinfo",
  ]
}

extension Check {
  static let poolSettingsExclude = Check(.poolSettingsExclude) { context, findings in
    for pool in context.wholeResources("AWS::Cognito::UserPool") {
      if let aliases = pool["AliasAttributes"], let names = pool["UsernameAttributes"] {
        findings.report(
          .poolSettingsExclude(
            "`\(pool.label)` has aliases, and attributes that are user names", at: aliases.span, limit: "COG-007",
            note: .init("these are user names", at: names.span), help: "keep one of the two"))
      }
      for attribute in pool["Schema"]?.list ?? [] { checkAttribute(attribute, context, &findings) }
      let trigger = pool["LambdaConfig"]?["PreTokenGeneration"]
      let versioned = pool["LambdaConfig"]?["PreTokenGenerationConfig"]?["LambdaArn"]
      if let trigger, let versioned, context.reader.endpoint(trigger) != context.reader.endpoint(versioned) {
        findings.report(
          .poolSettingsExclude(
            "two functions are the trigger before a token", at: trigger.span, limit: "COG-021",
            note: .init("this is the other", at: versioned.span), help: "name one function in both, or leave one out"))
      }
    }
  }

  private static func checkAttribute(_ attribute: Value, _ context: CheckContext, _ findings: inout Findings) {
    guard let value = attribute["Name"], let name = context.resolver.literal(value) else { return }
    if name.hasPrefix("custom:") {
      findings.report(
        .poolSettingsExclude(
          "`\(name)` would become `custom:\(name)`", at: value.span, limit: nil, note: nil,
          help: "leave the prefix out: Cognito puts it before the name"))
    } else if let required = attribute["Required"], required.bool == true, !Rule.standardAttributes.contains(name) {
      findings.report(
        .poolSettingsExclude(
          "`\(name)` is an attribute of your own, and cannot be required", at: required.span, limit: "COG-006",
          note: nil, help: "ask for it in a trigger before the sign-up"))
    }
  }
}

extension Diagnostic {
  fileprivate static func poolSettingsExclude(
    _ message: String, at span: Span, limit: String?, note: Note?, help: String
  ) -> Diagnostic {
    Diagnostic(
      .poolSettingsExclude, message, at: span, notes: note.map { [$0] } ?? [],
      consequences: limit == nil
        ? ["users and tokens have it under another name than is written"] : ["Cognito refuses the user pool"],
      help: [help], limits: limit.map { [$0] } ?? [])
  }
}
