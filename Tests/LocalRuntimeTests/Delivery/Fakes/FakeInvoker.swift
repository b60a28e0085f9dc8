import LocalRuntime
import Synchronization

/// Answers invocations as the test says; by default each returns `null`.
final class FakeInvoker: FunctionInvoker {
  let invocations = Recorder<Invocation>()
  private let results: Mutex<[InvocationResult]>
  private let last: InvocationResult

  init(
    _ results: [InvocationResult] = [],
    then last: InvocationResult = InvocationResult(.returned, payload: Array("null".utf8))
  ) {
    self.results = Mutex(results)
    self.last = last
  }

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    let result = results.withLock { $0.isEmpty ? last : $0.removeFirst() }
    invocations.add(invocation)
    return result
  }

  static let failure = InvocationResult(
    .functionError("Unhandled"), payload: Array(#"{"errorMessage":"boom","errorType":"E"}"#.utf8))
  static let throttle = InvocationResult(.throttled, payload: [])
}
