import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let duplicateItem = Rule(
    "STK414", "duplicate-item", .error, "an item twice in a list that takes each once",
    why: "CloudFormation rejects the resource: `… array items are not unique`.",
    examples: [
      .bad(
        "resources:\n  Jobs:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }\n      ManagedPolicyArns: [\"arn:aws:iam::aws:policy/ReadOnlyAccess\", ↓\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\n"
      ),
      .good(
        "resources:\n  Jobs:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }\n      ManagedPolicyArns: [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\n"
      ),
    ])
}

extension ShapeCheck {
  static let duplicateItem = ShapeCheck(.duplicateItem) { visit, findings in
    guard visit.shape.uniqueItems,
      let (item, first) = visit.value.list?.firstRepetition(by: { $0.canonicalText })
    else { return }
    findings.report(
      Diagnostic(
        .duplicateItem, "`\(visit.name)` has this item twice", at: item.span,
        notes: [.init("it is given here first", at: first)]))
  }
}

extension [Value] {
  /// The first item that another one before it equals, and that one's place; those without a key are not compared.
  func firstRepetition(by key: (Value) -> String?) -> (item: Value, first: Span)? {
    guard count > 1 else { return nil }
    var earlier: [String: Span] = [:]
    for item in self {
      guard let text = key(item) else { continue }
      if let first = earlier.updateValue(item.span, forKey: text) { return (item, first) }
    }
    return nil
  }
}

extension Value {
  /// A text that only equal values have, whatever their places.
  fileprivate var canonicalText: String {
    switch kind {
    case .null: return "null"
    case .bool(let value): return "b\(value)"
    case .number(let text): return "n\(text)"
    case .string(let text): return "s\(text.utf8.count):\(text)"
    case .list(let items): return "[" + items.map(\.canonicalText).joined(separator: ",") + "]"
    case .map(let map):
      let members = map.entries.map { "\($0.key.utf8.count):\($0.key)=\($0.value.canonicalText)" }
      return "{" + members.sorted().joined(separator: ",") + "}"
    case .intrinsic(let call): return "\(call.function.rawValue)(\(call.argument.canonicalText))"
    }
  }
}
