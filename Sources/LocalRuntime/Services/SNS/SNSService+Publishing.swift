import Diagnostics
import RunFindings
import WireProtocols

extension SNSService {
  /// What `Publish` answers.
  struct Receipt: Sendable {
    var messageID: String
    var sequenceNumber: String?
  }

  /// Takes a message for every subscriber whose filter lets it through; durable on return.
  func publish(_ publication: Publication, to topic: Topic) async throws(ServiceError) -> Receipt {
    guard topic.isFIFO else {
      let receipt = Receipt(messageID: RequestID.make())
      try await submit(publication, receipt, to: topic)
      return receipt
    }
    // One at a time, so that deliveries are in the order of the sequence numbers.
    if !fifo.begin(topic.arn) {
      await withCheckedContinuation { fifo.wait(topic.arn, $0) }
    }
    defer { fifo.end(topic.arn) }
    let key = FIFOTopics.key(topic, publication)
    if let earlier = fifo.answer(to: key, now: clock.now) {
      return Receipt(messageID: earlier.messageID, sequenceNumber: earlier.sequenceNumber)
    }
    let id = RequestID.make()
    let (number, changes) = fifo.number(key, of: topic.arn, messageID: id, now: clock.now)
    // They last from the commit of the orders on, not before.
    store.record(changes)
    let receipt = Receipt(messageID: id, sequenceNumber: number)
    do throws(ServiceError) {
      try await submit(publication, receipt, to: topic)
    } catch {
      store.record([fifo.forget(key)])
      throw error
    }
    return receipt
  }

  private func submit(_ publication: Publication, _ receipt: Receipt, to topic: Topic) async throws(ServiceError) {
    let notification = Notification(
      topic: topic, publication: publication, messageID: receipt.messageID, sequenceNumber: receipt.sequenceNumber,
      timestamp: clock.now.millisecondsText, edge: place.edge)
    let all = (subscribers[topic.arn] ?? []).compactMap { subscriptions[$0] }
    let admitted = all.filter { filters[$0.arn]?.admits(publication) ?? true }
    if admitted.isEmpty { tellOfNobody(topic, all) }
    let orders = admitted.filter { Subscription.delivered.contains($0.kind) }.map { subscription in
      DeliveryOrder(
        notification.parcel(for: subscription), retry: .topic,
        deadLetter: subscription.deadLetter.map { queue in
          DeadLetter(queue: queue, sender: .service("sns.amazonaws.com", source: topic.arn), form: .topic)
        },
        place: subscription.place ?? topic.place,
        arrow: "topic `\(topic.name)` to `\(TargetName(subscription.endpoint).name)`")
    }
    do throws(StoreError) {
      try await deliverer.submit(orders)
    } catch {
      throw ServiceError("InternalErrorException", error.reason, status: 500)
    }
  }

  private func tellOfNobody(_ topic: Topic, _ all: [Subscription]) {
    guard !all.isEmpty else {
      narrator.tell(
        Occurrence(
          .filteredOut, "a message to topic `\(topic.name)` reaches nobody: it has no subscriptions", at: topic.place,
          consequences: ["SNS takes the message and delivers it to nobody"], help: ["give it a subscription"],
          subject: topic.arn))
      return
    }
    let whose =
      all.count == 1 ? "the filter of its subscription does" : "the filters of its \(all.count) subscriptions do"
    narrator.tell(
      Occurrence(
        .filteredOut, "a message to topic `\(topic.name)` reaches nobody: \(whose) not match",
        at: all.count == 1 ? all[0].place ?? topic.place : topic.place,
        consequences: ["SNS takes the message and delivers it to nobody"], subject: topic.arn))
  }

  /// Takes what another service publishes: a rule's event, an outcome of an asynchronous invocation.
  public func receive(_ parcel: Parcel) async -> DeliveryOutcome {
    do throws(ServiceError) {
      let topic = try topic(parcel.target)
      _ = try await publish(try Publication(parcel, to: topic), to: topic)
      return .delivered
    } catch {
      return .failed(
        DeliveryFailure(error.shape, error.message, isRetriable: error.shape == "InternalErrorException"))
    }
  }
}
