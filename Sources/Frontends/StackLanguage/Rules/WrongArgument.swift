import Diagnostics
import Source
import Template

extension Rule {
  static let wrongArgument = Rule(
    "STK306", "wrong-argument", .error, "an intrinsic function with an argument it does not take",
    why: "CloudFormation rejects the template when a function's argument has another form than its page says.",
    examples: [
      .bad("queues:\n  orders: {}\noutputs:\n  orders: !Join ↓[OrdersQueue]\n"),
      .good("queues:\n  orders: {}\noutputs:\n  orders: !Join [\"-\", [a, !Ref OrdersQueue]]\n"),
    ])
}

extension Diagnostic {
  static func wrongArgument(_ function: IntrinsicFunction, wanted: String, at span: Span) -> Diagnostic {
    Diagnostic(.wrongArgument, "`\(function.rawValue)` takes \(wanted)", at: span)
  }
}
