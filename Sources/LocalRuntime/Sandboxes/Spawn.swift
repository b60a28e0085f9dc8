import CProcess
import Foundation

/// Starts a process in a group, or a session, of its own, with default signal dispositions and nothing open but its three
/// streams (everything else that this program opens closes on exec).
///
/// - Parameters:
///   - input: what it reads; nil for nothing.
///   - output: takes output and error output; nil leaves this program's own.
func spawn(_ command: ProcessCommand, input: Int32?, output: Int32?, isSession: Bool) throws(SpawnError) -> pid_t {
  var arguments = ([command.executable] + command.arguments).map { strdup($0) }
  var environment = command.environment.map { strdup("\($0.name)=\($0.value)") }
  defer { for text in arguments + environment { free(text) } }
  arguments.append(nil)
  environment.append(nil)
  var id: pid_t = 0
  var code: Int32 = 0
  // A program that was written a moment ago is busy while another child, between its fork and its exec, still holds the
  // descriptor it was written by: wait for that, for a tenth of a second at most.
  for _ in 0..<100 {
    code = stackc_spawn(
      &id, command.executable, arguments, environment, command.folder, input ?? -1, output ?? -1, isSession ? 1 : 0)
    guard code == ETXTBSY else { break }
    usleep(1000)
  }
  guard code == 0 else { throw SpawnError(code: code, executable: command.executable) }
  return id
}

/// A pipe that no child inherits: its read end and its write end.
func openPipe() throws(SpawnError) -> (read: Int32, write: Int32) {
  var ends: [Int32] = [-1, -1]
  let code = stackc_pipe(&ends)
  guard code == 0 else { throw SpawnError(code: code, executable: "pipe") }
  return (ends[0], ends[1])
}
