import Source
import Template
import Wiring

extension PlanBuilder {
  /// The protocols of subscriptions that a local run delivers by.
  private static let protocols: Set<String> = ["sqs", "lambda", "http", "https"]

  /// AWS::SNS::Topic, with the subscriptions written in it.
  mutating func addTopic(_ resource: Resource, _ reader: inout PropertyReader) {
    var topic = TopicPlan(
      id: resource.logicalID, name: reader.text("TopicName") ?? name(resource), arn: arn(resource))
    topic.path = path(resource)
    topic.place = planPlace(resource.span)
    topic.displayName = reader.text("DisplayName")
    if let fifo = reader.bool("FifoTopic") { topic.fifo = fifo }
    if let byContent = reader.bool("ContentBasedDeduplication") { topic.contentBasedDeduplication = byContent }
    let inline = reader.objects("Subscription") { item in
      (item.text("Protocol"), item.text("Endpoint", edge: .placeholder), item.span)
    }
    for (index, item) in inline.enumerated() {
      guard case (let kind?, let endpoint?, let span) = item else { continue }
      let id = "\(resource.logicalID).Subscription.\(index)"
      var subscription = SubscriptionPlan(
        id: id, arn: "\(topic.arn):\(StableID.uuid(id))", kind: kind, endpoint: endpoint)
      subscription.place = planPlace(span)
      noteProtocol(kind, "Subscription.\(index).Protocol", &reader, span)
      topic.subscriptions.append(subscription)
    }
    topic.settings = reader.keep()
    plan.topics.append(topic)
  }

  /// AWS::SNS::Subscription.
  mutating func attachSubscription(_ resource: Resource, _ reader: inout PropertyReader) {
    let topic = reader.text("TopicArn") ?? ""
    guard let index = plan.topics.firstIndex(where: { $0.arn == topic }) else {
      return addOutside(resource, "its topic `\(topic)` is not of this plan", &reader)
    }
    let kind = reader.text("Protocol") ?? ""
    var subscription = SubscriptionPlan(
      id: resource.logicalID, arn: generated(resource, "Arn"), kind: kind,
      endpoint: reader.text("Endpoint", edge: .placeholder) ?? "")
    subscription.place = planPlace(resource.span)
    noteProtocol(kind, "Protocol", &reader, resource.span)
    subscription.filter = reader.json("FilterPolicy")
    if let scope = reader.text("FilterPolicyScope") { subscription.filterScope = scope }
    if let raw = reader.bool("RawMessageDelivery") { subscription.raw = raw }
    subscription.deadLetter = reader.object("RedrivePolicy") { $0.text("deadLetterTargetArn") } ?? nil
    subscription.settings = reader.keep()
    reader.skip("Region")
    plan.topics[index].subscriptions.append(subscription)
  }

  private func noteProtocol(_ kind: String, _ property: String, _ reader: inout PropertyReader, _ span: Span) {
    guard !Self.protocols.contains(kind) else { return }
    reader.note(property, "messages by `\(kind)` are not sent from this machine", span)
  }

  /// AWS::SNS::TopicPolicy.
  mutating func attachTopicPolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let attached = policy(&reader, "PolicyDocument", of: resource) else { return }
    for arn in reader.texts("Topics") {
      if let index = plan.topics.firstIndex(where: { $0.arn == arn }) {
        plan.topics[index].policies.append(attached)
      } else {
        reader.note("Topics", "the topic `\(arn)` is not of this plan", resource.span)
      }
    }
  }
}
