import Diagnostics
import Source

extension DefinitionReader {
  mutating func choice(_ object: StateObject) -> ChoiceAction {
    _ = required(object, "Choices")
    let branches = objects(object, "Choices").map { branch($0, object) }
    let otherwise = object.member("Default").flatMap { name($0, "Default", of: object) }
    return ChoiceAction(branches: branches, otherwise: otherwise)
  }

  private static let ruleFields = ["Next", "Assign", "Comment"]

  private mutating func branch(_ datum: Datum, _ state: StateObject) -> ChoiceAction.Branch {
    let rule = state.inner("a rule", datum)
    let next = required(rule, "Next").flatMap { name($0, "Next", of: rule) }
    let assign = assign(rule, .outside)
    guard state.language == .jsonata else {
      return ChoiceAction.Branch(condition: condition(rule, depth: 1), next: next, assign: assign, output: nil)
    }
    let names = Self.ruleFields + ["Condition", "Output"]
    for member in rule.members where !names.contains(member.key) {
      let isOther =
        member.key == "Variable" || ChoiceOperator.all[member.key] != nil || Self.connectives.contains(member.key)
      findings.report(
        isOther ? .otherLanguageField(member, of: rule) : .unknownStateField(member, of: rule.subject, among: names))
    }
    let output = payload(rule, "Output", .outside)
    return ChoiceAction.Branch(condition: jsonataCondition(rule), next: next, assign: assign, output: output)
  }

  private mutating func jsonataCondition(_ rule: StateObject) -> ChoiceCondition {
    guard let datum = required(rule, "Condition")?.value else { return .unknown }
    switch datum.kind {
    case .unknown: return .unknown
    case .string(let text):
      guard let literal = text.literal else { return .unknown }
      if literal.isJSONata { return jsonata(literal, at: datum.span, .outside).map { .jsonata($0) } ?? .unknown }
    case .bool: return .unknown
    default: break
    }
    findings.report(.choiceRuleMalformed("`Condition` of \(rule.subject) is an expression: `{% … %}`", at: datum.span))
    return .unknown
  }

  private static let connectives = ["And", "Or", "Not"]
  /// Rules nested deeper are not read, so that no definition can exhaust the stack.
  private static let deepestRule = 50

  /// A rule, or a part of one, with JSONPath.
  private mutating func condition(_ rule: StateObject, depth: Int) -> ChoiceCondition {
    guard depth <= Self.deepestRule else {
      findings.report(
        .choiceRuleMalformed("rules are nested deeper than \(Self.deepestRule) levels", at: rule.datum.span))
      return .unknown
    }
    let outer = depth == 1 ? Self.ruleFields : ["Comment"]
    var operators: [Datum.Member] = []
    for member in rule.members where !outer.contains(member.key) && member.key != "Variable" {
      if ChoiceOperator.all[member.key] != nil || Self.connectives.contains(member.key) {
        operators.append(member)
      } else if depth > 1, Self.ruleFields.contains(member.key) {
        findings.report(
          .choiceRuleMalformed("`\(member.key)` stands on the outermost rule, not inside of one", at: member.keySpan))
      } else if member.key == "Condition" || member.key == "Output" {
        findings.report(.otherLanguageField(member, of: rule))
        return .unknown
      } else {
        findings.report(
          .unknownChoiceOperator(member, of: rule.subject, among: Self.connectives + ChoiceOperator.all.keys.sorted()))
        return .unknown
      }
    }
    guard let first = operators.first else {
      let place = rule.member("Variable")?.keySpan ?? rule.place
      findings.report(.choiceRuleMalformed("\(rule.subject) has no operator", at: place))
      return .unknown
    }
    if operators.count > 1 {
      findings.report(
        .choiceRuleMalformed(
          "`\(operators[1].key)` stands beside `\(first.key)`, but a rule has one operator", at: operators[1].keySpan))
    }
    if Self.connectives.contains(first.key) { return connective(first, rule, depth: depth) }
    return comparison(first, rule)
  }

  private mutating func connective(_ member: Datum.Member, _ rule: StateObject, depth: Int) -> ChoiceCondition {
    if let variable = rule.member("Variable") {
      findings.report(.choiceRuleMalformed("`Variable` does not stand beside `\(member.key)`", at: variable.keySpan))
    }
    if member.key == "Not" {
      guard member.value.members != nil else {
        if case .unknown = member.value.kind { return .unknown }
        findings.report(.choiceRuleMalformed("`Not` takes one rule", at: member.value.span))
        return .unknown
      }
      let inner = condition(rule.nested(member.value), depth: depth + 1)
      return .not(inner)
    }
    let parts = objects(rule, member.key).map { condition(rule.nested($0), depth: depth + 1) }
    return member.key == "And" ? .and(parts) : .or(parts)
  }

  private mutating func comparison(_ member: Datum.Member, _ rule: StateObject) -> ChoiceCondition {
    guard let variable = rule.member("Variable") else {
      findings.report(
        .missingStateField(
          ["Variable"],
          of: StateObject(
            subject: rule.subject, place: member.keySpan, language: rule.language, datum: rule.datum)))
      return .unknown
    }
    let path = path(variable.value, "Variable", of: rule, .path)
    guard let test = ChoiceOperator.all[member.key] else { return .unknown }
    guard test.operand.fits(member.value) else {
      if test.operand == .timestamp, let text = member.value.literal {
        findings.report(.timestampUnfit(text, member.value))
      } else {
        findings.report(.choiceOperandUnfit(member, test.operand.phrase))
      }
      return .unknown
    }
    let operand: ChoiceTest.Operand?
    if case .path = test.operand {
      operand = self.path(member.value, member.key, of: rule, .path).map { .path($0) }
    } else {
      operand = .value(member.value)
    }
    guard let path, let operand else { return .unknown }
    let name = test.operand == .path ? String(test.name.dropLast(4)) : test.name
    return .comparison(variable: path, test: ChoiceTest(name: name, operand: operand))
  }
}

extension StateObject {
  /// A rule inside of this rule.
  fileprivate func nested(_ datum: Datum) -> StateObject {
    StateObject(subject: subject, place: datum.span, language: language, datum: datum)
  }
}
