import Diagnostics
import Foundation
import RunFindings
import Wiring

/// What a run says of itself: that it runs and where, why it could not start, that it ends.
struct RunTerminal: Sendable {
  let narrator: any RunNarrator
  let clock = SystemClock()
  private let settings: RunSettings
  private let palette: Palette

  init(_ settings: RunSettings) {
    self.settings = settings
    palette = Self.hasColour ? .ansi : .plain
    switch settings.events {
    case .text: narrator = TerminalNarrator(palette: palette, width: Self.width, clock: clock)
    case .json: narrator = JSONNarrator(clock: clock)
    }
  }

  /// Shows a line that a function prints. Lambda's own lines are for the log: the terminal has a word of its own for them.
  var echo: @Sendable (_ function: String, _ line: String) -> Void {
    let narrator = narrator
    return { function, line in
      guard !["START RequestId: ", "END RequestId: ", "REPORT RequestId: "].contains(where: line.hasPrefix) else {
        return
      }
      // Python's runtime client ends the lines of a trace with carriage returns, so that they stay one event of the log.
      for part in line.split(separator: "\r") {
        narrator.mention("\(function) │ \(part.replacingOccurrences(of: "\t", with: " "))")
      }
    }
  }

  /// Says that it runs, and prints where on standard output, for programs.
  func sayReady(_ run: RunPlan) {
    let inactions = Inactions(run.plan)
    if settings.events == .json { for occurrence in inactions.occurrences { narrator.tell(occurrence) } }
    narrator.flush()
    switch settings.events {
    case .text:
      Descriptor.standardError.write(Self.banner(run, settings, inactions) + "\n")
      // Programs wait for this line.
      Descriptor.standardOutput.write(run.edge + "\n")
    case .json: Descriptor.standardOutput.write("{\"kind\":\"ready\",\"endpoint\":\"\(run.edge)\"}\n")
    }
  }

  /// Says that the end has begun.
  func sayEnding() { narrator.mention("ending") }

  /// Says why it could not start.
  func say(_ fault: StartFault) {
    var text = "error: \(fault.message)\n"
    if let place = fault.place { text += "  --> \(place.file):\(place.line):\(place.column)\n" }
    for help in fault.help { text += "help: \(help)\n" }
    narrator.flush()
    Descriptor.standardError.write(text)
  }

  private static func banner(_ run: RunPlan, _ settings: RunSettings, _ inactions: Inactions) -> String {
    let plan = run.plan
    var lines = [
      "`\(plan.stack)` runs at \(run.edge) (\(plan.region), account \(plan.account)); permissions: \(settings.iam.rawValue)"
    ]
    for api in plan.apis + plan.restAPIs.map({ APIPlan(serving: $0, edge: run.edge) }) {
      // A stage of a name stands before the path.
      let stage = api.stages.first { $0.name == "$default" } == nil ? api.stages.first.map { "/\($0.name)" } : nil
      for route in api.routes {
        let words = route.key.split(separator: " ", maxSplits: 1)
        let method = words.count == 2 ? String(words[0]) : "any"
        let padding = String(repeating: " ", count: max(0, 7 - method.count))
        lines.append("  \(method)\(padding) \(api.url)\(stage ?? "")\(words.count == 2 ? String(words[1]) : "/…")")
      }
    }
    if !inactions.lines.isEmpty {
      lines.append("  not acted on here, and done by AWS:")
      lines += inactions.lines.map { "    \($0)" }
    }
    lines.append("  another shell talks to it after: eval \"$(stackc env)\"    Ctrl-C ends it")
    return lines.joined(separator: "\n")
  }

  /// Whether standard error shows colours: it is a terminal, and nobody said no (https://no-color.org).
  private static var hasColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb" && isatty(STDERR_FILENO) == 1
  }

  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return TextReporter.usualWidth }
    return Int(size.ws_col)
  }
}

/// A narrator as a whole run uses it.
protocol RunNarrator: Narrator, Planned {
  /// Writes what is told until the task is cancelled.
  func run() async
  /// Writes what waits, now.
  func flush()
}

extension TerminalNarrator: RunNarrator {}

extension JSONNarrator: RunNarrator {}
