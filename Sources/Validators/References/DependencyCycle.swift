import Diagnostics
import Source
import Template

extension Rule {
  static let dependencyCycle = Rule(
    "STK318", "dependency-cycle", .error, "resources need each other, so that none can be made first",
    why: """
      CloudFormation makes a resource after those it refers to or depends on, and rejects the template: \
      `Circular dependency between resources: […]`. A circle breaks when one of its references is taken away: by putting \
      the statement or rule that refers into a resource of its own (`AWS::IAM::Policy`, `AWS::SQS::QueuePolicy`, \
      `AWS::Lambda::Permission`, `AWS::EC2::SecurityGroupIngress`), which is made after both, or by writing the name or ARN \
      out from parts that are known before, such as `AWS::StackName` and a name that is set.
      """,
    examples: [
      .bad(
        """
        queues:
          first: { properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt ↓SecondQueue.Arn, maxReceiveCount: 3 } } }
          second: { dependsOn: queues.first }

        """),
      .bad("queues:\n  jobs: { dependsOn: ↓queues.jobs }\n"),
      .good("queues:\n  first: { deadLetter: { to: queues.second, maxReceiveCount: 3 } }\n  second: {}\n"),
    ])
}

extension Check {
  static let dependencyCycle = Check(.dependencyCycle) { context, findings in
    for cycle in context.graph.cycles {
      if let finding = Diagnostic.dependencyCycle(cycle, context) { findings.report(finding) }
    }
  }
}

extension Diagnostic {
  /// Nil for a circle without edges, of which there is none.
  static func dependencyCycle(_ cycle: [DependencyGraph.Edge], _ context: CheckContext) -> Diagnostic? {
    guard let first = cycle.first else { return nil }
    // Labels of two sections may be the same; then only logical ids tell them apart.
    let labels = cycle.map { context.resource($0.from).map(context.called) ?? $0.from }
    let isClear = Set(labels).count == labels.count
    func name(_ id: String) -> String { (isClear ? context.resource(id).map(context.called) : nil) ?? id }
    let ids = cycle.map(\.from) + [first.from]
    let chain = ids.map { "`\(name($0))`" }.joined(separator: " → ")
    let notes = cycle.dropFirst().map { edge in
      Note("`\(name(edge.from))` needs `\(name(edge.to))` here (\(way(edge)))", at: edge.span)
    }
    return Diagnostic(
      .dependencyCycle, cycle.count == 1 ? "`\(name(first.from))` needs itself" : "resources need each other: \(chain)",
      at: first.span, label: "`\(name(first.from))` needs `\(name(first.to))` here (\(way(first)))", notes: notes,
      consequences: [
        "CloudFormation rejects the template: `Circular dependency between resources: [\(cycle.map(\.from).joined(separator: ", "))]`"
      ], help: [help(cycle, context)])
  }

  private static func way(_ edge: DependencyGraph.Edge) -> String {
    edge.property.map { "`\(edge.reason)` in `\($0)`" } ?? "`\(edge.reason)`"
  }

  private static func help(_ cycle: [DependencyGraph.Edge], _ context: CheckContext) -> String {
    if cycle.contains(where: { $0.property == nil }) {
      return "leave out the `DependsOn`, unless it is what must stay"
    }
    let types = Set(cycle.compactMap { context.resource($0.from)?.type })
    if let way = waysOut.first(where: { types.contains($0.type) }) { return way.help }
    return "write one of the names or ARNs out from parts that are known before, such as `AWS::StackName`"
  }

  /// What usually breaks a circle through a resource of a type; the first that fits is told.
  private static let waysOut: [(type: String, help: String)] = [
    (
      "AWS::IAM::Role",
      "put the statements that refer into an `AWS::IAM::Policy` of their own, which is made after the role"
    ),
    (
      "AWS::EC2::SecurityGroup",
      "put one of the rules into an `AWS::EC2::SecurityGroupIngress` or `…Egress` of its own, made after both groups"
    ),
    (
      "AWS::S3::Bucket",
      "set the bucket's name and write its ARN out from that where it is needed, instead of referring to the bucket"
    ),
    (
      "AWS::SQS::Queue",
      "take away one of the redrive policies: messages that went round would never come to rest"
    ),
  ]
}
