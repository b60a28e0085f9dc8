import Denials
import Policy
import Source
import Template

/// Who asks, as far as the stack knows him.
struct Party {
  /// For the engine.
  let principal: Principal
  /// The role of the stack whose policies are his.
  let role: Resource?
  /// The function that runs with the role.
  let function: Resource?
  /// The source that a service acts for.
  var source: PartialText?

  /// A role of the stack, or the session of one that a function has.
  init(role: Resource, function: Resource?, principal: Principal) {
    self.role = role
    self.function = function
    self.principal = principal
  }

  /// Someone of whom the stack knows nothing: a service, a user, another stack's role.
  init(outside principal: Principal, source: PartialText? = nil, function: Resource? = nil) {
    self.principal = principal
    self.source = source
    self.function = function
    role = nil
  }

  /// A name for an entry of `policies:` by which a resource admits him.
  func entryName(for resource: Resource) -> String {
    let last = principal.name.description.split { "/:".contains($0) }.last ?? "caller"
    let letters = (last.split(separator: ".").first ?? last).filter { $0.isLetter || $0.isNumber }
    let first = letters.first.map { $0.isLetter ? String(letters) : "account\(letters)" } ?? "caller"
    let to = resource.label.split(separator: ".").first.map { $0.filter { $0.isLetter || $0.isNumber } } ?? "it"
    return "\(first)Calls\(to.prefix(1).uppercased())\(to.dropFirst())"
  }

  /// How the stack calls him: the function, the role, the name that AWS has.
  var shown: String {
    if let function { return function.reference }
    if let role { return role.reference }
    return principal.name.description
  }
}

extension DeployedNames {
  /// Whom a denial is about; nil where it says nothing of him.
  mutating func party(of denial: Denial, _ stack: AskedStack) -> Party? {
    guard let principal = denial.asker else { return nil }
    guard principal.form == .session || principal.form == .role else {
      return Party(outside: principal, source: denial.source.map { PartialText($0.value) })
    }
    return party(of: principal, stack)
  }

  /// Who a role or session is.
  mutating func party(of principal: Principal, _ stack: AskedStack) -> Party {
    let text = principal.name.description
    let path =
      text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last?.split(separator: "/") ?? []
    let isSession = principal.form == .session
    guard path.count >= 2, let name = isSession ? path[1] : path.last else { return Party(outside: principal) }
    let known = resource(named: String(name), type: "AWS::IAM::Role")
    // Lambda names a session after its function.
    let named = isSession && path.count > 2 ? resource(named: String(path[2]), type: "AWS::Lambda::Function") : nil
    guard let role = known ?? named.flatMap({ self.role(of: $0, stack) }) else { return Party(outside: principal) }
    learn(account: principal)
    return Party(role: role, function: named ?? onlyFunction(of: role, stack), principal: principal)
  }

  /// The role that a function is to run with.
  private func role(of function: Resource, _ stack: AskedStack) -> Resource? {
    let reader = WireReader(stack.template, deployment)
    return function["Role"].flatMap(reader.resource(namedBy:)).flatMap { stack.template[$0] }
  }

  /// The function that runs with a role, where there is just one.
  private func onlyFunction(of role: Resource, _ stack: AskedStack) -> Resource? {
    let reader = WireReader(stack.template, deployment)
    let functions = stack.template.resources(ofType: "AWS::Lambda::Function").filter {
      $0["Role"].flatMap(reader.resource(namedBy:)) == role.logicalID
    }
    return functions.count == 1 ? functions[0] : nil
  }

  private mutating func learn(account principal: Principal) {
    guard let account = principal.account?.literal else { return }
    let partition = principal.name.description.split(separator: ":").dropFirst().first.map(String.init)
    place(account: account, partition: partition)
  }
}
