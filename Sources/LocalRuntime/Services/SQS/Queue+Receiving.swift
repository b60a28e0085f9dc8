import WireProtocols

/// A message as a receiver gets it.
struct Received: Sendable {
  var message: Message
  var receipts: ReceiptState
  var handle: String
  var isFIFO: Bool

  /// `ApproximateReceiveCount`: across all queues (Amazon SQS API Reference, ReceiveMessage).
  var receiveCount: Int { message.earlierReceives + receipts.receives }

  /// `ApproximateFirstReceiveTimestamp`.
  var firstReceived: Moment? { message.firstReceived ?? receipts.firstReceived }
}

/// What a receive call asks for.
struct ReceiveOrder: Sendable {
  var most = 1
  /// Seconds to hide what is given; nil: the queue's.
  var visibility: Int?
  /// `ReceiveRequestAttemptId`.
  var attempt: String?
  /// Whether a message that was received too often is to be moved: whether there is a queue that takes it.
  var movesDead = false
}

/// What a look into the queue found.
struct Taking: Sendable {
  var got: [Received] = []
  /// Messages to be moved to the dead-letter queue; they are held until then.
  var dead: [QueueState.Entry] = []
}

extension Queue {
  /// Gives what is there, without waiting.
  func take(_ order: ReceiveOrder) throws(ServiceError) -> Taking {
    let taking = try with { state, now throws(ServiceError) -> Taking in
      if isFIFO, let id = order.attempt, let same = repeated(id, order, &state, now) { return Taking(got: same) }
      guard isFIFO || state.inFlightCount < state.inFlightLimit else { throw .inFlightLimit }
      let taking = isFIFO ? takeGroups(order, &state, now) : takeReady(order, &state, now)
      if isFIFO, let id = order.attempt { remember(id, taking.got, &state, now) }
      return taking
    }
    if !taking.got.isEmpty {
      store.record(
        taking.got.map {
          .put(space: space, key: ReceiptState.key($0.message.sequence), value: $0.receipts.row)
        })
    }
    return taking
  }

  private func takeReady(_ order: ReceiveOrder, _ state: inout QueueState, _ now: Moment) -> Taking {
    var taking = Taking()
    while taking.got.count < order.most, taking.dead.count < SQSLimits.batch, state.inFlightCount < state.inFlightLimit,
      let entry = state.nextReady()
    {
      if isDead(entry, order, state) {
        state.leave(entry.message.sequence)
        taking.dead.append(entry)
      } else {
        taking.got.append(give(entry, order, &state, now))
      }
    }
    return taking
  }

  /// As many as possible of one group, then of the next (Amazon SQS Developer Guide, "FIFO queue delivery logic").
  private func takeGroups(_ order: ReceiveOrder, _ state: inout QueueState, _ now: Moment) -> Taking {
    var taking = Taking()
    while taking.got.count < order.most, taking.dead.count < SQSLimits.batch, state.inFlightCount < state.inFlightLimit,
      let group = state.nextGroup()
    {
      for (index, entry) in state.run(of: group, most: order.most - taking.got.count).enumerated() {
        if isDead(entry, order, state) {
          // The group goes on when the message is in the other queue.
          if index == 0 {
            state.leave(entry.message.sequence)
            taking.dead.append(entry)
          }
          break
        }
        taking.got.append(give(entry, order, &state, now))
      }
    }
    return taking
  }

  private func isDead(_ entry: QueueState.Entry, _ order: ReceiveOrder, _ state: QueueState) -> Bool {
    guard order.movesDead, let redrive = state.settings.redrive else { return false }
    return entry.receipts.receives >= redrive.maxReceiveCount
  }

  private func give(_ entry: QueueState.Entry, _ order: ReceiveOrder, _ state: inout QueueState, _ now: Moment)
    -> Received
  {
    let sequence = entry.message.sequence
    var receipts = entry.receipts
    receipts.receives += 1
    receipts.firstReceived = receipts.firstReceived ?? now
    receipts.receipt = UInt64.random(in: 1 ... .max)
    state.update(sequence) { entry in
      entry.receipts = receipts
      entry.receivedAt = now
    }
    state.hide(sequence, .inFlight, until: now.adding(seconds: order.visibility ?? state.settings.visibility))
    return Received(
      message: entry.message, receipts: receipts, handle: handle(sequence, receipts.receipt), isFIFO: isFIFO)
  }

  private func handle(_ sequence: UInt64, _ receipt: UInt64) -> String {
    ReceiptHandle(queue: id, sequence: sequence, receipt: receipt).text
  }

  // MARK: Attempts

  /// What the same attempt got before, with its visibility timeout begun anew; nil if it is a new attempt, or any of the
  /// messages was deleted, shown or changed since (Amazon SQS API Reference, ReceiveMessage, ReceiveRequestAttemptId).
  private func repeated(_ id: String, _ order: ReceiveOrder, _ state: inout QueueState, _ now: Moment) -> [Received]? {
    guard let attempt = state.attempts.attempt(id, now), !attempt.got.isEmpty else { return nil }
    var entries: [QueueState.Entry] = []
    for item in attempt.got {
      guard let entry = state.entries[item.sequence], entry.phase == .inFlight, entry.receipts.receipt == item.receipt,
        entry.visibilityChanges == item.visibilityChanges
      else { return nil }
      entries.append(entry)
    }
    for entry in entries {
      state.hide(
        entry.message.sequence, .inFlight, until: now.adding(seconds: order.visibility ?? state.settings.visibility))
    }
    return entries.map {
      Received(
        message: $0.message, receipts: $0.receipts, handle: handle($0.message.sequence, $0.receipts.receipt),
        isFIFO: isFIFO)
    }
  }

  private func remember(_ id: String, _ got: [Received], _ state: inout QueueState, _ now: Moment) {
    guard !got.isEmpty else { return }
    state.attempts.add(
      id,
      AttemptState.Attempt(
        until: now.adding(milliseconds: SQSLimits.deduplication),
        got: got.map {
          ($0.message.sequence, $0.receipts.receipt, state.entries[$0.message.sequence]?.visibilityChanges ?? 0)
        }))
  }
}
