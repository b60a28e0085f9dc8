import Synchronization

/// What goes into the log.
extension Sandbox {
  /// Output of the process.
  func take(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      for line in state.lines.take(bytes) { write(line, &state) }
    }
  }

  /// Writes a line into the log and into the tail that the caller wants.
  func write(_ line: String, _ state: inout State) {
    around.line(line)
    guard state.tail != nil else { return }
    state.tail?.append(contentsOf: line.utf8)
    state.tail?.append(0x0A)
    let excess = (state.tail?.count ?? 0) - RuntimeLimits.logTail
    if excess > 0 { state.tail?.removeFirst(excess) }
  }

  /// The last lines of an invocation, and its outcome.
  func close(
    _ job: Job, _ ending: SandboxOutcome.Ending, _ payload: [UInt8], status: String?, _ state: inout State
  ) -> SandboxOutcome {
    let duration = job.began.map(Self.milliseconds(since:)) ?? 0
    let id = job.invocation.requestID
    write(LogText.end(id), &state)
    write(
      LogText.report(
        id, duration: duration, memory: memory, used: state.peak, initialization: state.initialization, status: status),
      &state)
    state.initialization = nil
    stopTimer(&state)
    state.job = nil
    defer { state.tail = nil }
    return SandboxOutcome(ending: ending, payload: payload, duration: duration, logTail: state.tail)
  }
}
