import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::SQS::Queue.
  mutating func addQueue(_ resource: Resource, _ reader: inout PropertyReader) {
    var queue = QueuePlan(
      id: resource.logicalID, name: reader.text("QueueName") ?? name(resource), arn: arn(resource),
      url: generated(resource, "QueueUrl"))
    queue.path = path(resource)
    queue.place = planPlace(resource.span)
    if let fifo = reader.bool("FifoQueue") { queue.fifo = fifo }
    if let seconds = reader.integer("VisibilityTimeout") { queue.visibilityTimeout = seconds }
    if let seconds = reader.integer("DelaySeconds") { queue.delay = seconds }
    if let seconds = reader.integer("MessageRetentionPeriod") { queue.retention = seconds }
    if let bytes = reader.integer("MaximumMessageSize") { queue.maximumMessageSize = bytes }
    if let seconds = reader.integer("ReceiveMessageWaitTimeSeconds") { queue.receiveWait = seconds }
    if let byContent = reader.bool("ContentBasedDeduplication") { queue.contentBasedDeduplication = byContent }
    if let scope = reader.text("DeduplicationScope") { queue.deduplicationScope = scope }
    if let limit = reader.text("FifoThroughputLimit") { queue.throughputLimit = limit }
    let span = reader.datum("RedrivePolicy")?.span
    let redrive = reader.object("RedrivePolicy") { ($0.text("deadLetterTargetArn"), $0.integer("maxReceiveCount")) }
    if case (let target?, let count?)? = redrive {
      queue.redrive = RedrivePlan(target: target, maxReceiveCount: count)
      queue.redrive?.place = span.flatMap(planPlace)
    }
    let allow = reader.object("RedriveAllowPolicy") { ($0.text("redrivePermission"), $0.texts("sourceQueueArns")) }
    if case (let permission?, let sources)? = allow {
      queue.redriveAllow = RedriveAllowPlan(permission: permission)
      queue.redriveAllow?.sources = sources
    }
    queue.settings = reader.keep()
    plan.queues.append(queue)
  }

  /// AWS::SQS::QueuePolicy.
  mutating func attachQueuePolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let attached = policy(&reader, "PolicyDocument", of: resource) else { return }
    for url in reader.texts("Queues", edge: .placeholder) {
      if let index = plan.queues.firstIndex(where: { $0.url == url }) {
        plan.queues[index].policies.append(attached)
      } else {
        reader.note("Queues", "the queue `\(url)` is not of this plan", resource.span)
      }
    }
  }
}
