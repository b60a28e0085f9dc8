import Diagnostics
import Policy
import Source
import Spec
import Template
import Validators

/// A question to a stack: may WHO do ACTION on WHAT.
public struct StackQuestion: Sendable {
  /// A path, a logical id, an ARN, an account, a service principal.
  public var who: String
  /// An IAM action, whatever its case.
  public var action: String
  /// A path, a logical id, an ARN, or `*`.
  public var what: String
  /// Condition keys that the call has, each with its values; a value may be a path, which stands for its ARN.
  public var context: [String: [String]]

  /// Asks.
  public init(who: String, action: String, what: String, context: [String: [String]] = [:]) {
    self.who = who
    self.action = action
    self.what = what
    self.context = context
  }

  /// Why a question cannot be answered.
  public struct Refusal: Error {
    /// What is wrong, in one line.
    public let message: String
  }
}

extension AskedStack {
  /// Answers a question with what is written, whatever its conditions are.
  func answerAsWritten(_ question: StackQuestion) throws(StackQuestion.Refusal) -> QuestionAnswer {
    let action = try knownAction(question.action)
    var names = DeployedNames(self)
    let target = try thing(question.what, &names)
    _ = try? thing(question.who, &names)
    let policies = StackPolicies(self.context(names.deployment))
    let party = try party(question.who, policies, names)
    var context: [String: [PartialText]] = [:]
    for (key, values) in question.context {
      context[key] = values.map { value in
        resource(referredTo: value).flatMap { policies.context.resolver.arn(of: $0.resource) } ?? PartialText(value)
      }
    }
    let name = arn(of: target, question.what, policies)
    let answer = policies.ask(party, action, on: name, of: target?.resource, context: context, isOpen: true)
    return QuestionAnswer(
      stack: self, answer: answer, target: ChangeTarget(name.description, target, in: self), action: action,
      names: ShownNames(policies.context))
  }

  private func knownAction(_ text: String) throws(StackQuestion.Refusal) -> String {
    if let action = IAMAction.named(text) { return action.name }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw .init(message: "`\(text)` is no action: those are written `service:Name`, such as `sqs:SendMessage`")
    }
    guard let service = IAMService.named(parts[0]) else {
      let nearest = Spelling.nearest(to: parts[0].lowercased(), in: IAMService.all.map(\.prefix))
      throw .init(message: "IAM knows no service `\(parts[0])`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
    let nearest = Spelling.nearest(to: parts[1], in: service.actions.map(\.shortName))
    throw .init(
      message: "`\(service.prefix)` is not known to have an action `\(parts[1])`"
        + (nearest.map { "; did you mean `\(service.prefix):\($0)`?" } ?? ""))
  }
}

extension AskedStack {
  /// The resource that a path or logical id names, with what follows it: `buckets.lake/in/a.csv`.
  func resource(referredTo text: String) -> DeployedNames.Found? {
    var best: DeployedNames.Found?
    for resource in template.resources {
      for name in [resource.reference, resource.logicalID] where text.hasPrefix(name) {
        let rest = text.dropFirst(name.count)
        guard rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix(":") else { continue }
        if best == nil || rest.count < best?.rest.count ?? 0 {
          best = DeployedNames.Found(resource: resource, rest: String(rest))
        }
      }
    }
    return best
  }

  /// What a question is about; nil for `*` and for what is outside of the stack.
  private func thing(_ text: String, _ names: inout DeployedNames) throws(StackQuestion.Refusal) -> DeployedNames.Found?
  {
    if text == "*" { return nil }
    if text.hasPrefix("arn:") { return names.resource(arn: text) }
    if let found = resource(referredTo: text) { return found }
    let known = template.resources.filter { $0.origin == .declared }.map(\.reference)
    let nearest = Spelling.nearest(to: text, in: known).map { "; did you mean `\($0)`?" } ?? ""
    throw .init(message: "`\(path)` has no `\(text)`\(nearest)")
  }

  private func arn(of found: DeployedNames.Found?, _ text: String, _ policies: StackPolicies) -> PartialText {
    guard let found else { return PartialText(text) }
    if text.hasPrefix("arn:") { return PartialText(text) }
    guard var arn = policies.context.resolver.arn(of: found.resource) else {
      return PartialText(Hole("\(found.resource.logicalID).Arn"))
    }
    arn.append(.literal(found.rest))
    return arn
  }

  private func party(
    _ text: String, _ policies: StackPolicies, _ names: DeployedNames
  ) throws(StackQuestion.Refusal) -> Party {
    if let found = resource(referredTo: text), found.rest.isEmpty { return try party(found.resource, policies) }
    guard let principal = Principal(named: text), principal.form != .service || Self.isService(text) else {
      var names = names
      _ = try thing(text, &names)
      throw .init(
        message:
          "`\(text)` is nobody who could ask: name a function, a role, an account, a service, or an ARN of IAM or STS")
    }
    guard principal.form == .role || principal.form == .session else { return Party(outside: principal) }
    var names = names
    return names.party(of: principal, self)
  }

  /// Whether a name is that of a service principal and no path (IAM User Guide, AWS service principals).
  private static func isService(_ name: String) -> Bool {
    [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com"].contains { name.lowercased().hasSuffix($0) }
  }

  private func party(_ resource: Resource, _ policies: StackPolicies) throws(StackQuestion.Refusal) -> Party {
    if resource.type == "AWS::IAM::Role" { return policies.party(resource, nil) }
    let reader = policies.context.reader
    let named = resource["Role"] ?? resource["RoleArn"] ?? resource["RoleARN"]
    guard let named else {
      throw .init(
        message: "`\(resource.reference)` has no role to ask with: name a function, a role, a service, or an ARN")
    }
    guard let role = policies.context.resource(reader.resource(namedBy: named)), role.type == "AWS::IAM::Role" else {
      let arn = reader.resolver.text(named) ?? PartialText(Hole("role of \(resource.reference)"))
      return Party(outside: .role(arn, account: policies.context.policies.account), function: resource)
    }
    return policies.session(role, resource)
  }
}

extension StackPolicies {
  /// A session of a role as a function has it: named after the function (Lambda Developer Guide, Execution role).
  func session(_ role: Resource, _ holder: Resource) -> Party {
    guard holder.type == "AWS::Lambda::Function", let arn = context.resolver.arn(of: role) else {
      return party(role, holder)
    }
    var name = PartialText("arn:")
    name.append(context.resolver.text(.ref("AWS::Partition", role.span)) ?? "aws")
    name.append(.literal(":sts::"))
    name.append(context.policies.account)
    name.append(.literal(":assumed-role/"))
    name.append(context.resolver.physicalName(of: role))
    name.append(.literal("/"))
    name.append(context.resolver.physicalName(of: holder))
    return Party(role: role, function: holder, principal: .session(name, of: arn, account: context.policies.account))
  }
}
