import Synchronization

@testable import LocalRuntime

/// A queue that gives what the test put in, and waits while it is empty.
final class FakeSource: MessageSource {
  let deleted = Recorder<String>()
  let polls = Recorder<Int>()
  private let messages = Mutex<[PolledMessage]>([])
  private let added = Signal()
  private let clock: ManualClock

  init(clock: ManualClock) { self.clock = clock }

  func add(_ bodies: String..., group: String? = nil, change: (inout PolledMessage) -> Void = { _ in }) {
    messages.withLock { messages in
      for body in bodies {
        var message = PolledMessage(
          id: "id-\(body)", receiptHandle: "handle-\(body)", body: body,
          systemAttributes: ["ApproximateReceiveCount": "1"], attributes: [:], md5OfBody: "md5", md5OfAttributes: nil,
          messageGroup: group)
        change(&message)
        messages.append(message)
      }
    }
    added.ring()
  }

  func poll(queue arn: String, max: Int, waitMilliseconds: Int64) async -> [PolledMessage] {
    polls.add(max)
    let end = clock.now.adding(milliseconds: waitMilliseconds)
    while true {
      let taken = messages.withLock { messages in
        defer { messages.removeFirst(min(max, messages.count)) }
        return Array(messages.prefix(max))
      }
      if !taken.isEmpty || clock.now >= end || Task.isCancelled { return taken }
      await added.wait(until: end, on: clock)
    }
  }

  func delete(queue arn: String, receiptHandles: [String]) async {
    for handle in receiptHandles { deleted.add(handle) }
  }

  func changeVisibility(queue arn: String, receiptHandles: [String], seconds: Int) async {}
}

/// A function that answers when the test says so.
final class GatedInvoker: FunctionInvoker {
  let begun = Recorder<Invocation>()
  private let gates = Mutex<[CheckedContinuation<Void, Never>]>([])

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    await withCheckedContinuation { continuation in
      gates.withLock { $0.append(continuation) }
      begun.add(invocation)
    }
    return InvocationResult(.returned, payload: Array("null".utf8))
  }

  /// Lets the oldest that waits return.
  func open() { gates.withLock { $0.isEmpty ? nil : $0.removeFirst() }?.resume() }

  func openAll() { for gate in gates.withLock({ $0 }) { gate.resume() } }
}
