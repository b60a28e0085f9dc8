import Synchronization

/// Wakes the one task that waits for work. A ring while nobody waits is kept for the next wait; two count as one.
final class Signal: Sendable {
  private enum State {
    case idle
    case rung
    case awaited(CheckedContinuation<Void, Never>)
  }

  private let state = Mutex(State.idle)

  /// Wakes who waits, or who will.
  func ring() {
    wake(orElse: .rung)
  }

  /// Returns when it was rung, or the task cancelled.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state -> Bool in
          // Looked at under the lock: a cancellation that comes later finds the continuation.
          if Task.isCancelled { return true }
          if case .rung = state {
            state = .idle
            return true
          }
          state = .awaited(continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      wake(orElse: nil)
    }
  }

  /// Returns when it was rung, a moment has come, or the task was cancelled.
  func wait(until moment: Moment?, on clock: some RunClock) async {
    guard let moment else { return await wait() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.wait() }
      group.addTask { try? await clock.sleep(until: moment) }
      await group.next()
      group.cancelAll()
    }
  }

  private func wake(orElse next: State?) {
    let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if case .awaited(let continuation) = state {
        state = .idle
        return continuation
      }
      if let next { state = next }
      return nil
    }
    waiting?.resume()
  }
}
