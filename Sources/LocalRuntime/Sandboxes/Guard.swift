import Foundation
import Synchronization

/// A process that outlives this one by a moment: when this one is gone, even killed, it ends every sandbox that is left.
///
/// It holds the read end of a pipe whose write end only the run has; the pipe's end is the run's end.
public enum Guard {
  /// Name of the environment variable that every sandbox has, with the run's id as value.
  public static let variable = "STACKC_RUN"

  /// What the guard process does: waits until its standard input ends, then kills every process whose environment has
  /// `STACKC_RUN=MARKER`. Returns when none is left.
  public static func run(marker: String) {
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { Foundation.signal(signal, SIG_IGN) }
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while true {
        let count = read(0, buffer.baseAddress, buffer.count)
        if count > 0 || (count < 0 && errno == EINTR) { continue }
        break
      }
    }
    ProcessSweep.killAll(exactly: "\(variable)=\(marker)")
  }

  /// Starts the guard process `EXECUTABLE guard MARKER` in a session of its own, where no terminal's signals reach it.
  ///
  /// - Throws: ``StartFault`` when the system would not start it.
  public static func start(executable: String, marker: String) throws(StartFault) -> GuardProcess {
    let command = ProcessCommand(
      executable: executable, arguments: ["guard", marker], environment: [("SWIFT_BACKTRACE", "enable=no")], folder: "/"
    )
    do throws(SpawnError) {
      let pipe = try openPipe()
      defer { close(pipe.read) }
      do throws(SpawnError) {
        let id = try spawn(command, input: pipe.read, output: nil, isSession: true)
        return GuardProcess(id: id, pipe: pipe.write)
      } catch {
        close(pipe.write)
        throw error
      }
    } catch {
      throw StartFault("`\(error.executable)` cannot be started: \(error.reason)")
    }
  }
}

/// A guard that runs. It does its work when this is ended, or when this process is gone.
public final class GuardProcess: Sendable {
  /// The guard's process number.
  public let id: Int32
  private let pipe: Mutex<Int32?>

  init(id: pid_t, pipe: Int32) {
    self.id = id
    self.pipe = Mutex(pipe)
  }

  deinit { end() }

  /// Lets the guard do its work, and waits until it is done.
  public func end() {
    let descriptor = pipe.withLock { pipe in
      defer { pipe = nil }
      return pipe
    }
    guard let descriptor else { return }
    close(descriptor)
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1, errno == EINTR {}
  }
}
