import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let tooManyIndexes = Rule(
    "STK435", "too-many-indexes", .error, "a table with more indexes or projected attributes than DynamoDB takes",
    limits: ["DDB-001", "DDB-002", "DDB-003"],
    why: """
      DynamoDB refuses the table: `LimitExceededException`. The number of global indexes can be raised on request, that of \
      local indexes and of attributes projected by `INCLUDE` cannot ("Quotas", DynamoDB Developer Guide).
      """,
    examples: [
      .bad(Self.table(20) + "      ↓byOne: { key: { one: string } }\n"),
      .good(Self.table(20)),
    ])

  private static func table(_ count: Int) -> String {
    "tables:\n  orders:\n    key: { id: string }\n    indexes:\n"
      + (1...count).map { "      index\($0): { key: { a\($0): string } }\n" }.joined()
  }
}

extension Check {
  static let tooManyIndexes = Check(.tooManyIndexes) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      let name = context.called(table)
      if let most = CheckContext.limit("DDB-001"), let indexes = table["GlobalSecondaryIndexes"]?.list,
        indexes.indices.contains(most)
      {
        var finding = Diagnostic(
          .tooManyIndexes, "`\(name)` has \(indexes.count) global indexes, and DynamoDB takes \(most)",
          at: indexes[most].span, help: ["ask AWS for more, or let indexes share attributes"], limits: ["DDB-001"])
        finding.severity = .warning
        findings.report(finding)
      }
      if let most = CheckContext.limit("DDB-002"), let indexes = table["LocalSecondaryIndexes"]?.list,
        indexes.indices.contains(most)
      {
        findings.report(
          Diagnostic(
            .tooManyIndexes, "`\(name)` has \(indexes.count) local indexes, and DynamoDB takes \(most)",
            at: indexes[most].span, help: ["make global indexes of the others"], limits: ["DDB-002"]))
      }
      let projected = table.indexes.flatMap { $0["Projection"]?["NonKeyAttributes"]?.list ?? [] }
      if let most = CheckContext.limit("DDB-003"), projected.indices.contains(most) {
        findings.report(
          Diagnostic(
            .tooManyIndexes,
            "the indexes of `\(name)` list \(projected.count) projected attributes, and DynamoDB takes \(most)",
            at: projected[most].span, help: ["project `ALL` in one of them"], limits: ["DDB-003"]))
      }
    }
  }
}
