import Diagnostics
import RunFindings
import WireProtocols
import Wiring

/// Amazon SNS: topics, their subscriptions, and what is published to them.
///
/// Topics and subscriptions of the plan are as the plan says; those that calls made are rows of the store and stay until a
/// call removes them. A publication is answered when its deliveries are durable orders of the delivery engine.
public actor SNSService: AWSService, Planned, ParcelReceiver {
  /// Name of the service's model.
  public static let model = "sns"

  static let space = "sns"

  nonisolated let store: any Store
  nonisolated let deliverer: any Deliverer
  nonisolated let authorizer: any Authorizer
  nonisolated let narrator: any Narrator
  nonisolated let clock: any RunClock

  var place = RunPlace()
  var topics: [String: Topic] = [:]
  var subscriptions: [String: Subscription] = [:]
  /// ARNs of each topic's subscriptions, in the order they were made.
  var subscribers: [String: [String]] = [:]
  var filters: [String: SubscriptionFilter] = [:]
  var fifo = FIFOTopics()
  private var announced: Set<String> = []

  /// Makes the service, with the topics and subscriptions that calls made in earlier runs.
  public init(
    store: any Store, deliverer: any Deliverer, authorizer: any Authorizer, narrator: any Narrator, clock: any RunClock
  ) async throws(StoreError) {
    self.store = store
    self.deliverer = deliverer
    self.authorizer = authorizer
    self.narrator = narrator
    self.clock = clock
    for row in try await store.rows(of: Self.space) {
      if let topic = StoredJSON.read(Topic.self, row, under: "topic/") {
        topics[topic.arn] = topic
      } else if let subscription = StoredJSON.read(Subscription.self, row, under: "subscription/") {
        add(subscription)
      }
    }
    fifo = FIFOTopics(try await store.rows(of: FIFOTopics.space), now: clock.now)
  }

  /// Takes the topics and subscriptions of a plan in place of those of the plan before.
  public func apply(_ plan: RunPlan) async {
    place = RunPlace(plan)
    for subscription in subscriptions.values where subscription.isPlanned { remove(subscription.arn) }
    topics = topics.filter { !$0.value.isPlanned }
    // Read from the store they were valid; what is no longer taken leaves the topic to its owner alone.
    for topic in topics.values { if let policy = topic.policy { try? authorizer.setPolicy(policy, of: topic.arn) } }
    for topic in plan.plan.topics {
      topics[topic.arn] = Topic(topic)
      for subscription in topic.subscriptions {
        add(Subscription(subscription, of: topic.arn))
        announce(subscription, of: topic)
      }
    }
  }

  /// Says once of each subscription that nothing is delivered to it.
  private func announce(_ subscription: SubscriptionPlan, of topic: TopicPlan) {
    guard !Subscription.delivered.contains(subscription.kind), announced.insert(subscription.arn).inserted else {
      return
    }
    narrator.tell(
      Occurrence(
        .notActedOn,
        "topic `\(topic.name)` does not deliver to `\(subscription.endpoint)`: the local run has no subscriptions of protocol `\(subscription.kind)`",
        at: subscription.place, consequences: ["AWS asks the endpoint to confirm, and then delivers to it"],
        subject: subscription.arn))
  }

  // MARK: State

  func topic(_ arn: String?) throws(ServiceError) -> Topic {
    guard let arn, let topic = topics[arn] else { throw .topicNotFound }
    return topic
  }

  func add(_ subscription: Subscription) {
    if subscriptions.updateValue(subscription, forKey: subscription.arn) == nil {
      subscribers[subscription.topic, default: []].append(subscription.arn)
    }
    var findings = Findings()
    filters[subscription.arn] = SubscriptionFilter(subscription.attributes, into: &findings)
  }

  @discardableResult func remove(_ arn: String) -> Subscription? {
    guard let subscription = subscriptions.removeValue(forKey: arn) else { return nil }
    filters[arn] = nil
    subscribers[subscription.topic]?.removeAll { $0 == arn }
    return subscription
  }

  /// Puts a policy in force and keeps it with its topic.
  func setPolicy(_ document: String?, of arn: String) async throws(ServiceError) {
    var topic = try topic(arn)
    try authorizer.setPolicy(document, of: arn)
    topic.policy = document
    topics[arn] = topic
    try await keep(topic)
  }

  /// Writes a topic that a call made; one of the plan is what the plan says at the next start.
  func keep(_ topic: Topic) async throws(ServiceError) {
    guard !topic.isPlanned else { return }
    try await commit([StoredJSON.put(topic, in: Self.space, key: "topic/\(topic.arn)")])
  }

  /// Writes what a call made or changed.
  func commit(_ changes: [StoreChange]) async throws(ServiceError) {
    guard !changes.isEmpty else { return }
    do throws(StoreError) {
      try await store.commit(changes)
    } catch {
      throw ServiceError("InternalErrorException", error.reason, status: 500)
    }
  }
}
