public import Source

/// Everything a reporter may tell.
public struct Report: Sendable {
  /// The stacks that were looked at, in order.
  public var parts: [Part]
  /// Every rule of the compiler, by code: the rule table of SARIF.
  public var rules: [Rule]
  /// The severity from which the run fails (`--fail-on`).
  public var failOn: Severity
  /// How many findings were left out by a comment in the source.
  public var suppressed: Int
  /// How many findings were left out since the baseline has them.
  public var inBaseline: Int
  /// The compiler's version, if it is to be named.
  public var version: String?

  /// Makes a report.
  public init(
    _ parts: [Part], rules: [Rule] = [], failOn: Severity = .error, suppressed: Int = 0, inBaseline: Int = 0,
    version: String? = nil
  ) {
    self.parts = parts
    self.rules = rules
    self.failOn = failOn
    self.suppressed = suppressed
    self.inBaseline = inBaseline
    self.version = version
  }
}

extension Report {
  /// One compilation: its sources and what was found in them.
  public struct Part: Sendable {
    /// The texts; the stack's own comes first.
    public var sources: SourceMap
    /// The findings, in the order in which they are to be told.
    public var diagnostics: [Diagnostic]
    /// The key path of a place, from its document's root.
    public var path: @Sendable (Span) -> [KeyPathElement]

    /// Makes a part.
    public init(
      _ diagnostics: [Diagnostic], sources: SourceMap,
      path: @escaping @Sendable (Span) -> [KeyPathElement] = { _ in [] }
    ) {
      self.diagnostics = diagnostics
      self.sources = sources
      self.path = path
    }
  }

  /// A finding together with what is needed to tell where it stands.
  struct Finding {
    let diagnostic: Diagnostic
    let part: Part

    /// The path of its file; `?` if its file is not known.
    var file: String { part.sources[diagnostic.span.source]?.path ?? "?" }
    /// Its key path.
    var keyPath: [KeyPathElement] { part.path(diagnostic.span) }
    /// A name that stays the same while lines move; alike for alike findings at one key path.
    var fingerprint: String {
      Fingerprint.of(file, diagnostic.rule.code, keyPath.keyPathText, diagnostic.message)
    }
  }

  /// All findings, in order.
  var findings: [Finding] { parts.flatMap { part in part.diagnostics.map { Finding(diagnostic: $0, part: part) } } }
}

extension Sequence<Report.Finding> {
  /// The fingerprints, in order; of several alike the later ones carry their number, so that all differ.
  var distinctFingerprints: [String] {
    var counts: [String: Int] = [:]
    return map { finding in
      let fingerprint = finding.fingerprint
      let number = counts[fingerprint, default: 0]
      counts[fingerprint] = number + 1
      return number == 0 ? fingerprint : Fingerprint.of(fingerprint, String(number))
    }
  }
}
