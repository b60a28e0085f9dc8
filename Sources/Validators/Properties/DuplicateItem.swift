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
    guard visit.shape.uniqueItems, let items = visit.value.list, items.count > 1 else { return }
    var earlier: [String: Span] = [:]
    for item in items {
      let text = item.canonicalText
      guard let first = earlier[text] else {
        earlier[text] = item.span
        continue
      }
      findings.report(
        Diagnostic(
          .duplicateItem, "`\(visit.name)` has this item twice", at: item.span,
          notes: [.init("it is given here first", at: first)]))
      return
    }
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
