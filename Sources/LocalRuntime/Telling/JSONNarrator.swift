import Diagnostics
import Source
import Wiring

/// Tells machines (`--events json`): an object a line (JSON Lines), everything that happens, nothing counted together.
public final class JSONNarrator: Narrator, Planned {
  private let writer: NarrationWriter<JSONForm>

  /// Makes a narrator.
  ///
  /// - Parameter sink: takes the text, whole lines at a time, never two at once; standard output if not given.
  public init(
    clock: any RunClock, sink: @escaping @Sendable (String) -> Void = { Descriptor.standardOutput.write($0) }
  ) {
    writer = NarrationWriter(JSONForm(), clock: clock, sink: sink)
  }

  /// Writes what is told, until the task is cancelled; what is left then is still written. Belongs to the run's task group.
  public func run() async { await writer.run() }

  /// Writes what waits to be told, now.
  public func flush() { writer.write(all: true) }

  /// Takes the names of a plan.
  public func apply(_ plan: RunPlan) async {
    let names = CalledNames(plan.plan)
    writer.change { $0.names = names }
  }

  /// Tells of an occurrence.
  public func tell(_ occurrence: Occurrence) { writer.put(.occurrence(occurrence)) }

  /// Tells in a line of what went well.
  public func mention(_ line: String) { writer.put(.mention(line)) }
}

/// The form for machines.
struct JSONForm: NarrationForm {
  /// What the stack's author calls things.
  var names = CalledNames()

  var isHolding: Bool { false }

  mutating func held(at now: Moment, all: Bool) -> String { "" }

  mutating func text(leftOut count: Int, at now: Moment) -> String {
    line("leftOut", now) { $0.member("count", count) }
  }

  mutating func text(of narration: Narration, at now: Moment) -> String {
    switch narration {
    case .mention(let text): line("mention", now) { $0.member("message", text) }
    case .occurrence(let occurrence): line("occurrence", now) { Self.write(names.occurrence(occurrence), to: &$0) }
    }
  }

  private func line(_ kind: String, _ now: Moment, _ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(.compact)
    json.object { json in
      json.member("kind", kind)
      json.key("time")
      json.raw(String(now.milliseconds))
      body(&json)
    }
    return json.text + "\n"
  }

  private static func write(_ occurrence: Occurrence, to json: inout JSONWriter) {
    json.member("code", occurrence.rule.code)
    json.member("name", occurrence.rule.name)
    json.member("severity", occurrence.rule.severity.rawValue)
    json.member("message", occurrence.message)
    write(occurrence.place, to: &json)
    if !occurrence.label.isEmpty { json.member("label", occurrence.label) }
    json.member("notes", each: occurrence.notes) { json, note in
      json.object { json in
        json.member("message", note.message)
        write(note.place, to: &json)
      }
    }
    json.member("consequences", occurrence.consequences)
    json.member("help", occurrence.help)
    json.member("subject", occurrence.subject)
  }

  private static func write(_ place: Place?, to json: inout JSONWriter) {
    guard let place else { return }
    json.member("file", place.file)
    json.member("line", place.line)
    json.member("column", place.column)
  }
}
