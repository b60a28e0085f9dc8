import Foundation
import RunFindings
import Synchronization
import WireProtocols
import Wiring

/// Writes down what roles are used for (`--record`), each call once, for `stackc tighten`.
///
/// A line is written when the call is made, so that a run that is killed leaves all that it saw.
final class CallRecorder: Sendable {
  /// A program that makes up names could call without end. A stack's functions make some hundred different calls.
  static let mostCalls = 100_000

  private struct State {
    var written: Set<RecordedCall> = []
    var stack: String?
    /// Logical ids of roles and functions by ARN.
    var roles: [String: String] = [:]
    var functions: [String: String] = [:]
    var isOver = false
  }

  private let path: String
  private let services: [String]
  private let file: FileHandle
  private let narrator: any Narrator
  private let state = Mutex(State())

  /// Opens a recording, to which the run is added if it exists.
  ///
  /// - Throws: `StartFault` where the file cannot be written.
  init(_ path: String, services: [String], narrator: any Narrator) throws(StartFault) {
    self.path = path
    self.services = services
    self.narrator = narrator
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StartFault("the recording `\(path)` cannot be written: \(String(cString: strerror(errno)))")
    }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Takes the names of a plan.
  func apply(_ plan: WiringPlan) {
    state.withLock { state in
      state.roles = Dictionary(plan.roles.map { ($0.arn, $0.id) }) { first, _ in first }
      state.functions = Dictionary(plan.functions.map { ($0.arn, $0.id) }) { first, _ in first }
      guard state.stack != plan.stack else { return }
      state.stack = plan.stack
      write(RecordingHeader(stack: plan.stack, services: services), &state)
    }
  }

  /// Writes a question down if a role of the stack asks it.
  func note(_ question: Question) {
    let (arn, functionARN): (String, String?)
    switch question.party {
    case .caller(.role(let role), _, let function): (arn, functionARN) = (role, function)
    case .role(let role, _): (arn, functionARN) = (role, nil)
    case .caller, .service, .trust: return
    }
    let permission = question.permission
    state.withLock { state in
      guard !state.isOver, let role = state.roles[arn] else { return }
      let call = RecordedCall(
        role: role, function: functionARN.flatMap { state.functions[$0] }, action: permission.action,
        resource: permission.resource, context: permission.context)
      guard state.written.insert(call).inserted else { return }
      guard state.written.count <= Self.mostCalls else {
        end("it holds \(Self.mostCalls) different calls", &state)
        return
      }
      write(call, &state)
    }
  }

  private func write(_ line: some Encodable, _ state: inout State) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try file.write(contentsOf: encoder.encode(line) + Data("\n".utf8))
    } catch {
      end("it cannot be written: \(error.localizedDescription)", &state)
    }
  }

  private func end(_ reason: String, _ state: inout State) {
    state.isOver = true
    narrator.tell(
      Occurrence(
        .notActedOn, "the recording `\(path)` ends here: \(reason)", at: nil,
        consequences: ["calls from now on are not in it"], subject: path))
  }
}
