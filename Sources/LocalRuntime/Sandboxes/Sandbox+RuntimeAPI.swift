import Synchronization

/// The Lambda Runtime API (Lambda Developer Guide, "Using the Lambda runtime API") as one environment sees it. Refusals have
/// the codes and words of AWS's runtime interface.
extension Sandbox {
  /// Answers a request of the process.
  func answer(_ request: RuntimeRequest) async -> RuntimeResponse {
    let parts = request.path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
    switch (request.method, parts.count) {
    case ("GET", 3) where parts[1] == "invocation" && parts[2] == "next": return await next()
    case ("POST", 4) where parts[1] == "invocation" && parts[3] == "response":
      return finish(String(parts[2]), request, isError: false)
    case ("POST", 4) where parts[1] == "invocation" && parts[3] == "error":
      return finish(String(parts[2]), request, isError: true)
    case ("POST", 3) where parts[1] == "init" && parts[2] == "error": return failInitialization(request)
    default: return .refusal(404, "NotFound", "`\(request.method) \(request.path)` is not part of the Runtime API")
    }
  }

  /// Waits for an event.
  private func next() async -> RuntimeResponse {
    // What the process printed while it started belongs before the first event.
    state.withLock { $0.process }?.drain()
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { park($0, ticket) }
    } onCancel: {
      // The process hung up: the event that comes must not be given to a connection that nobody reads.
      let parked = state.withLock { state -> CheckedContinuation<RuntimeResponse, Never>? in
        guard state.parked?.ticket == ticket else {
          state.cancelled.insert(ticket)
          return nil
        }
        defer { state.parked = nil }
        return state.parked?.answer
      }
      parked?.resume(returning: .gone)
    }
  }

  private func park(_ answer: CheckedContinuation<RuntimeResponse, Never>, _ ticket: Int) {
    let resumptions = state.withLock { state -> [(CheckedContinuation<RuntimeResponse, Never>, RuntimeResponse)] in
      if state.hasEnded || state.verdict != nil || state.cancelled.remove(ticket) != nil { return [(answer, .gone)] }
      state.cancelled.removeAll()
      if !state.isInitialized {
        state.isInitialized = true
        state.initialization = age
        stopTimer(&state)
      }
      if state.job?.isDelivered == true {
        return [
          (
            answer,
            .refusal(
              403, "InvalidStateTransition",
              "State transition from Running to Ready failed for runtime. Error: State transition is not allowed")
          )
        ]
      }
      if let response = deliver(&state) { return [(answer, response)] }
      let earlier = state.parked
      state.parked = (ticket, answer)
      return earlier.map { [($0.answer, .gone)] } ?? []
    }
    for (answer, response) in resumptions { answer.resume(returning: response) }
  }

  /// The job as answer to `/next`; the timeout begins. Nil if there is none.
  func deliver(_ state: inout State) -> RuntimeResponse? {
    guard let job = state.job, !job.isDelivered else { return nil }
    write(LogText.start(job.invocation.requestID, version: version), &state)
    state.job?.isDelivered = true
    state.job?.began = .now
    setTimer(job.timeout, .timedOut, &state)
    let deadline = around.clock.now.adding(milliseconds: job.timeout)
    var headers: [(name: String, value: String)] = [
      ("Lambda-Runtime-Aws-Request-Id", job.invocation.requestID),
      ("Lambda-Runtime-Deadline-Ms", "\(deadline.milliseconds)"),
      ("Lambda-Runtime-Invoked-Function-Arn", job.arn),
      ("Lambda-Runtime-Trace-Id", Self.traceID(at: around.clock.now)),
    ]
    // AWS decodes the base64 that the caller sent.
    if let context = job.invocation.clientContext { headers.append(("Lambda-Runtime-Client-Context", context)) }
    return RuntimeResponse(status: 200, headers: headers, body: job.invocation.payload)
  }

  /// A trace header that is not sampled (X-Ray Developer Guide, "Tracing header").
  private static func traceID(at moment: Moment) -> String {
    let epoch = String(moment.milliseconds / 1000, radix: 16)
    return "Root=1-\(epoch)-\(LogText.hex(12));Parent=\(LogText.hex(8));Sampled=0;Lineage=1:\(LogText.hex(4)):0"
  }

  /// Takes a result. A response in streaming mode is taken whole: what Lambda gives a caller of `Invoke` is the same.
  private func finish(_ requestID: String, _ request: RuntimeRequest, isError: Bool) -> RuntimeResponse {
    let isTooLarge = request.body.count > RuntimeLimits.response
    let (response, taken, process) = state.withLock { state -> (RuntimeResponse, Job?, ChildProcess?) in
      guard let job = state.job, job.isDelivered, state.verdict == nil, !state.hasEnded else {
        let words =
          "State transition from Ready to \(isError ? "InvocationError" : "InvocationResponse")Response failed"
        let refusal = RuntimeResponse.refusal(
          403, "InvalidStateTransition", "\(words) for runtime. Error: State transition is not allowed")
        return (refusal, nil, nil)
      }
      guard job.invocation.requestID == requestID else {
        return (.refusal(400, "InvalidRequestID", "Invalid request ID"), nil, nil)
      }
      stopTimer(&state)
      state.job = nil
      let words = "Exceeded maximum allowed payload size (\(RuntimeLimits.response) bytes)."
      return (isTooLarge ? .refusal(413, "RequestEntityTooLarge", words) : .accepted, job, state.process)
    }
    guard let job = taken else { return response }
    // The process is answered first: it asks for its next event while the rest is done. The caller waits for this task, and
    // the sandbox gets no other event before.
    Task(executorPreference: LoopExecutor.current) {
      let ending: SandboxOutcome.Ending = isError || isTooLarge ? .failed : .returned
      let payload = isTooLarge ? FunctionFault.responseTooLarge.json : request.body
      self.settle(job, ending, payload, status: isTooLarge ? "error" : nil, process)
    }
    return response
  }

  /// Writes the report, and answers the caller.
  private func settle(
    _ job: Job, _ ending: SandboxOutcome.Ending, _ payload: [UInt8], status: String?, _ process: ChildProcess?
  ) {
    // What the handler printed lies in the pipe by now: it comes before the report.
    process?.drain()
    let used = process?.peakMemory ?? 0
    let outcome = state.withLock { state in
      state.peak = max(state.peak, used)
      return close(job, ending, payload, status: status, &state)
    }
    job.done.resume(returning: outcome)
  }

  /// Keeps the error of a start that failed; the process then ends, and the invocation gets the error.
  private func failInitialization(_ request: RuntimeRequest) -> RuntimeResponse {
    state.withLock { state in
      guard !state.isInitialized, !state.hasEnded else {
        return .refusal(
          403, "InvalidStateTransition",
          "State transition from Ready to InitError failed for runtime. Error: State transition is not allowed")
      }
      state.initError = Array(request.body.prefix(RuntimeLimits.response))
      return .accepted
    }
  }

  /// The process has ended.
  func exited(_ status: ExitStatus, mark environment: [(name: String, value: String)]) {
    // What left the group, or the session, still carries the address that only this environment has.
    if let address = environment.first(where: { $0.name == "AWS_LAMBDA_RUNTIME_API" }) {
      ProcessSweep.killAll(exactly: "\(address.name)=\(address.value)")
    }
    typealias End = (
      parked: CheckedContinuation<RuntimeResponse, Never>?, job: Job?, outcome: SandboxOutcome?,
      waiters: [CheckedContinuation<Void, Never>]
    )
    let end = state.withLock { state -> End in
      for line in state.lines.finish() { write(line, &state) }
      state.hasEnded = true
      state.process = nil
      stopTimer(&state)
      defer {
        state.parked = nil
        state.endWaiters = []
      }
      let job = state.job
      let outcome = job.map { conclude($0, status, &state) }
      state.job = nil
      return (state.parked?.answer, job, outcome, state.endWaiters)
    }
    around.ended(self)
    end.parked?.resume(returning: .gone)
    if let outcome = end.outcome { end.job?.done.resume(returning: outcome) }
    for waiter in end.waiters { waiter.resume() }
  }

  /// What becomes of the invocation when the process has ended.
  private func conclude(_ job: Job, _ status: ExitStatus, _ state: inout State) -> SandboxOutcome {
    let id = job.invocation.requestID
    if !job.isDelivered {
      if state.isInitialized { return SandboxOutcome(ending: .notTaken, payload: []) }
      write(LogText.start(id, version: version), &state)
    }
    switch state.verdict {
    case .timedOut?, .initTimedOut?:
      let milliseconds = state.verdict == .timedOut ? job.timeout : around.initialization
      let seconds = Double(milliseconds) / 1000
      write(LogText.timedOut(id, seconds: seconds, at: around.clock.now), &state)
      let fault = FunctionFault.timedOut(id, seconds: seconds)
      return close(job, .timedOut, fault.json, status: "timeout", &state)
    case .tornDown?, nil:
      if let error = state.initError { return close(job, .notInitialized, error, status: "error", &state) }
      let fault = FunctionFault.exited(id, status)
      write(fault.message, &state)
      write(fault.type, &state)
      let ending: SandboxOutcome.Ending = job.isDelivered ? .crashed : .notInitialized
      return close(job, ending, fault.json, status: "error", &state)
    }
  }
}
