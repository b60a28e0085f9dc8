import NIOCore

/// Runs tasks on an event loop: a request is read, answered and written without changing threads, which would cost more than
/// the answer itself. What blocks must not run on it.
final class LoopExecutor: TaskExecutor {
  /// The executor of the connection whose request is being answered: tasks of their own do not inherit it, and ask for it.
  @TaskLocal static var current: LoopExecutor?

  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
