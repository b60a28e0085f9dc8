import Diagnostics
import Foundation
import RunFindings
import Wiring

/// What is told of an invocation that failed.
struct FailureStory {
  let function: FunctionPlan
  let invocation: Invocation

  /// How an invocation ended, in a word.
  func words(_ ending: SandboxOutcome.Ending) -> String {
    switch ending {
    case .returned: "returned in"
    case .failed: "failed in"
    case .notInitialized: "did not start,"
    case .timedOut: "timed out after"
    case .crashed: "crashed after"
    case .notTaken: "was not reached,"
    }
  }

  /// The occurrence of an ending; nil if all went well.
  func occurrence(_ outcome: SandboxOutcome) -> Occurrence? {
    let name = function.shown
    switch outcome.ending {
    case .returned, .notTaken: return nil
    case .failed, .notInitialized:
      let error = HandlerError(outcome.payload)
      let verb = outcome.ending == .failed ? "failed" : "could not be started"
      var notes: [Occurrence.Note] = []
      if let frame = error.frame { notes.append(.init("at \(frame)")) }
      return Occurrence(
        .functionFailed, "`\(name)` \(verb): \(error.words)", at: function.place, notes: notes,
        consequences: ["whoever invoked it gets the function error `Unhandled`"], subject: "\(name) \(error.type)")
    case .timedOut:
      return Occurrence(
        .functionTimedOut, "`\(name)` took longer than \(function.timeout) s", at: function.place,
        label: "its timeout is \(function.timeout) s",
        consequences: ["Lambda ends the environment: `Task timed out after \(function.timeout).00 seconds`"],
        help: ["make the timeout longer, or the work shorter"], subject: name)
    case .crashed:
      return Occurrence(
        .functionCrashed, "the process of `\(name)` ended while it handled an event", at: function.place,
        consequences: [HandlerError(outcome.payload).words], subject: name)
    }
  }

  /// The occurrence of a throttle.
  func throttled(_ reason: ThrottleReason) -> Occurrence {
    let name = function.shown
    switch reason {
    case .reserved(let limit):
      return Occurrence(
        .functionThrottled, "`\(name)` was invoked while all of its reserved concurrency of \(limit) was used",
        at: function.place, consequences: ["the caller gets `TooManyRequestsException`"],
        help: limit == 0 ? ["a reserved concurrency of 0 lets nothing through"] : [], subject: name)
    case .local:
      return Occurrence(
        .functionThrottled, "`\(name)` has \(RuntimeLimits.environments) environments at work, the most that run here",
        at: function.place, consequences: ["the caller gets `TooManyRequestsException`; AWS's quota is 1,000"],
        subject: name)
    }
  }

  /// The occurrence of a function that this machine cannot run.
  func cannotStart(_ fault: StartFault) -> Occurrence {
    Occurrence(
      .functionFailed, "`\(function.shown)` cannot run here: \(fault.message)", at: function.place, help: fault.help,
      subject: "\(function.shown) start")
  }
}

/// An error object as runtimes post it.
struct HandlerError {
  /// `errorType`.
  var type = ""
  /// `errorMessage`.
  var message = ""
  /// The innermost place in the function's own code: `app.py:12`.
  var frame: String?

  /// Reads an error object; what is none is taken as a message.
  init(_ payload: [UInt8]) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(payload.prefix(Self.cap))) else {
      message = String(decoding: payload.prefix(200), as: UTF8.self)
      return
    }
    type = value["errorType"]?.string ?? ""
    message = value["errorMessage"]?.string ?? ""
    // Python lists the innermost call last, Node.js first.
    let python = value["stackTrace"]?.items?.compactMap(\.string).compactMap(Self.pythonPlace) ?? []
    let node = value["trace"]?.items?.compactMap(\.string).compactMap(Self.nodePlace) ?? []
    frame = python.last ?? node.first
  }

  /// Longer objects are not read for the terminal.
  private static let cap = 1 << 20

  /// Type and message in one line.
  var words: String {
    let line = message.split(separator: "\n").first.map(String.init) ?? ""
    return type.isEmpty ? line : line.isEmpty ? "`\(type)`" : "`\(type)`: \(line)"
  }

  /// `File "/code/app.py", line 3, in handle`.
  private static func pythonPlace(_ line: String) -> String? {
    let parts = line.split(separator: "\"")
    guard parts.count >= 3, parts[0].hasSuffix("File "), isOwn(parts[1]) else { return nil }
    let digits = parts[2].drop { !$0.isNumber }.prefix { $0.isNumber }
    return digits.isEmpty ? nil : "\(parts[1]):\(digits)"
  }

  /// `at handler (/code/index.mjs:3:9)`, `at file:///code/index.mjs:3:9`.
  private static func nodePlace(_ line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("at "), let start = text.range(of: "/") else { return nil }
    let parts = text[start.lowerBound...].drop { $0 == "/" }.prefix { $0 != ")" }.split(separator: ":")
    guard parts.count >= 2, isOwn(parts[0]) else { return nil }
    return "/\(parts[0]):\(parts[1])"
  }

  private static func isOwn(_ path: Substring) -> Bool {
    !["/site-packages/", "/node_modules/", "/lib/python", "node:", "<frozen", "/node.mjs"].contains {
      path.contains($0)
    }
  }
}
