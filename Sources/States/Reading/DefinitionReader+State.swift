import Diagnostics
import Source

extension DefinitionReader {
  mutating func state(_ member: Datum.Member) -> State {
    let name = StateName(member.key, member.keySpan)
    take(name)
    let language = stateLanguage(member)
    let object = StateObject(subject: "`\(member.key)`", place: member.keySpan, language: language, datum: member.value)
    guard member.value.members != nil else {
      if case .unknown = member.value.kind {
      } else {
        findings.report(.fieldUnfit("the state `\(member.key)` is an object", member.value))
      }
      return unknown(name, object)
    }
    guard let type = type(object) else { return unknown(name, object) }
    checkFields(of: object, type)
    _ = text(object, "Comment")
    let transition = transition(object, type)
    let flow = dataFlow(object, type)
    let assign = assign(object, type.givesResult ? .result : .outside)
    let retriers = retriers(object)
    let catchers = catchers(object)
    let action = action(object, type, flow)
    return State(
      name: name, queryLanguage: language, action: action, transition: transition, dataFlow: flow, assign: assign,
      retriers: retriers, catchers: catchers, span: member.value.span)
  }

  private func unknown(_ name: StateName, _ object: StateObject) -> State {
    State(
      name: name, queryLanguage: object.language, action: .unknown, transition: nil, dataFlow: DataFlow(), assign: nil,
      retriers: [], catchers: [], span: object.datum.span)
  }

  /// A state may be in JSONata where the machine is in JSONPath, and never the other way round.
  private mutating func stateLanguage(_ member: Datum.Member) -> QueryLanguage {
    let field = member.value.member("QueryLanguage")
    let own = language(field, of: "`\(member.key)`")
    if own == .jsonPath, machineLanguage == .jsonata, let field {
      findings.report(.languageDowngraded("`\(member.key)`", field))
      return .jsonPath
    }
    return own ?? machineLanguage
  }

  private mutating func type(_ object: StateObject) -> StateType? {
    guard let member = required(object, "Type") else {
      // Misspelt fields are told by those that a type has, and without a type by this.
      let misspelt = object.members.first { member in
        StateField.named[member.key] == nil && Spelling.nearest(to: member.key, in: ["Type"]) != nil
      }
      if let misspelt { findings.report(.unknownStateField(misspelt, of: object.subject, among: ["Type"])) }
      return nil
    }
    guard let text = text(object, "Type") else { return nil }
    if let type = StateType(rawValue: text) { return type }
    findings.report(
      .wordUnfit(text, "Type", of: object.subject, among: StateType.allCases.map(\.rawValue), member.value))
    return nil
  }

  private mutating func checkFields(of object: StateObject, _ type: StateType) {
    let names = StateField.names(type, object.language)
    var language: [Datum.Member] = []
    for member in object.members where !names.contains(member.key) {
      if let field = StateField.named[member.key], field.types.contains(type) {
        language.append(member)
      } else {
        findings.report(.unknownStateField(member, of: object.subject, among: names, type: type))
      }
    }
    for member in language { findings.report(.otherLanguageField(member, of: object)) }
    // What was reported for its language or type says nothing about what stands beside it.
    let members = object.members.filter { names.contains($0.key) }
    let rest = StateObject(
      subject: object.subject, place: object.place, language: object.language,
      datum: Datum(.map(members), object.datum.span))
    checkExclusive(rest, StateField.exclusive)
  }

  private mutating func transition(_ object: StateObject, _ type: StateType) -> State.Transition? {
    guard StateField.named["Next"]?.types.contains(type) == true else { return nil }
    let end = flag(object, "End")
    let next = object.member("Next").flatMap { name($0, "Next", of: object) }
    if let member = object.member("Next"), let other = object.member("End"), end == true {
      let both = [member, other].sorted { $0.keySpan < $1.keySpan }
      findings.report(.exclusiveFields(both[1], both[0], of: object.subject))
    }
    // Of both the one that leads on counts, so that what it leads to is no fault of its own.
    if let next { return .next(next) }
    if end == true { return .end }
    if object.member("Next") == nil, object.member("End") == nil || end == false {
      reportMissing(["Next", "End"], of: object)
    }
    return nil
  }

  private mutating func dataFlow(_ object: StateObject, _ type: StateType) -> DataFlow {
    var flow = DataFlow()
    func has(_ name: String) -> Bool {
      object.member(name) != nil
        && StateField.named[name].map {
          $0.types.contains(type) && ($0.language ?? object.language) == object.language
        } ?? false
    }
    if has("InputPath") { flow.inputPath = dataPath(object, "InputPath", .path) }
    if has("OutputPath") { flow.outputPath = dataPath(object, "OutputPath", .path) }
    if has("ResultPath") { flow.resultPath = dataPath(object, "ResultPath", .result) }
    if has("ResultSelector") { flow.resultSelector = payload(object, "ResultSelector", .result) }
    if has("Parameters"), type != .map { flow.arguments = payload(object, "Parameters", .outside) }
    if has("Arguments") { flow.arguments = payload(object, "Arguments", .outside) }
    if has("Output") { flow.output = payload(object, "Output", type.givesResult ? .result : .outside) }
    return flow
  }

  private mutating func action(_ object: StateObject, _ type: StateType, _ flow: DataFlow) -> StateAction {
    switch type {
    case .task: return .task(task(object))
    case .pass:
      if object.language == .jsonPath, let result = object["Result"] { warnOfPaths(inResult: result) }
      return .pass(result: object["Result"])
    case .choice: return .choice(choice(object))
    case .wait: return .wait(wait(object))
    case .succeed: return .succeed
    case .fail: return .fail(error: failText(object, "Error"), cause: failText(object, "Cause"))
    case .parallel: return .parallel(branches(object))
    case .map: return .map(map(object))
    }
  }

  /// `Error` or `ErrorPath`: the path may also be a call of an intrinsic function (Developer Guide, "Fail workflow state").
  private mutating func failText(_ object: StateObject, _ name: String) -> FieldText? {
    if object.language == .jsonPath, let member = object.member("\(name)Path") {
      return pathOrIntrinsic(member.value, "\(name)Path", of: object).map { .evaluated($0) }
    }
    return fieldText(object, name)
  }

  private mutating func wait(_ object: StateObject) -> WaitAction {
    let names = ["Seconds", "Timestamp"] + (object.language == .jsonPath ? ["SecondsPath", "TimestampPath"] : [])
    let present = names.first { object.member($0) != nil }
    if present == nil, StateField.exclusive[2].allSatisfy({ object.member($0) == nil }) {
      reportMissing(names, of: object)
    }
    switch present {
    case "Seconds", "SecondsPath":
      return integer(object, "Seconds", 0...99_999_999).map { .seconds($0) } ?? .unknown
    case "TimestampPath":
      guard let member = object.member("TimestampPath") else { return .unknown }
      return path(member.value, "TimestampPath", of: object, .reference).map { .timestamp(.evaluated(.path($0))) }
        ?? .unknown
    case "Timestamp":
      let text = fieldText(object, "Timestamp")
      if case .fixed(let value)? = text, let literal = value.literal, !literal.isTimestamp,
        let datum = object["Timestamp"]
      {
        findings.report(.timestampUnfit(literal, datum))
      }
      return text.map { .timestamp($0) } ?? .unknown
    default: return .unknown
    }
  }

  private mutating func branches(_ object: StateObject) -> [StateScope] {
    guard required(object, "Branches") != nil else { return [] }
    return objects(object, "Branches").map { datum in
      let branch = object.inner("a branch", datum)
      checkFields(of: branch, among: ["Comment", "StartAt", "States"])
      return scope(branch)
    }
  }
}

extension StateType {
  /// Whether the state has a result besides its input.
  var givesResult: Bool {
    switch self {
    case .task, .parallel, .map: true
    case .pass, .choice, .wait, .succeed, .fail: false
    }
  }
}
