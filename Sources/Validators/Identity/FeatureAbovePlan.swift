import Diagnostics
import Source
import Template

extension Rule {
  static let featureAbovePlan = Rule(
    "STK570", "feature-above-plan", .error, "a feature that a user pool's plan does not have",
    why: """
      Since November 2024 user pools have a plan: threat protection belongs to `plus`, and e-mail as a second factor, \
      sign-in without a password, password history and the newer events before a token to `essentials`, which is the \
      default. Cognito refuses what the plan does not have ("User pool feature plans", Amazon Cognito Developer Guide).
      """,
    examples: [
      .bad("userPools:\n  customers: { threatProtection: ↓enforced }\n"),
      .bad("userPools:\n  customers: { featurePlan: lite, passwordPolicy: { history: ↓5 } }\n"),
      .good("userPools:\n  customers: { featurePlan: plus, threatProtection: enforced }\n"),
    ])
}

extension Check {
  static let featureAbovePlan = Check(.featureAbovePlan) { context, findings in
    for pool in context.wholeResources("AWS::Cognito::UserPool") {
      let plan = pool["UserPoolTier"].map(context.resolver.literal) ?? "ESSENTIALS"
      guard let plan, let rank = plans.firstIndex(of: plan) else { continue }
      for feature in features(of: pool, context) {
        guard let needed = plans.firstIndex(of: feature.plan), needed > rank else { continue }
        findings.report(
          Diagnostic(
            .featureAbovePlan,
            "\(feature.name) belongs to the plan `\(feature.plan.lowercased())`, and `\(pool.label)` has `\(plan.lowercased())`",
            at: feature.value.span, notes: pool["UserPoolTier"].map { [.init("the plan", at: $0.span)] } ?? [],
            consequences: ["Cognito refuses the user pool"],
            help: ["choose `featurePlan: \(feature.plan.lowercased())`, which has a price for each user"]))
      }
    }
  }

  private static let plans = ["LITE", "ESSENTIALS", "PLUS"]

  /// The features of a pool that not every plan has.
  private static func features(of pool: Resource, _ context: CheckContext) -> [(
    name: String, value: Value, plan: String
  )] {
    var found: [(String, Value, String)] = []
    if let mode = pool["UserPoolAddOns"]?["AdvancedSecurityMode"], let word = context.resolver.literal(mode),
      word != "OFF"
    {
      found.append(("threat protection", mode, "PLUS"))
    }
    if let history = pool["Policies"]?["PasswordPolicy"]?["PasswordHistorySize"],
      let count = context.resolver.integer(history), count > 0
    {
      found.append(("password history", history, "ESSENTIALS"))
    }
    for factor in pool["EnabledMfas"]?.list ?? [] where context.resolver.literal(factor) == "EMAIL_OTP" {
      found.append(("e-mail as a second factor", factor, "ESSENTIALS"))
    }
    for factor in pool["Policies"]?["SignInPolicy"]?["AllowedFirstAuthFactors"]?.list ?? [] {
      if let word = context.resolver.literal(factor), word != "PASSWORD" {
        found.append(("sign-in without a password", factor, "ESSENTIALS"))
      }
    }
    if let version = pool["LambdaConfig"]?["PreTokenGenerationConfig"]?["LambdaVersion"],
      let word = context.resolver.literal(version), word != "V1_0"
    {
      found.append(("the newer event before a token", version, "ESSENTIALS"))
    }
    return found
  }
}
