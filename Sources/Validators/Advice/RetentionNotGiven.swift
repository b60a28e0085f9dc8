import Diagnostics
import Source
import Template

extension Rule {
  static let retentionNotGiven = Rule(
    "STK360", "retention-not-given", .info, "a resource that lets go of data after a time that nobody wrote down",
    isAdvice: true,
    why: """
      What it holds is gone after the service's default: messages of a queue after four days, records of a stream after one. \
      Whoever writes the time down has decided (each service's guide; the pages of the resource types in the AWS \
      CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "Resources:\n  ↓Jobs: { Type: AWS::SQS::Queue, DeletionPolicy: Delete, UpdateReplacePolicy: Delete }\n",
        file: "template.yaml", options: ["--advice"]),
      .good(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue, DeletionPolicy: Delete, UpdateReplacePolicy: Delete, Properties: { MessageRetentionPeriod: 345600 } }\n",
        file: "template.yaml", options: ["--advice"]),
    ])
}

extension Check {
  /// Other resources that are shown with the first.
  private static let mostShown = 8

  /// The property that gives the time, and what happens without it (SQS API Reference, SetQueueAttributes; Kinesis API
  /// Reference, CreateStream; RDS API Reference, CreateDBCluster: the defaults).
  private static let periods: [(type: String, property: String, otherwise: String)] = [
    ("AWS::SQS::Queue", "MessageRetentionPeriod", "lets go of messages after 4 days"),
    ("AWS::Kinesis::Stream", "RetentionPeriodHours", "lets go of records after 24 hours"),
    ("AWS::RDS::DBCluster", "BackupRetentionPeriod", "keeps backups for 1 day"),
  ]

  static let retentionNotGiven = Check(.retentionNotGiven) { context, findings in
    guard context.template.isWrittenAsTemplate else { return }
    let found = periods.flatMap { period in
      context.wholeResources(period.type)
        .filter { $0.origin == .declared && $0[period.property] == nil }.map { (resource: $0, period: period) }
    }
    guard let first = found.min(by: { $0.resource.span < $1.resource.span }) else { return }
    let others = found.filter { $0.resource.logicalID != first.resource.logicalID }
    let more = others.isEmpty ? "" : ", and \(others.count) more have no time of their own"
    findings.report(
      Diagnostic(
        .retentionNotGiven, "`\(context.called(first.resource))` \(first.period.otherwise)\(more)",
        at: first.resource.span,
        notes: others.prefix(mostShown).map {
          .init("`\(context.called($0.resource))` \($0.period.otherwise)", at: $0.resource.span)
        },
        help: ["give it `\(first.period.property)`"]))
  }
}
