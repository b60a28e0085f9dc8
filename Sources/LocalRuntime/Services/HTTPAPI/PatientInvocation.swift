import Synchronization

/// Invokes functions and waits for each no longer than the API's patience: a function that takes longer goes on, as at AWS.
final class PatientInvocation: Sendable {
  private struct Running {
    var nextID = 0
    var tasks: [Int: Task<Void, Never>] = [:]
    var isClosed = false
  }

  /// The waiting caller, who is woken by whichever comes first.
  private final class Waiter: Sendable {
    private let continuation: Mutex<CheckedContinuation<InvocationResult?, Never>?>

    init(_ continuation: CheckedContinuation<InvocationResult?, Never>) { self.continuation = Mutex(continuation) }

    func wake(_ result: InvocationResult?) {
      let waiting = continuation.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
      waiting?.resume(returning: result)
    }
  }

  private let invoker: any FunctionInvoker
  private let clock: any RunClock
  private let deadlines: Deadlines
  private let running = Mutex(Running())

  /// Makes one.
  init(_ invoker: any FunctionInvoker, clock: any RunClock) {
    self.invoker = invoker
    self.clock = clock
    deadlines = Deadlines(clock: clock)
  }

  /// Invokes a function; nil if it has not answered after so many milliseconds, or the run ends.
  func invoke(_ invocation: Invocation, patience milliseconds: Int) async -> InvocationResult? {
    let end = clock.now.adding(milliseconds: Int64(milliseconds))
    return await withCheckedContinuation { continuation in
      let waiter = Waiter(continuation)
      let hasStarted = running.withLock { running in
        if running.isClosed { return false }
        let id = running.nextID
        running.nextID += 1
        let timer = deadlines.add(at: end) { waiter.wake(nil) }
        running.tasks[id] = Task(executorPreference: LoopExecutor.current) {
          waiter.wake(await self.invoker.invoke(invocation))
          self.deadlines.cancel(timer)
          self.running.withLock { $0.tasks[id] = nil }
        }
        return true
      }
      if !hasStarted { waiter.wake(nil) }
    }
  }

  /// Ends what runs, and waits for its end. Nothing is invoked afterwards.
  func shutdown() async {
    let tasks = running.withLock { running in
      running.isClosed = true
      return Array(running.tasks.values)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
