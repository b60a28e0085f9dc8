import Source

/// Findings that are known and may stay: a stack can be checked from today on, and mended later.
///
/// An entry names file, rule, key path and message, not lines, so that edits elsewhere do not disturb it. `Docs/diagnostics.md`
/// describes the file.
public struct Baseline: Sendable {
  /// The version of the format that is read and written.
  public static let version = 1

  /// What is the same about a finding while lines move.
  struct Key: Hashable, Sendable {
    let file: String
    let code: String
    let path: String
    let fingerprint: String
  }

  /// Alike findings that may stay.
  struct Entry: Sendable {
    let key: Key
    /// How many; at least 1.
    var count: Int
    /// Where it stands in the baseline's own file; nil for one that was just made.
    let span: Span?
  }

  private(set) var entries: [Entry] = []

  /// Makes a baseline of all findings of a report, in their order.
  public init(of report: Report) {
    var positions: [Key: Int] = [:]
    for finding in report.findings {
      let key = finding.baselineKey
      if let position = positions[key] {
        entries[position].count += 1
      } else {
        positions[key] = entries.count
        entries.append(Entry(key: key, count: 1, span: nil))
      }
    }
  }

  init(entries: [Entry]) { self.entries = entries }

  /// The file, as JSON.
  public var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", Self.version)
      json.member("entries", each: entries) { json, entry in
        json.object { json in
          json.member("file", entry.key.file)
          json.member("code", entry.key.code)
          json.member("path", entry.key.path)
          json.member("fingerprint", entry.key.fingerprint)
          json.member("count", entry.count)
        }
      }
    }
    json.newline()
    return json.text
  }
}

extension Baseline {
  /// What a baseline leaves of a report.
  public struct Outcome: Sendable {
    /// The report without the findings that may stay; they are counted in ``Report/inBaseline``.
    public var report: Report
    /// Remarks on entries whose findings are gone; their places lie in the baseline's own file.
    public var stale: [Diagnostic]
  }

  /// Takes the known findings out of a report.
  ///
  /// An entry for a file that this run did not look at says nothing, so it is not called stale.
  public func apply(to report: Report) -> Outcome {
    var left: [Key: Int] = [:]
    for entry in entries { left[entry.key, default: 0] += entry.count }
    var report = report
    for index in report.parts.indices {
      let part = report.parts[index]
      report.parts[index].diagnostics = part.diagnostics.filter { diagnostic in
        let key = Report.Finding(diagnostic: diagnostic, part: part).baselineKey
        guard let count = left[key], count > 0 else { return true }
        left[key] = count - 1
        report.inBaseline += 1
        return false
      }
    }
    let files = Set(report.parts.flatMap(\.sources.files).map(\.path))
    var stale: [Diagnostic] = []
    for entry in entries where files.contains(entry.key.file) {
      guard let span = entry.span, let unused = left[entry.key], unused > 0 else { continue }
      left[entry.key] = 0
      stale.append(.staleBaselineEntry(entry, unused: min(unused, entry.count), at: span))
    }
    return Outcome(report: report, stale: stale)
  }
}

extension Report.Finding {
  fileprivate var baselineKey: Baseline.Key {
    Baseline.Key(
      file: file, code: diagnostic.rule.code, path: keyPath.keyPathText,
      fingerprint: Fingerprint.of(diagnostic.message))
  }
}

extension Rule {
  static let staleBaselineEntry = Rule(
    "STK193", "stale-baseline-entry", .info, "the baseline names a finding that is gone",
    why: """
      The fault was mended, or its place renamed. Left in the baseline, the entry would hide the fault if it came back. \
      `stackc lint --write-baseline` writes the file anew.
      """,
    examples: [.good("queues:\n  jobs: {}\n")])
}

extension Diagnostic {
  fileprivate static func staleBaselineEntry(_ entry: Baseline.Entry, unused: Int, at span: Span) -> Diagnostic {
    let place = entry.key.path.isEmpty ? entry.key.file : "\(entry.key.file)` at `\(entry.key.path)"
    let count = entry.count > unused ? "\(unused) of \(entry.count) findings" : "the finding"
    return Diagnostic(
      .staleBaselineEntry, "\(count) `\(entry.key.code)` in `\(place)` \(unused == 1 ? "is" : "are") gone", at: span,
      help: ["write the baseline anew with `--write-baseline`"])
  }
}
