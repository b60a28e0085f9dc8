import Diagnostics
import Source
import Template

extension Rule {
  static let expiryNotNumber = Rule(
    "STK436", "expiry-not-number", .warning, "a table's time to live is an attribute that is no number",
    why: """
      DynamoDB deletes an item when the number in its TTL attribute, in seconds since 1970, is past. An attribute that a key \
      defines as text or binary never holds a number, so that nothing ever expires ("Using time to live", DynamoDB \
      Developer Guide).
      """,
    examples: [
      .bad("tables:\n  orders: { key: { id: string, placedAt: string }, ttl: ↓placedAt }\n"),
      .good("tables:\n  orders: { key: { id: string, placedAt: string }, ttl: expiresAt }\n"),
    ])
}

extension Check {
  static let expiryNotNumber = Check(.expiryNotNumber) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      guard let value = table["TimeToLiveSpecification"]?["AttributeName"], let name = value.string,
        let definition = TableKeys(table)?.definitions.first(where: { $0.name.text == name }),
        let type = definition.type, type != "N"
      else { continue }
      findings.report(
        Diagnostic(
          .expiryNotNumber, "items of `\(context.called(table))` never expire: `\(name)` is no number", at: value.span,
          notes: [.init("its type is `\(type)`", at: definition.name.span)],
          help: ["name an attribute that holds seconds since 1970 as a number"]))
    }
  }
}
