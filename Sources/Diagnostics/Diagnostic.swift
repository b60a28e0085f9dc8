public import Source

/// One finding, written as if its reader will read only this one.
public struct Diagnostic: Sendable {
  /// The rule that was broken.
  public let rule: Rule
  /// The severity; the rule's, unless the case at hand is milder.
  public var severity: Severity
  /// What is wrong: lower case, no full stop, names in backquotes.
  public var message: String
  /// The smallest place that shows the fault.
  public var span: Span
  /// A few words under the marked place; empty for none.
  public var label: String
  /// Other places that matter: the role, the queue, the first definition.
  public var notes: [Note]
  /// What follows from it, in AWS's own words where there are any. Printed as `= …`.
  public var consequences: [String]
  /// What to do, where no edit can be offered.
  public var help: [String]
  /// Edits that mend it.
  public var fixes: [Fix]
  /// Ids of the documented limits it rests on; a rule of one limit need not repeat it.
  public var limits: [String]
  /// What those limits say. The facts are another module's, which puts this in before anything is reported.
  public var citations: [Citation] = []

  /// Makes a finding.
  public init(
    _ rule: Rule, _ message: String, at span: Span, label: String = "", severity: Severity? = nil, notes: [Note] = [],
    consequences: [String] = [], help: [String] = [], fixes: [Fix] = [], limits: [String]? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.message = message
    self.span = span
    self.label = label
    self.notes = notes
    self.consequences = consequences
    self.help = help
    self.fixes = fixes
    self.limits = limits ?? (rule.limits.count == 1 ? rule.limits : [])
  }
}

extension Diagnostic {
  /// A documented limit, with the document that has it.
  public struct Citation: Sendable, Equatable {
    /// The limit's id, which keeps its meaning: `LAM-001`.
    public let limit: String
    /// What it says: `at most 900 s`.
    public let text: String
    /// The document, with its address.
    public let source: String
    /// The document's date or edition.
    public let asOf: String

    /// Cites a limit.
    public init(limit: String, text: String, source: String, asOf: String) {
      self.limit = limit
      self.text = text
      self.source = source
      self.asOf = asOf
    }

    /// The citation in one line: `LAM-001, at most 900 s (the document, its date)`.
    public var line: String { "\(limit), \(text) (\(source), \(asOf))" }
  }

  /// A remark on another place.
  public struct Note: Sendable {
    /// The remark: lower case, no full stop.
    public let message: String
    /// The place.
    public let span: Span

    /// Makes a remark.
    public init(_ message: String, at span: Span) {
      self.message = message
      self.span = span
    }
  }
}

/// A change of the source that mends a finding.
public struct Fix: Sendable {
  /// What it does: `rename to \`visibilityTimeout\``.
  public let title: String
  /// Whether the meaning can only become what was meant; `--fix` applies these, `--unsafe-fixes` the others too.
  public let isSafe: Bool
  /// The edits; they do not overlap.
  public let edits: [Edit]

  /// Makes a fix.
  public init(_ title: String, safe: Bool, edits: [Edit]) {
    self.title = title
    self.isSafe = safe
    self.edits = edits
  }

  /// The same, for a case in which the meaning may become another one.
  public var unsafe: Fix { Fix(title, safe: false, edits: edits) }

  /// A fix of one replacement.
  public static func replace(_ span: Span, with text: String, title: String, safe: Bool) -> Fix {
    Fix(title, safe: safe, edits: [Edit(span, text)])
  }
}

/// One replacement in one file.
public struct Edit: Sendable, Equatable {
  /// What is replaced; empty to insert.
  public let span: Span
  /// What stands there instead.
  public let replacement: String

  /// Makes an edit.
  public init(_ span: Span, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}
