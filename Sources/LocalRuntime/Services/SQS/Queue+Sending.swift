import WireProtocols

/// What a sender is told of a message.
struct Sent: Sendable {
  var id: String
  var sequence: UInt64
  var md5OfBody: String
}

extension Queue {
  /// What becomes of a draft.
  private enum Ticket: Sendable {
    /// A new message, to be written, with the key under which it is remembered.
    case new(Message, key: String?)
    /// One that was sent before, and is on disk unless `waitsFor` names the one that is being written.
    case known(id: String, sequence: UInt64, md5: String, waitsFor: String?)
  }

  /// Takes drafts; returns when they are on disk, and shows them. All of them share one commit.
  func send(_ drafts: [MessageDraft]) async throws(ServiceError) -> [Sent] {
    let digests = drafts.map { MessageDigest.of($0.body) }
    let tickets = try with { state, now throws(ServiceError) in
      var tickets: [Ticket] = []
      do throws(ServiceError) {
        for index in drafts.indices { tickets.append(try ticket(drafts[index], digests[index], &state, now)) }
      } catch {
        // All or none.
        for case .new(let message, let key) in tickets { _ = drop(message, key, &state) }
        throw error
      }
      return tickets
    }
    var changes: [StoreChange] = []
    for case .new(let message, let key) in tickets {
      changes.append(.put(space: space, key: Message.key(message.sequence), value: message.row))
      if let key {
        let memory = Deduplication(
          messageID: message.id, sequence: message.sequence,
          until: message.sentAt.adding(milliseconds: SQSLimits.deduplication), isDurable: true)
        changes.append(.put(space: space, key: Deduplication.key(key), value: memory.row))
      }
    }
    if !changes.isEmpty { try await commit(changes, of: tickets) }
    return try await answers(tickets)
  }

  private func ticket(
    _ draft: MessageDraft, _ md5: String, _ state: inout QueueState, _ now: Moment
  ) throws(ServiceError) -> Ticket {
    var draft = draft
    if isFIFO, draft.deduplicationID == nil, state.settings.deduplicatesByContent {
      draft.deduplicationID = MessageDigest.deduplicationID(of: draft.body)
    }
    let key = isFIFO ? Self.deduplicationKey(draft, state.settings) : nil
    if let key, let known = state.deduplication[key] {
      return .known(id: known.messageID, sequence: known.sequence, md5: md5, waitsFor: known.isDurable ? nil : key)
    }
    guard budget.take(draft.size + SQSLimits.overhead * (key == nil ? 1 : 2)) else { throw .memoryLimit }
    let delay = draft.delay ?? state.settings.delay
    let message = Message(
      sequence: state.nextSequence(now), id: Message.makeID(), draft: draft, sentAt: now,
      visibleFrom: now.adding(seconds: delay), md5OfBody: md5)
    state.insert(message)
    if let key {
      state.deduplication.add(
        key,
        Deduplication(
          messageID: message.id, sequence: message.sequence, until: now.adding(milliseconds: SQSLimits.deduplication),
          isDurable: false))
    }
    return .new(message, key: key)
  }

  /// What a message is remembered by: its deduplication id, in its group if that is the queue's scope. Neither can contain
  /// a space.
  static func deduplicationKey(_ draft: MessageDraft, _ settings: QueueSettings) -> String? {
    guard let id = draft.deduplicationID else { return nil }
    return settings.deduplicatesPerGroup ? "\(draft.group ?? "") \(id)" : id
  }

  private func commit(_ changes: [StoreChange], of tickets: [Ticket]) async throws(ServiceError) {
    var failure: StoreError?
    do { try await store.commit(changes) } catch { failure = error }
    var waiting: [CheckedContinuation<StoreError?, Never>] = []
    settle { state, now in
      for case .new(let message, let key) in tickets {
        if failure != nil {
          waiting += drop(message, key, &state)
        } else {
          state.publish(message.sequence, now)
          if let key { waiting += state.deduplication.settle(key, failed: false) }
        }
      }
    }
    for continuation in waiting { continuation.resume(returning: failure) }
    if let failure { throw .notStored(failure) }
  }

  /// Takes back a message that was not written. Returns the senders of duplicates who wait for it.
  private func drop(
    _ message: Message, _ key: String?, _ state: inout QueueState
  ) -> [CheckedContinuation<StoreError?, Never>] {
    state.remove(message.sequence)
    guard let key else { return [] }
    state.released += SQSLimits.overhead
    return state.deduplication.settle(key, failed: true)
  }

  private func answers(_ tickets: [Ticket]) async throws(ServiceError) -> [Sent] {
    var answers: [Sent] = []
    for ticket in tickets {
      switch ticket {
      case .new(let message, _):
        answers.append(Sent(id: message.id, sequence: message.sequence, md5OfBody: message.md5OfBody))
      case .known(let id, let sequence, let md5, let key):
        if let key, let failure = await outcome(of: key, sequence) { throw .notStored(failure) }
        answers.append(Sent(id: id, sequence: sequence, md5OfBody: md5))
      }
    }
    return answers
  }

  /// Waits until a message that another call sends is on disk.
  private func outcome(of key: String, _ sequence: UInt64) async -> StoreError? {
    await withCheckedContinuation { continuation in
      var isSettled: StoreError?? = .none
      settle { state, _ in
        switch state.deduplication[key] {
        case .some(let known) where known.sequence == sequence && !known.isDurable:
          state.deduplication.wait(for: key, continuation)
        case .some(let known) where known.sequence == sequence: isSettled = .some(nil)
        default: isSettled = .some(StoreError("the first message with this deduplication id was not stored"))
        }
      }
      if let isSettled { continuation.resume(returning: isSettled) }
    }
  }
}
