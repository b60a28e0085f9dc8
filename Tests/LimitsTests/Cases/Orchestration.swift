extension LimitCase {
  /// Schedules, pipes, and the roles of state machines.
  static let orchestration = [
    LimitCase(
      "SCH-002", past: schedule("↓every day", "to: queues.jobs"), at: schedule("rate(1 day)", "to: queues.jobs")),
    LimitCase("SCH-004", past: trusting("events", "↓"), at: trusting("scheduler", "")),
    LimitCase(
      "SCH-008", past: schedule("rate(1 day)", "to: { target: ↓queues.jobs.fifo }"),
      at: schedule("rate(1 day)", "to: { target: queues.jobs.fifo, messageGroupId: daily }")),
    LimitCase(
      "SCH-009", past: schedule("rate(1 day)", "to: { target: queues.jobs, deadLetter: ↓queues.jobs.fifo }"),
      at: schedule("rate(1 day)", "to: { target: queues.jobs, deadLetter: queues.failed }")),
    LimitCase("PIP-007", past: piped("events", "↓"), at: piped("pipes", "")),
    LimitCase("SFN-024", past: logged("logs:CreateLogDelivery", "↓"), at: logged(logging, "")),
    LimitCase("SFN-025", past: waiting(batch, "↓"), at: waiting("\(batch), \(managedRule)", "")),
    LimitCase("SFN-026", past: enriched("standard", "↓"), at: enriched("express", "")),
    LimitCase(
      "SFN-019", past: retried("[{ ErrorEquals: [States.TaskFailed] }, { ErrorEquals: [↓Full] }]"),
      at: retried("[{ ErrorEquals: [Full] }, { ErrorEquals: [States.TaskFailed] }, { ErrorEquals: [States.Timeout] }]")),
  ]

  private static let queues =
    "queues:\n  jobs: { retention: 4d }\n  failed: { retention: 14d }\n  jobs.fifo: { contentBasedDeduplication: true }\n"
  private static let batch = "batch:SubmitJob, batch:DescribeJobs, batch:TerminateJob"
  private static let managedRule = "events:PutTargets, events:PutRule, events:DescribeRule"
  private static let logging =
    "logs:CreateLogDelivery, logs:GetLogDelivery, logs:UpdateLogDelivery, logs:DeleteLogDelivery, logs:ListLogDeliveries, logs:PutResourcePolicy, logs:DescribeResourcePolicies, logs:DescribeLogGroups"
  private static let end = "{ StartAt: End, States: { End: { Type: Succeed } } }"

  private static func schedule(_ expression: String, _ keys: String) -> String {
    "schedules:\n  daily: { schedule: \(expression), \(keys) }\n\(queues)"
  }

  private static func role(_ service: String, _ actions: String) -> String {
    "roles:\n  acting: { trusts: \(service).amazonaws.com, allow: { actions: [\(actions)], on: \"*\" } }\n"
  }

  private static func trusting(_ service: String, _ mark: String) -> String {
    schedule("rate(1 day)", "to: queues.jobs, role: \(mark)roles.acting") + role(service, "sqs:SendMessage")
  }

  private static func piped(_ service: String, _ mark: String) -> String {
    "pipes:\n  paid: { from: queues.jobs, to: queues.failed, role: \(mark)roles.acting }\n\(queues)"
      + role(service, "sqs:SendMessage, sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes")
  }

  private static func logged(_ actions: String, _ mark: String) -> String {
    role("states", actions)
      + "resources:\n  Logs: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /aws/vendedlogs/orders, RetentionInDays: 14 } }\n"
      + "  Orders:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      RoleArn: !GetAtt ActingRole.Arn\n      Definition: \(end)\n"
      + "      LoggingConfiguration: { Level: ALL, Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: !GetAtt \(mark)Logs.Arn } }] }\n"
  }

  private static func waiting(_ actions: String, _ mark: String) -> String {
    "stateMachines:\n  nightly:\n    role: roles.acting\n    definition:\n      StartAt: Job\n      States:\n        Job:\n          Type: Task\n"
      + "          Resource: \(mark)arn:aws:states:::batch:submitJob.sync\n          Parameters: { JobName: report, JobQueue: reports, JobDefinition: report }\n          End: true\n"
      + role("states", actions)
  }

  private static func enriched(_ type: String, _ mark: String) -> String {
    "pipes:\n  paid: { from: queues.jobs, enrich: \(mark)stateMachines.look, to: queues.failed }\n\(queues)"
      + "stateMachines:\n  look: { type: \(type), definition: \(end) }\n"
  }

  private static func retried(_ retriers: String) -> String {
    "resources:\n  Orders:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      RoleArn: arn:aws:iam::111122223333:role/orders\n"
      + "      Definition: { StartAt: A, States: { A: { Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: \(retriers) } } }\n"
  }
}
