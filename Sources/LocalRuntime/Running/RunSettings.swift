import Foundation

/// What a run is told besides its plan.
public struct RunSettings: Sendable {
  /// Path of the wiring plan.
  public var plan: String
  /// Folder of the stack file: what `code` of the plan is relative to.
  public var folder: String
  /// Folder of what lasts: messages, events on their way, who runs.
  public var state: String
  /// The edge's port; 0 takes a free one.
  public var port = 4566
  /// How permissions are enforced.
  public var iam = IAMMode.strict
  /// URLs of real servers, by service.
  public var bindings: [String: String] = [:]
  /// The Python that runs Python handlers; nil: the one on `PATH` that fits best.
  public var python: String?
  /// The Node.js that runs Node.js handlers; nil: the one on `PATH`.
  public var node: String?
  /// How events are told.
  public var events = EventForm.text
  /// File to which the calls of roles are added; nil: they are not written down.
  public var record: String?
  /// Whether the run ends when standard input does: whoever started it lives as long as it holds the other end.
  public var endsWithInput = false
  /// Path of this program, which starts itself once more as the guard of its children.
  public var program: String

  /// How events are told.
  public enum EventForm: String, Sendable, CaseIterable {
    /// To people, on standard error.
    case text
    /// One JSON object a line, on standard output.
    case json
  }

  /// The services that can be bound to a real server.
  public static let bindable = ["dynamodb"]

  /// Makes settings with everything else as it usually is.
  public init(plan: String, folder: String, state: String, program: String) {
    self.plan = plan
    self.folder = folder
    self.state = state
    self.program = program
  }

  /// The same with paths that mean the same in every folder: children run in folders of their own.
  var absolute: RunSettings {
    func path(_ text: String) -> String { URL(fileURLWithPath: text).standardizedFileURL.path }
    var copy = self
    copy.plan = path(plan)
    copy.folder = path(folder)
    copy.state = path(state)
    copy.record = record.map(path)
    // A bare name is looked for on PATH.
    copy.python = python.map { $0.contains("/") ? path($0) : $0 }
    copy.node = node.map { $0.contains("/") ? path($0) : $0 }
    copy.program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? program
    return copy
  }
}
