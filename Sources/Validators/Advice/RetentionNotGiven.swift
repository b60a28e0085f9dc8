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
  /// The property that gives the time, and what happens without it (SQS API Reference, SetQueueAttributes; Kinesis API
  /// Reference, CreateStream; RDS API Reference, CreateDBCluster: the defaults).
  private static let periods: [(type: String, property: String, otherwise: String)] = [
    ("AWS::SQS::Queue", "MessageRetentionPeriod", "lets go of messages after \(daysInQueue) days"),
    ("AWS::Kinesis::Stream", "RetentionPeriodHours", "lets go of records after 24 hours"),
    ("AWS::RDS::DBCluster", "BackupRetentionPeriod", "keeps backups for 1 day"),
  ]

  private static let daysInQueue = (CheckContext.limit("SQS-009") ?? 0) / 86_400

  static let retentionNotGiven = advising(.retentionNotGiven) { context in
    periods.flatMap { period in
      context.wholeResources(period.type)
        .filter { $0.origin == .declared && $0[period.property] == nil }
        .map { resource in
          AdvisedPlace(
            span: resource.span, message: "`\(context.called(resource))` \(period.otherwise)",
            help: "give it `\(period.property)`")
        }
    }.sorted { $0.span < $1.span }
  }
}
