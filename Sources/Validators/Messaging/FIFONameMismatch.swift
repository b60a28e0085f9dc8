import Diagnostics
import Source
import Template

extension Rule {
  static let fifoNameMismatch = Rule(
    "STK506", "fifo-name-mismatch", .error, "a FIFO queue or topic whose name does not end in `.fifo`, or the reverse",
    limits: ["SQS-015", "SNS-002"],
    why: """
      AWS tells FIFO queues and topics by the end of their name: theirs must be `.fifo`, and no other's may be. It refuses to \
      create anything else.
      """,
    examples: [
      .bad("queues:\n  jobs.fifo: { name: ↓jobs }\n", fixed: "queues:\n  jobs.fifo: { name: jobs.fifo }\n"),
      .bad("queues:\n  jobs: { properties: { QueueName: ↓jobs.fifo } }\n"),
      .bad(
        "topics:\n  news: { properties: { FifoTopic: true, TopicName: ↓\"news\" } }\n",
        fixed: "topics:\n  news: { properties: { FifoTopic: true, TopicName: \"news.fifo\" } }\n"),
      .good("queues:\n  jobs.fifo: {}\ntopics:\n  news: { name: news.fifo }\n"),
    ])
}

extension Check {
  static let fifoNameMismatch = Check(.fifoNameMismatch) { context, findings in
    for (type, property) in [("AWS::SQS::Queue", "QueueName"), ("AWS::SNS::Topic", "TopicName")] {
      for resource in context.wholeResources(type) {
        guard let value = resource[property], let order = context.order(of: resource),
          let text = context.resolver.text(value), case .literal(let end)? = text.parts.last,
          end.hasSuffix(".fifo") != (order == .fifo)
        else { continue }
        findings.report(.fifoNameMismatch(resource, value, order, context))
      }
    }
  }
}

extension Diagnostic {
  static func fifoNameMismatch(
    _ resource: Resource, _ value: Value, _ order: MessageOrder, _ context: CheckContext
  ) -> Diagnostic {
    let thing = resource.type == "AWS::SQS::Queue" ? "queue" : "topic"
    let message =
      order == .fifo
      ? "the name of the FIFO \(thing) `\(resource.label)` must end in `.fifo`"
      : "the name of the standard \(thing) `\(resource.label)` must not end in `.fifo`"
    var diagnostic = Diagnostic(
      .fifoNameMismatch, message, at: value.span, consequences: ["AWS refuses to create the \(thing)"],
      limits: [thing == "queue" ? "SQS-015" : "SNS-002"])
    if order == .fifo, let name = value.string, let text = context.rewritten(value, text: name + ".fifo") {
      diagnostic.fixes = [.replace(value.span, with: text, title: "end it in `.fifo`", safe: true)]
    } else {
      diagnostic.help = ["take `.fifo` off, or make the \(thing) FIFO"]
    }
    return diagnostic
  }
}
