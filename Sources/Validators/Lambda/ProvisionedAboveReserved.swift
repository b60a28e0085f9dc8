import Diagnostics
import Source
import Template

extension Rule {
  static let provisionedAboveReserved = Rule(
    "STK532", "provisioned-above-reserved", .error, "more provisioned concurrency than the function has reserved",
    limits: ["LAM-046"],
    why: """
      Provisioned concurrency comes out of what the function has reserved, over all its aliases and versions together. \
      Lambda refuses more.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), reservedConcurrency: 5, aliases: { live: { provisionedConcurrency: ↓10 } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function), reservedConcurrency: 10, aliases: { live: { provisionedConcurrency: 10 } } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let provisionedAboveReserved = Check(.provisionedAboveReserved) { context, findings in
    var taken: [String: Int] = [:]
    for type in ["AWS::Lambda::Alias", "AWS::Lambda::Version"] {
      for resource in context.resources(type) {
        guard let value = resource["ProvisionedConcurrencyConfig"]?["ProvisionedConcurrentExecutions"],
          let count = context.resolver.integer(value), let greatest = CheckContext.limit("LAM-039"), count >= 0,
          let function = context.resource(context.reader.function(resource.logicalID)),
          let reservedValue = function["ReservedConcurrentExecutions"],
          let reserved = context.resolver.integer(reservedValue)
        else { continue }
        // Clamped, so that no sum of written numbers can overflow.
        let sum = taken[function.logicalID, default: 0] + min(count, max(reserved, greatest) &+ 1)
        taken[function.logicalID] = min(sum, Int(Int32.max))
        guard sum > reserved else { continue }
        findings.report(
          Diagnostic(
            .provisionedAboveReserved,
            "\(sum) environments of `\(function.label)` are to be kept ready, but \(reserved) are reserved for it",
            at: value.span, notes: [.init("\(reserved) are reserved here", at: reservedValue.span)],
            consequences: [
              "Lambda refuses it: \"Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function\""
            ], help: ["reserve at least \(sum), or keep fewer ready"]))
      }
    }
  }
}
