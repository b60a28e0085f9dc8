import WireProtocols

extension Queue {
  /// What acts of its attributes now.
  func settings() throws(ServiceError) -> QueueSettings { try with { state, _ throws(ServiceError) in state.settings } }

  /// Moves messages into another queue, all or none: they are in one of the two whatever happens.
  ///
  /// - Parameter entries: messages that were told to leave.
  func move(
    _ entries: [QueueState.Entry], to target: Queue, _ remake: (QueueState.Entry, UInt64, Moment) -> Message
  ) async throws(ServiceError) {
    var made: [Message] = []
    do throws(ServiceError) {
      made = try target.with { state, now throws(ServiceError) in
        entries.map { entry in
          let message = remake(entry, state.nextSequence(now), now)
          state.insert(message)
          return message
        }
      }
    } catch {
      stay(entries)
      throw error
    }
    // Both copies are charged until one of them is gone.
    budget.force(made.reduce(0) { $0 + $1.held })
    var changes: [StoreChange] = made.map {
      .put(space: target.space, key: Message.key($0.sequence), value: $0.row)
    }
    changes += entries.flatMap { removal(of: $0.message.sequence) }
    do {
      try await store.commit(changes)
    } catch {
      target.settle { state, _ in for message in made { state.remove(message.sequence) } }
      stay(entries)
      throw .notStored(error)
    }
    target.settle { state, now in for message in made { state.publish(message.sequence, now) } }
    settle { state, _ in for entry in entries { state.remove(entry.message.sequence) } }
  }

  private func stay(_ entries: [QueueState.Entry]) {
    settle { state, now in for entry in entries { state.stay(entry.message.sequence, now) } }
  }
}
