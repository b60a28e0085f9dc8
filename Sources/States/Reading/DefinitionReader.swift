import Diagnostics
import Source

/// Reads a definition from the outside in, and reports what Step Functions refuses in it.
struct DefinitionReader {
  var findings = Findings()
  /// The type of execution that the states being read belong to.
  var kind: StateMachineKind
  /// The language of states that name none.
  var machineLanguage = QueryLanguage.jsonPath
  /// Where each name of a state was used first: names are unique in the whole definition.
  private var names: [String: Span] = [:]
  /// Variables that some state gives a value.
  var assigned: Set<String> = []
  /// Variables that some expression reads, in order.
  var read: [(name: String, span: Span)] = []
  /// Scopes open around the position.
  private var depth = 0

  /// Scopes nested deeper are not read, so that no definition can exhaust the stack.
  private static let deepest = 50

  init(kind: StateMachineKind) { self.kind = kind }

  private static let machineFields = ["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"]

  mutating func definition(_ datum: Datum) -> StateMachineDefinition? {
    guard datum.members != nil else {
      if case .unknown = datum.kind { return nil }
      findings.report(.definitionMalformed("a definition is an object", at: datum.span))
      return nil
    }
    machineLanguage = language(datum.member("QueryLanguage"), of: "the state machine") ?? .jsonPath
    let object = StateObject(subject: "the state machine", place: datum.span, language: machineLanguage, datum: datum)
    checkFields(of: object, among: Self.machineFields)
    let version = text(object, "Version")
    if let version, version != "1.0", let member = object.member("Version") {
      findings.report(.fieldUnfit("`Version` is `1.0`, the only one there is", member.value))
    }
    _ = text(object, "Comment")
    let timeout = integer(object, "TimeoutSeconds", 1...99_999_999, mayBeExpression: false)
    var seconds: Int?
    if case .fixed(let value)? = timeout { seconds = value }
    if let seconds, let member = object.member("TimeoutSeconds") { checkTimeout(seconds, member) }
    let scope = scope(object)
    reportVariables()
    return StateMachineDefinition(
      kind: kind, queryLanguage: machineLanguage, scope: scope, timeoutSeconds: seconds, span: datum.span)
  }

  private mutating func checkTimeout(_ seconds: Int, _ member: Datum.Member) {
    let most = kind == .express ? DocumentedLimits.expressSeconds : DocumentedLimits.standardSeconds
    if seconds > most { findings.report(.machineTimeoutTooLong(seconds, most: most, kind, member.value)) }
  }

  /// `StartAt` and `States` of a definition, a branch or a processor.
  mutating func scope(_ object: StateObject) -> StateScope {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      findings.report(.definitionTooDeep(Self.deepest, at: object.datum.span))
      return StateScope(startAt: nil, states: [], span: object.datum.span)
    }
    let startAt = required(object, "StartAt").flatMap { name($0, "StartAt", of: object) }
    var states: [State] = []
    var isKnown = true
    if let member = required(object, "States") {
      switch member.value.kind {
      case .map(let members):
        if members.isEmpty {
          findings.report(.fieldUnfit("`States` of \(object.subject) may not be empty", member.value))
        }
        isKnown = !members.isEmpty
        for state in members { states.append(self.state(state)) }
      case .unknown: isKnown = false
      default:
        isKnown = false
        findings.report(.fieldUnfit("`States` of \(object.subject) is an object: each state by its name", member.value))
      }
    } else {
      isKnown = false
    }
    let scope = StateScope(startAt: startAt, states: states, span: object.datum.span)
    if isKnown { checkGraph(of: scope, object) }
    return scope
  }

  /// Remembers a name, and reports one that is there already, or too long.
  mutating func take(_ name: StateName) {
    if name.text.unicodeScalars.count > Self.longestName {
      findings.report(.stateNameTooLong(name, most: Self.longestName))
    }
    if let first = names[name.text] {
      findings.report(.duplicateStateName(name, first: first))
    } else {
      names[name.text] = name.span
    }
  }

  /// Longest name of a state in characters (States Language, "States").
  private static let longestName = 80

  private mutating func reportVariables() {
    let names = assigned.sorted()
    var reported: Set<String> = []
    for variable in read where !assigned.contains(variable.name) && reported.insert(variable.name).inserted {
      findings.report(.variableNeverAssigned(variable.name, at: variable.span, among: names))
    }
  }
}
