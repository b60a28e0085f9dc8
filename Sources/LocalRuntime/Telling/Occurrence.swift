public import Diagnostics
public import Wiring

/// Something that a person who watches the run must hear of: a denial, a delivery that failed, a retry, a move to a
/// dead-letter queue, a filter that let nothing through, a handler that crashed.
///
/// It is shown as the compiler shows a finding: a message, the line of the stack file that decides it, what follows, what to do.
public struct Occurrence: Sendable {
  /// A remark on another place.
  public struct Note: Sendable, Equatable {
    /// The remark: lower case, no full stop.
    public var message: String
    /// The place; without one it is shown as text.
    public var place: Place?

    /// Makes a remark.
    public init(_ message: String, at place: Place? = nil) {
      self.message = message
      self.place = place
    }
  }

  /// What kind of thing happened: its code, its severity and where `stackc explain` tells more. One of `RunFindings`.
  public var rule: Rule
  /// What happened: lower case, no full stop, names in backquotes.
  public var message: String
  /// The line of the stack file that decides it.
  public var place: Place?
  /// A few words under the place; empty for none.
  public var label: String
  /// Other places that matter.
  public var notes: [Note]
  /// What follows from it, in AWS's own words where there are any.
  public var consequences: [String]
  /// What to do.
  public var help: [String]
  /// What it is about, for those who count: occurrences of one rule, place and subject are one fault that happened again,
  /// and are told in full once, then in a line.
  public var subject: String

  /// Makes an occurrence.
  public init(
    _ rule: Rule, _ message: String, at place: Place?, label: String = "", notes: [Note] = [],
    consequences: [String] = [], help: [String] = [], subject: String = ""
  ) {
    self.rule = rule
    self.message = message
    self.place = place
    self.label = label
    self.notes = notes
    self.consequences = consequences
    self.help = help
    self.subject = subject
  }
}

/// Tells people what happens. Never blocks, never fails.
public protocol Narrator: Sendable {
  /// Tells of something that went another way than the stack's author would expect.
  func tell(_ occurrence: Occurrence)

  /// Tells in one line of something that went as it should: `POST /orders → intake 201 (12 ms)`.
  func mention(_ line: String)
}
