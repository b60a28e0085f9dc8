import Diagnostics
import Source
import Template

extension Rule {
  static let localIndexUnfit = Rule(
    "STK576", "local-index-unfit", .error, "a local index that does not fit its table's key",
    why: """
      A local index has the table's partition key with another sort key, and the table must have a sort key itself. DynamoDB \
      refuses it otherwise: `Table KeySchema does not have a range key, which is required when specifying a \
      LocalSecondaryIndex`, `Index KeySchema does not have the same leading hash key as table KeySchema`.
      """,
    examples: [
      .bad("tables:\n  orders: { key: { id: string }, localIndexes: { ↓byDay: { sort: { day: string } } } }\n"),
      .good(
        "tables:\n  orders: { key: { id: string, at: string }, localIndexes: { byDay: { sort: { day: string } } } }\n"),
    ])
}

extension Check {
  static let localIndexUnfit = Check(.localIndexUnfit) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      guard let schema = table["KeySchema"], let keys = schema.list else { continue }
      for index in table["LocalSecondaryIndexes"]?.list ?? [] {
        if keys.count < 2 {
          findings.report(
            .localIndexUnfit(
              index, "\(index.indexPhrase) is local, and the table has no sort key", table: schema.span,
              help: "give the table a sort key, or make the index a global one"))
        } else if let own = index["KeySchema"]?.list?.first?["AttributeName"]?.string,
          let partition = keys.first?["AttributeName"]?.string, own != partition
        {
          findings.report(
            .localIndexUnfit(
              index, "\(index.indexPhrase) is local, and its partition key `\(own)` is not the table's",
              table: schema.span, help: "let it begin with `\(partition)`, or make it a global one"))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func localIndexUnfit(_ index: Value, _ text: String, table: Span, help: String) -> Diagnostic {
    Diagnostic(
      .localIndexUnfit, text, at: index.span, notes: [.init("the table's key is this", at: table)],
      consequences: ["DynamoDB refuses the table"], help: [help])
  }
}
