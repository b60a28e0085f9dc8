import Diagnostics
import Source
import Template

extension Rule {
  static let undefinedKeyAttribute = Rule(
    "STK430", "undefined-key-attribute", .error, "a key of a table uses an attribute that is not defined",
    why: """
      DynamoDB refuses the table: `One or more parameter values were invalid: Some index key attributes are not defined in \
      AttributeDefinitions`. Every attribute of a key needs its type there.
      """,
    examples: [
      .bad(
        "tables:\n  orders:\n    key: { id: string }\n    properties:\n      KeySchema: [{ AttributeName: ↓ids, KeyType: HASH }]\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n",
        fixed:
          "tables:\n  orders:\n    key: { id: string }\n    properties:\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n",
        options: ["--ignore", "STK431"]),
      .good("tables:\n  orders: { key: { id: string }, indexes: { byState: { key: { state: string } } } }\n"),
    ])
}

extension Check {
  static let undefinedKeyAttribute = Check(.undefinedKeyAttribute) { context, findings in
    for table in context.wholeResources("AWS::DynamoDB::Table") {
      guard let keys = TableKeys(table) else { continue }
      let defined = keys.definitions.map(\.name.text)
      for key in keys.keys {
        for name in key.attributes where !defined.contains(name.text) {
          findings.report(.undefinedKeyAttribute(name, of: key.owner, defined: defined))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func undefinedKeyAttribute(_ name: Name, of owner: String, defined: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      .undefinedKeyAttribute, "the key of \(owner) uses `\(name.text)`, which `AttributeDefinitions` does not define",
      at: name.span,
      consequences: ["DynamoDB refuses the table: `Some index key attributes are not defined in AttributeDefinitions`"],
      help: ["define its type in `AttributeDefinitions`"])
    if let nearest = Spelling.nearest(to: name.text, in: defined) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(name.span, with: nearest, title: "change to `\(nearest)`", safe: false)]
    }
    return diagnostic
  }
}
