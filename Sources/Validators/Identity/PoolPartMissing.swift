import Diagnostics
import Source
import Template

extension Rule {
  static let poolPartMissing = Rule(
    "STK551", "pool-part-missing", .error, "a user pool that lacks what one of its settings needs",
    why: """
      Codes by text message need a role for SNS, codes by e-mail an identity of SES, a second factor something that it can \
      be, and a function that sends messages itself a key for the codes. Cognito refuses the pool otherwise.
      """,
    examples: [
      .bad(
        "userPools:\n  customers: { mfa: { mode: required, methods: [totp, ↓email] } }\n"),
      .bad(
        "functions:\n  send: { \(Samples.function) }\nuserPools:\n  customers: { triggers: { customEmailSender: ↓functions.send } }\n",
        files: Samples.handler),
      .bad("userPools:\n  customers: { properties: { MfaConfiguration: ↓\"ON\" } }\n"),
      .good("userPools:\n  customers: { mfa: { mode: required, methods: [totp, sms] } }\n"),
    ])
}

extension Check {
  static let poolPartMissing = Check(.poolPartMissing) { context, findings in
    for pool in context.wholeResources("AWS::Cognito::UserPool") {
      checkFactors(pool, context, &findings)
      guard let triggers = pool["LambdaConfig"], triggers["KMSKeyID"] == nil else { continue }
      for name in ["CustomEmailSender", "CustomSMSSender"] {
        guard let function = triggers[name]?["LambdaArn"] else { continue }
        findings.report(
          .poolPartMissing(
            "`\(pool.label)` lets a function send its messages, and has no key for the codes in them",
            at: function.span,
            help: "give the pool an `encryptionKey`"))
      }
    }
  }

  private static func checkFactors(_ pool: Resource, _ context: CheckContext, _ findings: inout Findings) {
    let factors = pool["EnabledMfas"]?.list ?? []
    if let mode = pool["MfaConfiguration"], ["ON", "OPTIONAL"].contains(context.resolver.literal(mode)),
      factors.isEmpty,
      pool["EnabledMfas"]?.intrinsic == nil, pool["SmsConfiguration"] == nil
    {
      findings.report(
        .poolPartMissing(
          "`\(pool.label)` wants a second factor, and allows none", at: mode.span, help: "name the `methods`"))
    }
    for factor in factors {
      switch context.resolver.literal(factor) {
      case "SMS_MFA" where pool["SmsConfiguration"] == nil:
        findings.report(
          .poolPartMissing(
            "`\(pool.label)` sends codes by text message, and has no role for that", at: factor.span,
            help: "set `SmsConfiguration`"))
      case "EMAIL_OTP" where pool["EmailConfiguration"]?["SourceArn"] == nil:
        findings.report(
          .poolPartMissing(
            "`\(pool.label)` sends codes by e-mail as a second factor, and has no identity of SES for that",
            at: factor.span, help: "give the pool `email`"))
      default: break
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func poolPartMissing(_ message: String, at span: Span, help: String) -> Diagnostic {
    Diagnostic(
      .poolPartMissing, message, at: span, consequences: ["Cognito refuses the user pool"], help: [help])
  }
}
