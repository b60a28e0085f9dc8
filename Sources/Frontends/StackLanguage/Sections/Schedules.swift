import Source
import Template

extension Section {
  static let schedules = Section(
    .schedules,
    "EventBridge Scheduler schedules.",
    keys: [],
    example: """
      schedules:
        nightly:
          properties:
            ScheduleExpression: rate(1 day)
            FlexibleTimeWindow: { Mode: "OFF" }
            Target: { Arn: "${queues.jobs.arn}", RoleArn: "${roles.scheduler.arn}" }
      roles:
        scheduler: { trusts: scheduler.amazonaws.com, allow: { actions: sqs:SendMessage, on: queues.jobs } }
      queues:
        jobs: { retention: 14d }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .schedules), from: entry)
  }
}
