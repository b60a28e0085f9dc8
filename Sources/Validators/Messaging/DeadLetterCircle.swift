import Diagnostics
import Source
import Template

extension Rule {
  static let deadLetterCircle = Rule(
    "STK509", "dead-letter-circle", .warning, "queues that are each other's dead-letter queues",
    why: """
      A message that nobody can handle should come to rest in a dead-letter queue. In a circle of them it goes round until \
      its retention ends, is received again and again, and costs money. Where the circle is made of references, \
      CloudFormation refuses it anyway as a circular dependency.
      """,
    examples: [
      .bad(
        "queues:\n  jobs:\n    name: jobs\n    deadLetter: { to: ↓\"arn:${aws.partition}:sqs:${aws.region}:${aws.accountId}:jobs\", maxReceiveCount: 5 }\n"
      ),
      .good(
        "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"),
    ])
}

extension Check {
  static let deadLetterCircle = Check(.deadLetterCircle) { context, findings in
    var next: [String: Wire] = [:]
    for wire in context.wires([.queueToDeadLetterQueue]) { if let id = wire.source.resourceID { next[id] = wire } }
    var done: Set<String> = []
    for queue in context.resources("AWS::SQS::Queue") where !done.contains(queue.logicalID) {
      var path: [Wire] = []
      var position: [String: Int] = [:]
      var id = queue.logicalID
      while !done.contains(id), position[id] == nil, let wire = next[id], let target = wire.target.resourceID {
        position[id] = path.count
        path.append(wire)
        id = target
      }
      if let start = position[id] {
        let circle = Array(path[start...])
        // A circle of references alone is a circular dependency, which is reported as one.
        if !circle.allSatisfy(context.isReference) { findings.report(.deadLetterCircle(circle, context)) }
      }
      done.formUnion(path.compactMap(\.source.resourceID))
      done.insert(queue.logicalID)
    }
  }
}

extension CheckContext {
  /// Whether an arrow of a queue to its dead-letter queue is made by a reference, not by spelling an ARN.
  fileprivate func isReference(_ wire: Wire) -> Bool {
    var refers = false
    resource(wire.via)?["RedrivePolicy"]?["deadLetterTargetArn"]?.forEachReference { reference in
      if reference.target.text == wire.target.resourceID { refers = true }
    }
    return refers
  }
}

extension Diagnostic {
  static func deadLetterCircle(_ circle: [Wire], _ context: CheckContext) -> Diagnostic {
    let names = circle.map { "`\(context.name(of: $0.source))`" }
    let message =
      names.count == 1
      ? "\(names[0]) is its own dead-letter queue"
      : "\(names.joined(separator: ", ")) are each other's dead-letter queues"
    let last = circle.last { !context.isReference($0) } ?? circle[0]
    return Diagnostic(
      .deadLetterCircle, message, at: last.span,
      notes: circle.filter { $0.span != last.span }.map {
        .init("failed messages of `\(context.name(of: $0.source))` go to `\(context.name(of: $0.target))`", at: $0.span)
      },
      consequences: ["a message that cannot be handled is received again and again until its retention ends"],
      help: ["let failed messages end in a queue that has no dead-letter queue"])
  }
}
