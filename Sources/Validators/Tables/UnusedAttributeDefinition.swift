import Diagnostics
import Source
import Template

extension Rule {
  static let unusedAttributeDefinition = Rule(
    "STK431", "unused-attribute-definition", .error, "a table defines an attribute that no key uses",
    why: """
      DynamoDB has no schema beyond its keys, and refuses the table: `Number of attributes in KeySchema does not exactly \
      match number of attributes defined in AttributeDefinitions`, or `Some AttributeDefinitions are not used`. Other \
      attributes of an item are simply written.
      """,
    examples: [
      .bad(
        "tables:\n  orders:\n    key: { id: string }\n    properties:\n      AttributeDefinitions:\n        - { AttributeName: id, AttributeType: S }\n        - { AttributeName: ↓total, AttributeType: N }\n"
      ),
      .good("tables:\n  orders: { key: { id: string, placedAt: number } }\n"),
    ])
}

extension Check {
  static let unusedAttributeDefinition = Check(.unusedAttributeDefinition) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      guard let keys = TableKeys(table) else { continue }
      let used = Set(keys.keys.flatMap { $0.attributes.map(\.text) })
      for (name, _) in keys.definitions where !used.contains(name.text) {
        findings.report(
          Diagnostic(
            .unusedAttributeDefinition, "no key of `\(context.called(table))` uses the attribute `\(name.text)`",
            at: name.span, consequences: ["DynamoDB refuses the table: `Some AttributeDefinitions are not used`"],
            help: ["leave it out: attributes that are in no key need no definition"]))
      }
    }
  }
}
