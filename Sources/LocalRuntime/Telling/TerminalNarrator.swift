public import Diagnostics
import Source

/// Tells people in the terminal: each fault once in full with its lines of the stack, then in a line with a count.
public final class TerminalNarrator: Narrator, Planned {
  private let writer: NarrationWriter<TerminalForm>

  /// Makes a narrator for a terminal.
  ///
  /// - Parameters:
  ///   - width: its columns.
  ///   - sink: takes the text, whole lines at a time, never two at once; standard error if not given.
  public init(
    palette: Palette, width: Int = TextReporter.usualWidth, clock: any RunClock,
    sink: @escaping @Sendable (String) -> Void = { Descriptor.standardError.write($0) }
  ) {
    writer = NarrationWriter(TerminalForm(palette: palette, width: width), clock: clock, sink: sink)
  }

  /// Writes what is told, until the task is cancelled; what is left then is still written. Belongs to the run's task group.
  public func run() async { await writer.run() }

  /// Writes what waits to be told, now: before the process ends in a hurry.
  public func flush() { writer.write(all: true) }

  /// Reads the stack's files, so that their lines can be shown as they were when the plan was made.
  public func apply(_ plan: RunPlan) async {
    let files = StackSources.files(of: plan)
    let names = CalledNames(plan.plan)
    writer.change { form in
      form.files = files
      form.names = names
    }
  }

  /// Tells of an occurrence.
  public func tell(_ occurrence: Occurrence) { writer.put(.occurrence(occurrence)) }

  /// Tells in a line of what went well.
  public func mention(_ line: String) { writer.put(.mention(line)) }
}

/// The form for people.
struct TerminalForm: NarrationForm {
  private let palette: Palette
  private let full: OccurrenceText
  private var repetition = Repetition()
  /// The rules that were pointed to: where to read more is said once for each.
  private var explained: Set<String> = []
  /// The stack's files, by the names that places give them.
  var files: [String: SourceFile] = [:]
  /// What the stack's author calls things.
  var names = CalledNames()

  init(palette: Palette, width: Int) {
    self.palette = palette
    full = OccurrenceText(palette: palette, width: width)
  }

  var isHolding: Bool { repetition.isHolding }

  mutating func text(of narration: Narration, at now: Moment) -> String {
    switch narration {
    case .mention(let line): return dim(line.visible) + "\n"
    case .occurrence(let told):
      let occurrence = names.occurrence(told)
      switch repetition.take(occurrence, at: now) {
      case .full:
        let isNew = explained.insert(occurrence.rule.code).inserted
        return full.text(of: occurrence, in: files, pointsToRule: isNew) + "\n"
      case .again(let count, let held): return again(occurrence, held: held, count: count)
      case .hold: return ""
      }
    }
  }

  mutating func text(leftOut count: Int, at now: Moment) -> String {
    "warning: the terminal was too slow: \(count) more lines were left out\n"
  }

  mutating func held(at now: Moment, all: Bool) -> String {
    repetition.due(at: now, all: all).map { again($0.occurrence, held: $0.held, count: $0.count) }.joined()
  }

  private func again(_ occurrence: Occurrence, held: Int, count: Int) -> String {
    let words = held > 1 ? "… \(held) more, \(count) in all" : "again, \(count) in all"
    return full.line(of: occurrence) + " " + dim("(\(words))") + "\n"
  }

  /// Fainter than the text around it (ECMA-48, section 8.3.117).
  private func dim(_ text: String) -> String {
    guard case .ansi = palette else { return text }
    return "\u{1B}[2m\(text)\u{1B}[0m"
  }
}
