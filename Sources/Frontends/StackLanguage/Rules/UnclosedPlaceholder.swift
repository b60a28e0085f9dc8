import Diagnostics
import Source

extension Rule {
  static let unclosedPlaceholder = Rule(
    "STK304", "unclosed-placeholder", .error, "a placeholder `${` without its `}`",
    why: "The text would reach AWS with a `${` that nothing replaces. `${!x}` gives the text `${x}`.",
    examples: [
      .bad("queues:\n  orders: {}\noutputs:\n  orders: a ↓${queues.orders.url\n"),
      .good("queues:\n  orders: {}\noutputs:\n  orders: a ${queues.orders.url}\n"),
    ])
}

extension Diagnostic {
  static func unclosedPlaceholder(at span: Span) -> Diagnostic {
    Diagnostic(.unclosedPlaceholder, "this placeholder is not closed by `}`", at: span)
  }
}
