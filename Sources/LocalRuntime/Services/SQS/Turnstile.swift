import Synchronization
import WireProtocols

/// Lets one after another through: for changes of queues, each of which reads a row, waits for the disk and writes it.
/// Messages never pass here.
final class Turnstile: Sendable {
  private let state = Mutex<(isBusy: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  /// Runs `body` when those who came before are done.
  func pass<Result: Sendable>(
    _ body: () async throws(ServiceError) -> Result
  ) async throws(ServiceError) -> Result {
    await enter()
    defer { leave() }
    return try await body()
  }

  private func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.isBusy {
          state.waiting.append(continuation)
          return false
        }
        state.isBusy = true
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if state.waiting.isEmpty {
        state.isBusy = false
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
