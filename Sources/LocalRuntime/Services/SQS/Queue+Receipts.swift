import WireProtocols

extension Queue {
  /// Deletes messages by their handles; returns when that is on disk, with the error of each handle that has one.
  ///
  /// - Throws: when the disk refuses: then all of them are still there.
  func delete(_ handles: [String]) async throws(ServiceError) -> [ServiceError?] {
    var leaving: [UInt64] = []
    let outcomes = try with { state, _ throws(ServiceError) in
      handles.map { handle -> ServiceError? in
        do throws(ServiceError) {
          guard let sequence = try deletable(handle, state) else { return nil }
          state.leave(sequence)
          leaving.append(sequence)
          return nil
        } catch {
          return error
        }
      }
    }
    guard !leaving.isEmpty else { return outcomes }
    do {
      try await store.commit(leaving.flatMap(removal))
    } catch {
      settle { state, now in for sequence in leaving { state.stay(sequence, now) } }
      throw .notStored(error)
    }
    settle { state, _ in for sequence in leaving { state.remove(sequence) } }
    return outcomes
  }

  /// The message that a handle deletes; nil if it deletes none, which is no error: the message is gone, or was received
  /// again since (Amazon SQS API Reference, DeleteMessage).
  private func deletable(_ text: String, _ state: QueueState) throws(ServiceError) -> UInt64? {
    let handle = try receipt(text)
    guard let entry = state.entries[handle.sequence] else { return nil }
    let isCurrent = entry.receipts.receipt == handle.receipt
    if isFIFO, !isCurrent || !(entry.phase == .inFlight || entry.phase == .leaving) {
      throw .invalidParameter(text, for: "ReceiptHandle", "The receipt handle has expired.")
    }
    return isCurrent ? handle.sequence : nil
  }

  /// Sets how long a message in flight stays hidden from now, in seconds.
  func changeVisibility(_ text: String, seconds: Int) throws(ServiceError) {
    guard (0...SQSLimits.visibility).contains(seconds) else {
      throw .invalidParameter(
        seconds, for: "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and \(SQSLimits.visibility)."
      )
    }
    let handle = try receipt(text)
    try with { state, now throws(ServiceError) in
      guard let entry = state.entries[handle.sequence], entry.receipts.receipt == handle.receipt,
        entry.phase != .leaving
      else {
        throw .invalidParameter(
          text, for: "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.")
      }
      guard entry.phase == .inFlight else {
        throw ServiceError("MessageNotInflight", "The message referred to isn't in flight.")
      }
      let until = now.adding(seconds: seconds)
      guard until <= entry.receivedAt.adding(seconds: SQSLimits.visibility) else {
        throw .invalidParameter(
          seconds, for: "VisibilityTimeout",
          "Total VisibilityTimeout for the message is beyond the limit [\(SQSLimits.visibility) seconds]")
      }
      state.update(handle.sequence) { $0.visibilityChanges += 1 }
      if seconds == 0 { state.show(handle.sequence) } else { state.hide(handle.sequence, .inFlight, until: until) }
    }
  }

  private func receipt(_ text: String) throws(ServiceError) -> ReceiptHandle {
    guard let handle = ReceiptHandle(text), handle.queue == id else { throw .invalidReceiptHandle(text) }
    return handle
  }

  /// Deletes every message that is there; those being sent stay.
  func purge() async throws(ServiceError) {
    let (leaving, earlier) = try with { state, now throws(ServiceError) -> ([UInt64], Moment?) in
      if let last = state.lastPurge, now < last.adding(milliseconds: SQSLimits.pause) {
        throw ServiceError(
          "PurgeQueueInProgress", "Only one PurgeQueue operation on \(name) is allowed every 60 seconds.")
      }
      let earlier = state.lastPurge
      state.lastPurge = now
      let leaving = state.entries.values.filter { $0.phase != .committing && $0.phase != .leaving }.map(
        \.message.sequence)
      for sequence in leaving { state.leave(sequence) }
      return (leaving, earlier)
    }
    do {
      try await store.commit(leaving.flatMap(removal))
    } catch {
      settle { state, now in
        state.lastPurge = earlier
        for sequence in leaving { state.stay(sequence, now) }
      }
      throw .notStored(error)
    }
    settle { state, _ in for sequence in leaving { state.remove(sequence) } }
  }
}
