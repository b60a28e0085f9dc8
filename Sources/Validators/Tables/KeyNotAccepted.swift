import Diagnostics
import Source
import Template

extension Rule {
  static let keyNotAccepted = Rule(
    "STK432", "key-not-accepted", .error, "a key that is no partition key with at most one sort key",
    why: """
      The key of a table is one attribute of type `HASH`, the partition key, and at most one of type `RANGE`, the sort key, \
      after it. DynamoDB refuses the table otherwise: `Invalid KeySchema` (CreateTable, DynamoDB API Reference).
      """,
    examples: [
      .bad("tables:\n  orders: { key: { customer: string, placedAt: string, ↓line: string } }\n"),
      .bad(
        "tables:\n  orders:\n    key: { id: string }\n    properties: { KeySchema: [{ AttributeName: ↓id, KeyType: RANGE }] }\n"
      ),
      .good("tables:\n  orders: { key: { customer: string, placedAt: string } }\n"),
    ])
}

extension Check {
  static let keyNotAccepted = Check(.keyNotAccepted) { context, findings in
    let kinds = ["HASH", "RANGE"]
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      // The key of a global index may have several attributes of each kind.
      for (index, part) in (table["KeySchema"]?.list ?? []).enumerated() {
        guard let written = part["KeyType"], let kind = written.scalarText else { continue }
        guard kinds.contains(kind) else {
          findings.report(
            .keyNotAccepted(
              "a key has `HASH` and `RANGE`, not `\(kind)`", at: written.span, help: "write `\(kinds[min(index, 1)])`"))
          continue
        }
        guard let name = part["AttributeName"], let text = name.string else { continue }
        if !kinds.indices.contains(index) {
          findings.report(
            .keyNotAccepted(
              "the key of `\(context.called(table))` has a third attribute, `\(text)`", at: name.span,
              help: "join several in one attribute, such as `A#1`, or give an index the other key"))
        } else if kinds[index] != kind {
          findings.report(
            .keyNotAccepted(
              "the \(index == 0 ? "first" : "second") attribute of the key, `\(text)`, must be `\(kinds[index])`, not `\(kind)`",
              at: name.span, help: "the partition key (`HASH`) comes first, the sort key (`RANGE`) second"))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func keyNotAccepted(_ message: String, at span: Span, help: String) -> Diagnostic {
    Diagnostic(
      .keyNotAccepted, message, at: span, consequences: ["DynamoDB refuses the table: `Invalid KeySchema`"],
      help: [help])
  }
}
