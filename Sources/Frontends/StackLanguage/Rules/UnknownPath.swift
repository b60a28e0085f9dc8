import Diagnostics
import Source

extension Rule {
  static let unknownPath = Rule(
    "STK301", "unknown-path", .error, "a path that names nothing in the stack",
    why: """
      Resources are named by section and key (`queues.orders`), their attributes behind it in a text \
      (`${queues.orders.url}`). The shell's variables cannot be read: a build must not depend on them. Values from \
      outside come as `${parameters.…}`.
      """,
    examples: [
      .bad(
        "queues:\n  orders: { deadLetter: { to: ↓queues.faild, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n",
        fixed:
          "queues:\n  orders: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"
      ),
      .bad("queues:\n  orders: { name: \"${↓parameters.stage}-orders\" }\n"),
      .good("parameters:\n  stage: { type: String }\nqueues:\n  orders: { name: \"${parameters.stage}-orders\" }\n"),
    ])
}

extension Diagnostic {
  static func unknownPath(_ path: String, at span: Span, candidates: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(.unknownPath, "`\(path)` names nothing in this stack", at: span)
    if let nearest = Spelling.nearest(to: path, in: candidates) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    } else if !path.contains(".") {
      diagnostic.help = ["a path has the section before the key: `queues.\(path)`"]
    }
    return diagnostic
  }
}
