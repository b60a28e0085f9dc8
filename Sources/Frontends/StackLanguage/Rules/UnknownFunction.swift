import Diagnostics
import Source
import Template

extension Rule {
  static let unknownFunction = Rule(
    "STK305", "unknown-function", .error, "an intrinsic function that CloudFormation does not have",
    why: "CloudFormation rejects a template with a function it does not know (\"Intrinsic function reference\").",
    examples: [
      .bad(
        "queues:\n  orders: {}\noutputs:\n  orders: ↓!GetAttr OrdersQueue.Arn\n",
        fixed: "queues:\n  orders: {}\noutputs:\n  orders: !GetAtt OrdersQueue.Arn\n"),
      .good("queues:\n  orders: {}\noutputs:\n  orders: !GetAtt OrdersQueue.Arn\n"),
    ])
}

extension Diagnostic {
  static func unknownFunction(_ name: String, at span: Span) -> Diagnostic {
    let known = name.hasPrefix("!") ? IntrinsicFunction.allCases.map(\.tag) : IntrinsicFunction.allCases.map(\.rawValue)
    var diagnostic = Diagnostic(.unknownFunction, "CloudFormation has no function `\(name)`", at: span)
    if let nearest = Spelling.nearest(to: name, in: known) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    // Tags of AWS's preprocessor for templates ("Packaging CloudFormation templates", README of aws-cloudformation/rain).
    if name.hasPrefix("!Rain::") {
      diagnostic.help = ["`rain pkg` carries it out: check the template that it writes"]
    }
    return diagnostic
  }
}
