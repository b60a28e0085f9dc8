import Diagnostics
import Source
import Template

extension Rule {
  static let throughputUnfit = Rule(
    "STK433", "throughput-unfit", .error, "a table's throughput does not fit how it is billed",
    why: """
      A table with provisioned billing, which is the default of CloudFormation, needs `ProvisionedThroughput`, and so does \
      each of its global indexes; one that is billed by request must have none. DynamoDB refuses it otherwise: `Neither \
      ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`, `ReadCapacityUnits and \
      WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`.
      """,
    examples: [
      .bad("tables:\n  ↓orders: { key: { id: string }, billing: provisioned }\n"),
      .bad(
        "tables:\n  orders:\n    key: { id: string }\n    properties:\n      ↓ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }\n"
      ),
      .good(
        "tables:\n  orders:\n    key: { id: string }\n    billing: provisioned\n    properties:\n      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }\n"
      ),
    ])
}

extension Check {
  static let throughputUnfit = Check(.throughputUnfit) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      let billing = table["BillingMode"]
      guard let mode = billing.map(context.resolver.literal) ?? "PROVISIONED" else { continue }
      let global = table["GlobalSecondaryIndexes"]?.list ?? []
      let parts =
        [("`\(context.called(table))`", table.properties)]
        + global.compactMap { index in
          index.map.map { (index.indexPhrase, $0) }
        }
      for (index, (phrase, map)) in parts.enumerated() {
        let given = map.entry("ProvisionedThroughput")
        if mode == "PAY_PER_REQUEST", let given, !given.value.isNoValue {
          findings.report(.throughputGiven(phrase, at: given.keySpan, billing: billing?.span))
        } else if mode == "PROVISIONED", given == nil {
          let place = index == 0 ? table.span : global[index - 1].span
          findings.report(.throughputMissing(phrase, at: place, billing: billing?.span))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func throughputGiven(_ phrase: String, at span: Span, billing: Span?) -> Diagnostic {
    Diagnostic(
      .throughputUnfit, "\(phrase) is billed by request and has provisioned throughput", at: span,
      notes: billing.map { [.init("the billing is set here", at: $0)] } ?? [],
      help: ["leave out `ProvisionedThroughput`, or set the billing to `PROVISIONED`"])
  }

  fileprivate static func throughputMissing(_ phrase: String, at span: Span, billing: Span?) -> Diagnostic {
    Diagnostic(
      .throughputUnfit, "\(phrase) has provisioned billing and no throughput", at: span,
      notes: billing.map { [.init("the billing is set here", at: $0)] } ?? [],
      help: ["give `ProvisionedThroughput` with `ReadCapacityUnits` and `WriteCapacityUnits`, or bill by request"])
  }
}
