import Diagnostics
import Source

extension DefinitionReader {
  /// A field of which parts are worked out when the state runs.
  mutating func payload(_ object: StateObject, _ name: String, _ place: ExpressionPlace) -> PayloadTemplate? {
    guard let datum = object[name] else { return nil }
    return object.language == .jsonata ? jsonataTemplate(datum, place) : pathTemplate(datum)
  }

  /// `Assign`: names of variables with their values.
  mutating func assign(_ object: StateObject, _ place: ExpressionPlace) -> PayloadTemplate? {
    guard let member = object.member("Assign") else { return nil }
    guard let members = member.value.members else {
      if case .unknown = member.value.kind { return nil }
      findings.report(
        .fieldUnfit("`Assign` of \(object.subject) is an object: each variable by its name", member.value))
      return nil
    }
    for variable in members {
      let isEvaluated = object.language == .jsonPath && variable.key.hasSuffix(".$")
      let name = isEvaluated ? String(variable.key.dropLast(2)) : variable.key
      if name == "states" {
        findings.report(.variableUnfit("`states` is reserved: Step Functions sets `$states`", at: variable.keySpan))
      } else if !name.isVariableName {
        findings.report(.variableUnfit("`\(name)` cannot name a variable", at: variable.keySpan))
      } else if name.unicodeScalars.count > Self.longestVariable {
        findings.report(
          .variableUnfit("a variable's name has at most \(Self.longestVariable) characters", at: variable.keySpan))
      }
      assigned.insert(name)
    }
    return payload(object, "Assign", place)
  }

  /// Longest name of a variable in characters (Developer Guide, "Passing data between states with variables").
  private static let longestVariable = 80

  // MARK: JSONata

  private mutating func jsonataTemplate(_ datum: Datum, _ place: ExpressionPlace) -> PayloadTemplate {
    switch datum.kind {
    case .string(let text):
      guard let literal = text.literal else { return .unknown(datum.span) }
      if !literal.isJSONata, literal.trimmed.isJSONata { findings.report(.paddedExpression(literal, datum)) }
      // Half a mark at the start is a slip; anything else without marks is plain text.
      guard literal.isJSONata || (literal.hasPrefix("{%") && !literal.trimmed.isJSONata) else {
        return .constant(datum)
      }
      return jsonata(literal, at: datum.span, place).map { .expression(.jsonata($0), datum.span) }
        ?? .unknown(datum.span)
    case .list(let items):
      var parts: [PayloadTemplate] = []
      for item in items { parts.append(jsonataTemplate(item, place)) }
      return parts.allSatisfy(\.isConstant) ? .constant(datum) : .list(parts)
    case .map(let members):
      var parts: [PayloadTemplate.Member] = []
      for member in members {
        if member.key.hasSuffix(".$"), member.value.literal?.hasPrefix("$") == true {
          findings.report(.pathInJSONata(member))
        }
        parts.append(.init(key: member.key, keySpan: member.keySpan, value: jsonataTemplate(member.value, place)))
      }
      return parts.allSatisfy(\.value.isConstant) ? .constant(datum) : .object(parts)
    case .unknown: return .unknown(datum.span)
    case .null, .bool, .number: return .constant(datum)
    }
  }

  // MARK: JSONPath

  private mutating func pathTemplate(_ datum: Datum) -> PayloadTemplate {
    switch datum.kind {
    case .list(let items):
      var parts: [PayloadTemplate] = []
      for item in items { parts.append(pathTemplate(item)) }
      return parts.allSatisfy(\.isConstant) ? .constant(datum) : .list(parts)
    case .map(let members):
      var parts: [PayloadTemplate.Member] = []
      for member in members { parts.append(pathMember(member)) }
      reportClashes(members)
      let isConstant = parts.allSatisfy(\.value.isConstant) && !members.contains { $0.key.hasSuffix(".$") }
      return isConstant ? .constant(datum) : .object(parts)
    case .unknown: return .unknown(datum.span)
    case .string(let text): return text.literal == nil ? .unknown(datum.span) : .constant(datum)
    case .null, .bool, .number: return .constant(datum)
    }
  }

  private mutating func pathMember(_ member: Datum.Member) -> PayloadTemplate.Member {
    guard member.key.hasSuffix(".$") else {
      if let text = member.value.literal, text.isPathOrIntrinsic {
        findings.report(.pathTakenAsText(text, member))
      } else if let text = member.value.literal, text.isJSONata {
        findings.report(.jsonataInJSONPath(member))
      }
      return .init(key: member.key, keySpan: member.keySpan, value: pathTemplate(member.value))
    }
    let key = String(member.key.dropLast(2))
    func made(_ value: PayloadTemplate) -> PayloadTemplate.Member {
      .init(key: key, keySpan: member.keySpan, value: value)
    }
    switch member.value.kind {
    case .unknown: return made(.unknown(member.value.span))
    case .string(let text):
      guard let literal = text.literal else { return made(.unknown(member.value.span)) }
      let expression = expression(literal, member)
      return made(expression.map { .expression($0, member.value.span) } ?? .unknown(member.value.span))
    case .null, .bool, .number, .list, .map:
      findings.report(.payloadMemberUnfit(member))
      return made(.unknown(member.value.span))
    }
  }

  private mutating func expression(_ text: String, _ member: Datum.Member) -> StateExpression? {
    let object = StateObject(subject: "the template", place: member.keySpan, language: .jsonPath, datum: member.value)
    if text.hasPrefix("$") || text.hasPrefix("States.") { return pathOrIntrinsic(member.value, member.key, of: object) }
    findings.report(.payloadMemberUnfit(member))
    return nil
  }

  /// `name` and `name.$` would be one member.
  private mutating func reportClashes(_ members: [Datum.Member]) {
    let evaluated = members.filter { $0.key.hasSuffix(".$") }
    guard !evaluated.isEmpty else { return }
    let byName = Dictionary(members.map { ($0.key, $0) }) { first, _ in first }
    for member in evaluated {
      if let other = byName[String(member.key.dropLast(2))] { findings.report(.payloadMembersClash(member, other)) }
    }
  }

  /// A Pass state's result is fixed: paths in it are not looked up.
  mutating func warnOfPaths(inResult datum: Datum) {
    for member in datum.members ?? [] {
      if member.key.hasSuffix(".$"), member.value.literal?.isPathOrIntrinsic == true {
        findings.report(.pathInResult(member))
      } else {
        warnOfPaths(inResult: member.value)
      }
    }
  }
}

extension PayloadTemplate {
  fileprivate var isConstant: Bool { if case .constant = self { true } else { false } }
}

extension String {
  /// Whether it looks like a path or a call, and is one.
  fileprivate var isPathOrIntrinsic: Bool {
    if hasPrefix("$.") || hasPrefix("$$.") || hasPrefix("$[") { return (try? JSONPath(parsing: self)) != nil }
    return hasPrefix("States.") && (try? IntrinsicCall(parsing: self)) != nil
  }

  /// Whether it can follow `$`: a letter or `_`, then also digits (Unicode's identifiers).
  fileprivate var isVariableName: Bool {
    guard let first = unicodeScalars.first, first.properties.isIDStart || first == "_" else { return false }
    return unicodeScalars.allSatisfy { $0.properties.isIDContinue }
  }

  /// The text without white space around it.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
