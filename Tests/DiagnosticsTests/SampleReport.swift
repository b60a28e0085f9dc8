import Diagnostics
import Source
import TestSupport

/// Findings of every shape over texts of every kind.
enum Sample {
  static let cannotReceive = Rule(
    "STK702", "cannot-receive", .error, "a function's role may not receive from a queue it consumes",
    limits: ["lambda.sqs.batchSize"],
    why: "Lambda polls the queue with the function's execution role. Without the permission the mapping is refused.",
    examples: [
      .bad("functions:\n  fulfil: { consumes: [{ queue: ↓queues.orders }] }\n", fixed: "functions: {}\n"),
      .bad(
        "a: ↓queues.orders\n", files: ["src/app.py": "def f(event, context): pass\n"],
        options: ["--region", "eu-west-1"]),
      .good("functions: {}\n"),
    ])
  static let unknownKey = Rule(
    "STK201", "unknown-key", .warning, "a key that is not known here", why: "Nobody reads it.", examples: [])
  static let advice = Rule(
    "STK901", "advice", .info, "something could be better", why: "It costs money.", examples: [])

  static let stack = """
    stack: shop
    functions:
      fulfil:
        runtime: nodejs22.x
        role: roles.fulfilment
        consumes:
          - queue: queues.orders
            batchSize: 10
    queues:
      orders: { visibiltyTimeout: 30s }









    roles:
      fulfilment:
        trusts: lambda.amazonaws.com
        allow:
          - actions: [sqs:ReceiveMessage]
            on: queues.other

    """

  static func report() -> Report {
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "stack.yaml", text: stack))
    let other = sources.add(SourceFile(path: "parts/queues & more.yaml", text: "queues:\n  orders: {}\n"))
    let text = MarkedText(stack)
    func span(_ words: String) -> Span {
      let range = text.range(of: words)
      return Span(id, range.lowerBound, range.upperBound)
    }
    let permission = span("        on: queues.other").atStart
    var diagnostics = [
      Diagnostic(
        cannotReceive, "`fulfil` cannot receive from `orders`: its role lacks `sqs:DeleteMessage`",
        at: span("queues.orders"), label: "Lambda polls this queue with the function's execution role",
        notes: [
          .init("`fulfilment` allows 1 action, none of them on `orders`", at: span("allow")),
          .init("`orders` stands here", at: Span(other, 10, 16)),
        ],
        consequences: [
          "AWS refuses to create the mapping: \"The function execution role does not have permissions to call ReceiveMessage on SQS\""
        ],
        fixes: [
          Fix(
            "allow what polling needs", safe: false,
            edits: [
              Edit(permission, "      - actions: [sqs:DeleteMessage]\n        on: queues.orders\n")
            ])
        ]),
      Diagnostic(
        unknownKey, "`queues` has no key `visibiltyTimeout`", at: span("visibiltyTimeout"),
        label: "did you mean `visibilityTimeout`?",
        fixes: [
          .replace(
            span("visibiltyTimeout"), with: "visibilityTimeout", title: "rename to `visibilityTimeout`", safe: true)
        ]),
      Diagnostic(
        advice, "`orders` has no dead-letter queue", at: span("orders: {"),
        help: ["add `deadLetter`"]),
    ]
    diagnostics[0].citations = [
      Diagnostic.Citation(
        limit: "LAM-105", text: "three actions", source: "the guide https://aws.example/", asOf: "2026-11-17")
    ]
    return Report(
      [
        Report.Part(diagnostics, sources: sources) { span in
          span.start < 200 ? [.key("functions"), .key("fulfil"), .key("consumes"), .index(0)] : [.key("queues")]
        }
      ], rules: [unknownKey, cannotReceive, advice], suppressed: 1)
  }
}
