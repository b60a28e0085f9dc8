import Diagnostics
import Source

extension Rule {
  static let unknownAttribute = Rule(
    "STK303", "unknown-attribute", .error, "an attribute that the resource does not have",
    why:
      "A text can hold what CloudFormation gives for a resource: its `arn`, its `name`, a queue's `url`. It must say which.",
    examples: [
      .bad(
        "queues:\n  orders: {}\noutputs:\n  orders: ${↓queues.orders.uri}\n",
        fixed: "queues:\n  orders: {}\noutputs:\n  orders: ${queues.orders.url}\n"),
      .bad("queues:\n  orders: {}\noutputs:\n  orders: ${↓queues.orders}\n"),
      .good("queues:\n  orders: {}\noutputs:\n  orders: ${queues.orders.url}\n"),
    ])
}

extension Diagnostic {
  static func unknownAttribute(
    _ attribute: String, of declared: Declared, kind: ResourceKind, at span: Span
  ) -> Diagnostic {
    let names = kind.attributeNames
    if attribute.isEmpty {
      return Diagnostic(
        .unknownAttribute, "`\(declared.path)` is a \(kind.noun): a text can only hold one of its attributes", at: span,
        help: ["write \(names.map { "\(declared.path).\($0)" }.list)"])
    }
    var diagnostic = Diagnostic(
      .unknownAttribute, "a \(kind.noun) has no attribute `\(attribute)`: it has \(names.list)", at: span)
    if let nearest = Spelling.nearest(to: attribute, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(span, with: "\(declared.path).\(nearest)", title: "change to `\(nearest)`", safe: true)
      ]
    }
    return diagnostic
  }

  static func attributeWhereResource(_ path: String, at span: Span, declared: Declared) -> Diagnostic {
    Diagnostic(
      .unknownAttribute, "a resource belongs here, not an attribute of one", at: span,
      fixes: [.replace(span, with: declared.path, title: "change to `\(declared.path)`", safe: true)])
  }
}
