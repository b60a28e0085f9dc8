public import Diagnostics
public import Source

/// A definition in the Amazon States Language (states-language.net; Step Functions Developer Guide, "State machine structure"),
/// read in full: what a run needs, with the place of each part.
public struct StateMachineDefinition: Sendable {
  /// The type that the definition was read for.
  public let kind: StateMachineKind
  /// The language of every state that names none.
  public let queryLanguage: QueryLanguage
  /// The states of the outermost level.
  public let scope: StateScope
  /// Seconds after which an execution ends with `States.Timeout`, from 1; nil for none, or not known.
  public let timeoutSeconds: Int?
  /// The whole definition.
  public let span: Span

  /// Reads a definition, and reports what Step Functions refuses in it.
  ///
  /// Nil only if the value is no object: of a part that cannot be understood the rest is still there. What is not known
  /// before deployment is not judged.
  public init?(reading datum: Datum, kind: StateMachineKind, into findings: inout Findings) {
    var reader = DefinitionReader(kind: kind)
    let definition = reader.definition(datum)
    findings.append(reader.findings)
    guard let definition else { return nil }
    self = definition
  }

  /// Reads a definition for what it calls; what is wrong with it is for another to report.
  public init?(reading datum: Datum, kind: StateMachineKind) {
    var ignored = Findings()
    self.init(reading: datum, kind: kind, into: &ignored)
  }

  init(kind: StateMachineKind, queryLanguage: QueryLanguage, scope: StateScope, timeoutSeconds: Int?, span: Span) {
    self.kind = kind
    self.queryLanguage = queryLanguage
    self.scope = scope
    self.timeoutSeconds = timeoutSeconds
    self.span = span
  }

  /// The states of the outermost level, in source order.
  public var states: [State] { scope.states }

  /// The state that an execution starts with.
  public var startAt: StateName? { scope.startAt }
}

/// A name with its place.
public struct StateName: Sendable, Hashable {
  /// The name.
  public let text: String
  /// Where it stands.
  public let span: Span

  /// Makes a name.
  public init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// States that may follow one another: a whole definition, a branch, or what a Map state runs for each item.
public struct StateScope: Sendable {
  /// The state to start with; nil if it is missing or not known.
  public let startAt: StateName?
  /// The states, in source order.
  public let states: [State]
  /// The object that holds them.
  public let span: Span
}
