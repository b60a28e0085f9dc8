import Diagnostics
import Source
import Template

extension Rule {
  static let reservedAboveAccount = Rule(
    "STK520", "reserved-above-account", .warning, "functions that reserve more concurrency than an account has to give",
    limits: ["LAM-043", "LAM-134"],
    why: """
      What functions reserve is taken from the account's concurrency, of which 100 must stay unreserved. A new account has \
      1,000, unless AWS is asked for more: `Specified ReservedConcurrentExecutions for function decreases account's \
      UnreservedConcurrentExecution below its minimum value` ("Configuring reserved concurrency", AWS Lambda Developer \
      Guide). Functions of other stacks count too.
      """,
    examples: [
      .bad(Self.stack("↓401"), files: Samples.handler),
      .good(Self.stack("400"), files: Samples.handler),
    ])

  private static func stack(_ second: String) -> String {
    "functions:\n  f: { \(Samples.function), reservedConcurrency: 500 }\n  g: { \(Samples.function), reservedConcurrency: \(second) }\n"
  }
}

extension Check {
  static let reservedAboveAccount = Check(.reservedAboveAccount) { context, findings in
    guard let account = CheckContext.limit("LAM-039"), let unreserved = CheckContext.limit("LAM-134") else { return }
    var sum = 0
    for function in context.resources("AWS::Lambda::Function") {
      guard let value = function["ReservedConcurrentExecutions"], let count = context.resolver.integer(value), count > 0
      else { continue }
      // Clamped, so that no sum of written numbers can overflow.
      sum += min(count, account)
      guard sum > account - unreserved else { continue }
      findings.report(
        Diagnostic(
          .reservedAboveAccount,
          "the functions reserve \(sum) invocations at a time, and a new account has \(account - unreserved) to give",
          at: value.span, consequences: ["Lambda refuses the reservation until the account's quota is raised"],
          help: ["reserve less, or have AWS raise the account's concurrency"],
          limits: ["LAM-043", "LAM-134"]))
      return
    }
  }
}
