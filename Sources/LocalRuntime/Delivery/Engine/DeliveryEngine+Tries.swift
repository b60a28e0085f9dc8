import WireProtocols

extension DeliveryEngine {
  /// One try, at the target or at the dead-letter queue.
  nonisolated func work(on stored: StoredDelivery, _ receivers: [String: any ParcelReceiver]) async
    -> Agenda<StoredDelivery>.Step
  {
    var stored = stored
    let parcel: Parcel
    if let surrender = stored.surrender {
      guard let letter = stored.order.deadLetter else { return .done }
      parcel = stored.order.parcel.deadLetter(to: letter, surrender, requestID: RequestID.make())
    } else {
      parcel = stored.order.parcel
    }
    stored.tries += 1
    let outcome = await attempt(parcel, receivers)
    // A try that the end of the run broke off has no outcome; the row stays and is delivered at the next start.
    if Task.isCancelled, outcome != .delivered { return .done }
    switch outcome {
    case .delivered:
      remove(stored)
      teller.delivered(stored)
      return .done
    case .failed(let failure): return stepAfter(failure, stored)
    }
  }

  private nonisolated func attempt(_ parcel: Parcel, _ receivers: [String: any ParcelReceiver]) async
    -> DeliveryOutcome
  {
    let target = TargetName(parcel.target)
    guard let action = target.action, let receiver = receivers[target.service] else {
      return .failed(
        DeliveryFailure(
          "SDK_CLIENT_ERROR", "\(parcel.target) is nothing that events are delivered to", isRetriable: false))
    }
    var context: [String: [String]] = [:]
    if let event = parcel.event {
      context = ["events:source": [event.source], "events:detail-type": [event.detailType]]
    }
    if let denial = authorizer.denial(of: Permission(action, on: parcel.target, context: context), to: parcel.sender) {
      return .failed(DeliveryFailure(DeliveryFailure.denied, denial.message, isRetriable: false))
    }
    // Raw delivery copies a message's attributes, and a queue takes no more than 10 (SNS Developer Guide, "Raw message delivery").
    if target.service == "sqs", parcel.attributes.count > 10 {
      return .failed(
        DeliveryFailure(
          "InvalidParameterValue",
          "The number of message attributes [\(parcel.attributes.count)] exceeds the allowed maximum [10].",
          isRetriable: false))
    }
    return await receiver.receive(parcel)
  }

  private nonisolated func stepAfter(_ failure: DeliveryFailure, _ stored: StoredDelivery)
    -> Agenda<StoredDelivery>.Step
  {
    let retry = stored.order.retry
    guard failure.isRetriable else { return surrender(stored, failure, condition: nil) }
    guard stored.tries <= retry.retries else { return surrender(stored, failure, condition: .retries) }
    let next = clock.now.adding(milliseconds: retry.wait(before: stored.tries, jitter: jitter()))
    let end = stored.submitted.adding(milliseconds: retry.maxAge)
    guard next < end else { return surrender(stored, failure, condition: .age) }
    keep(stored)
    if stored.tries == 1 { teller.retried(stored, failure, at: next, now: clock.now) }
    return .again(stored, at: next)
  }

  /// Gives an order up: at its target it goes on to the dead-letter queue, there or without one it is dropped.
  private nonisolated func surrender(
    _ stored: StoredDelivery, _ failure: DeliveryFailure, condition: StoredDelivery.Surrender.Condition?
  ) -> Agenda<StoredDelivery>.Step {
    guard stored.surrender == nil, stored.order.deadLetter != nil else {
      remove(stored)
      teller.dropped(stored, failure)
      return .done
    }
    var stored = stored
    stored.surrender = StoredDelivery.Surrender(failure: failure, condition: condition, retries: stored.tries - 1)
    stored.tries = 0
    // The age counts anew: the dead-letter queue is another delivery.
    stored.submitted = clock.now
    keep(stored)
    return .again(stored, at: clock.now)
  }
}

extension DeliveryFailure {
  /// The code of a delivery that the target's policy, or the role's, does not admit (EventBridge's `NO_PERMISSIONS`).
  static let denied = "NO_PERMISSIONS"
}

extension Parcel {
  /// What the dead-letter queue gets for a parcel that was given up.
  func deadLetter(to letter: DeadLetter, _ surrender: StoredDelivery.Surrender, requestID: String) -> Parcel {
    var parcel = Parcel(to: letter.queue, from: letter.sender, body: body)
    parcel.traceHeader = traceHeader
    if letter.queue.hasSuffix(".fifo") {
      parcel.messageGroup = messageGroup
      parcel.deduplicationID = deduplicationID
    }
    switch letter.form {
    case .topic:
      parcel.attributes = [
        "RequestID": Attribute(type: "String", text: requestID),
        "ErrorCode": Attribute(type: "String", text: surrender.failure.code),
        "ErrorMessage": Attribute(type: "String", text: surrender.failure.message),
      ]
    case .rule(let arn):
      parcel.attributes = [
        "RULE_ARN": Attribute(type: "String", text: arn),
        "TARGET_ARN": Attribute(type: "String", text: target),
        "ERROR_CODE": Attribute(type: "String", text: surrender.failure.code),
        "ERROR_MESSAGE": Attribute(type: "String", text: surrender.failure.message),
      ]
      if let condition = surrender.condition {
        parcel.attributes["EXHAUSTED_RETRY_CONDITION"] = Attribute(type: "String", text: condition.rawValue)
      }
      parcel.attributes["RETRY_ATTEMPTS"] = Attribute(type: "Number", text: String(surrender.retries))
    }
    return parcel
  }
}
