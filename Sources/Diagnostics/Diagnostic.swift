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

  /// Makes a finding.
  public init(
    _ rule: Rule, _ message: String, at span: Span, label: String = "", severity: Severity? = nil, notes: [Note] = [],
    consequences: [String] = [], help: [String] = [], fixes: [Fix] = []
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
  }
}

extension Diagnostic {
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
