import Foundation
import Synchronization

/// How a process ended.
enum ExitStatus: Sendable, Equatable {
  case exited(Int32)
  case signalled(Int32)

  /// The end in the words of Lambda's runtime interface.
  var words: String {
    switch self {
    case .exited(0): "Runtime exited without providing a reason"
    case .exited(let code): "Runtime exited with error: exit status \(code)"
    case .signalled(let signal): "Runtime exited with error: signal: \(Self.names[signal] ?? "\(signal)")"
    }
  }

  private static let names: [Int32: String] = [
    SIGKILL: "killed", SIGTERM: "terminated", SIGSEGV: "segmentation fault", SIGABRT: "aborted", SIGBUS: "bus error",
    SIGINT: "interrupt", SIGHUP: "hangup", SIGFPE: "floating point exception", SIGILL: "illegal instruction",
  ]
}

/// The system would not start a process.
struct SpawnError: Error, Sendable, Equatable {
  /// `errno`.
  var code: Int32
  /// The program that was to start.
  var executable: String

  /// Why, in the system's words.
  var reason: String { String(cString: strerror(code)) }
}

/// What is started.
struct ProcessCommand: Sendable {
  /// Absolute path of the program.
  var executable: String
  /// Its arguments, without its own name.
  var arguments: [String]
  /// All of its environment.
  var environment: [(name: String, value: String)]
  /// The folder it starts in.
  var folder: String
}

/// A process that leads a group of its own, so that what it forks ends with it. Its output and error output share one pipe,
/// which keeps their order.
///
/// Two threads attend to it. One waits for the process and kills its group *before* the process is reaped: until then no
/// other process can get its number. The other reads the pipe, which a child that escaped the group could keep open for ever,
/// so it ends with the process and not with the pipe. (The subprocess library reaps before it tells, and ends with the pipe.)
final class ChildProcess: Sendable {
  private struct State {
    var isReaped = false
    var output: Int32
    /// The system's account of the process, kept open since it is read at each invocation's end; negative if there is none.
    var account: Int32
  }

  /// The process's number, which is its group's too.
  let id: pid_t
  private let onOutput: @Sendable (UnsafeRawBufferPointer) -> Void
  private let state: Mutex<State>

  private init(
    id: pid_t, output: Int32, onOutput: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    self.id = id
    self.onOutput = onOutput
    state = Mutex(State(output: output, account: open("/proc/\(id)/status", O_RDONLY | O_CLOEXEC)))
  }

  /// Starts a process. Output is given as it comes; the end is told once, after the last output. Both come on threads of the
  /// process's own.
  static func start(
    _ command: ProcessCommand, onOutput: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
    onExit: @escaping @Sendable (ExitStatus) -> Void
  ) throws(SpawnError) -> ChildProcess {
    let output = try openPipe()
    let wake: (read: Int32, write: Int32)
    do throws(SpawnError) {
      wake = try openPipe()
    } catch {
      for descriptor in [output.read, output.write] { close(descriptor) }
      throw error
    }
    let id: pid_t
    do throws(SpawnError) {
      id = try spawn(command, input: nil, output: output.write, isSession: false)
    } catch {
      for descriptor in [output.read, output.write, wake.read, wake.write] { close(descriptor) }
      throw error
    }
    close(output.write)
    _ = fcntl(output.read, F_SETFL, O_NONBLOCK)
    let process = ChildProcess(id: id, output: output.read, onOutput: onOutput)
    startThread("sandbox \(id) wait") {
      process.awaitEnd()
      close(wake.write)
    }
    startThread("sandbox \(id) read") {
      process.read(output.read, until: wake.read)
      close(wake.read)
      onExit(process.reap())
    }
    return process
  }

  /// Kills the process and all of its group.
  func killGroup() {
    state.withLock { state in
      if !state.isReaped { _ = kill(-id, SIGKILL) }
    }
  }

  /// Gives what was written up to now and not yet given: after it, everything that the process wrote before it made itself
  /// heard by other means has been given.
  func drain() {
    state.withLock { state in
      if state.output >= 0 { Self.drain(state.output, into: onOutput) }
    }
  }

  /// The most memory it had at a time, in MB; nil if the system does not tell.
  var peakMemory: Int? {
    state.withLock { state in
      guard state.account >= 0 else { return nil }
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { text -> Int? in
        let count = pread(state.account, text.baseAddress, text.count - 1, 0)
        guard count > 0, let start = text.baseAddress else { return nil }
        text[count] = 0
        guard let line = strstr(start, "VmHWM:") else { return nil }
        return (strtol(line + 6, nil, 10) + 1023) / 1024
      }
    }
  }

  /// Most bytes that one ``drain()`` gives: a pipe holds 64 KB, and who writes faster than is read must not keep it for ever.
  private static let drainCap = 1 << 20

  private static func drain(_ descriptor: Int32, into give: (UnsafeRawBufferPointer) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { buffer in
      var total = 0
      while total < drainCap {
        let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        give(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        total += count
      }
    }
  }

  private func awaitEnd() {
    var info = siginfo_t()
    while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    killGroup()
  }

  private func read(_ output: Int32, until wake: Int32) {
    var polled = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    while polled[1].revents == 0 {
      guard poll(&polled, 2, -1) >= 0 || errno == EINTR else { break }
      drain()
      // Nobody holds the pipe any more: only the end is still to come.
      if polled[0].revents & Int16(POLLHUP) != 0 { polled[0].fd = -1 }
    }
    state.withLock { state in
      Self.drain(output, into: onOutput)
      close(output)
      state.output = -1
    }
  }

  private func reap() -> ExitStatus {
    state.withLock { state in
      var status: Int32 = 0
      while waitpid(id, &status, 0) == -1, errno == EINTR {}
      state.isReaped = true
      if state.account >= 0 { close(state.account) }
      state.account = -1
      // wait(2): the low seven bits are the signal, the next eight the exit code.
      return status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
    }
  }
}

/// Starts a thread with a stack that is enough for what attends to a process.
private func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
  let thread = Thread(block: body)
  thread.name = name
  thread.stackSize = 512 * 1024
  thread.start()
}
