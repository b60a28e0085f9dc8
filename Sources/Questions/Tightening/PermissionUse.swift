import Policy
import Source
public import Template
import Validators
public import Wiring
import YAML

/// A stack held against a recording of what its roles were used for.
public struct PermissionUse: Sendable {
  let stack: AskedStack
  let policies: StackPolicies
  let recording: Recording
  let deployment: Deployment
  /// What grants something to roles, in the order of places.
  public let grants: [Grant]
  /// The calls of the recording that this stack's roles are allowed.
  public let replayed: [RecordedCall]
  private let requests: [RecordedCall: AccessRequest]

  /// Holds a stack against a recording. `deployment` is the place where it was recorded.
  public init(_ stack: AskedStack, _ recording: Recording, at deployment: Deployment) {
    self.stack = stack
    self.recording = recording
    self.deployment = deployment
    let policies = StackPolicies(stack.context(deployment))
    self.policies = policies
    grants = stack.grants(policies)
    var requests: [RecordedCall: AccessRequest] = [:]
    var replayed: [RecordedCall] = []
    var names = DeployedNames(stack)
    names.place(deployment)
    for call in recording.calls where requests[call] == nil {
      guard let answer = Self.answer(call, stack, policies, &names) else { continue }
      requests[call] = answer.request
      if answer.decision.isAllowed { replayed.append(call) }
    }
    self.requests = requests
    self.replayed = replayed
  }

  private static func answer(
    _ call: RecordedCall, _ stack: AskedStack, _ policies: StackPolicies, _ names: inout DeployedNames
  ) -> StackAnswer? {
    guard let role = stack.template[call.role], let arn = policies.context.resolver.arn(of: role) else { return nil }
    let party = Party(
      role: role, function: call.function.flatMap { stack.template[$0] },
      principal: .role(arn, account: policies.context.policies.account))
    return policies.ask(
      party, call.action, on: PartialText(call.resource), of: names.resource(arn: call.resource)?.resource,
      context: call.context.mapValues { $0.map { PartialText($0) } })
  }

  /// The recorded calls that a grant allows by itself.
  func calls(servedBy grant: Grant) -> [RecordedCall] {
    replayed.filter { call in requests[call].map { grant.serves(call, $0) } ?? false }
  }

  /// The functions that run with some of a grant's roles, each with whether the recording has a call of its.
  func functions(of grant: Grant) -> [(function: Resource, isRecorded: Bool)] {
    let recorded = Set(recording.calls.compactMap(\.function))
    return stack.template.resources(ofType: "AWS::Lambda::Function").filter { function in
      function["Role"].flatMap(policies.context.reader.resource(namedBy:)).map(grant.roles.contains) ?? false
    }.map { ($0, recorded.contains($0.logicalID)) }
  }

  /// Whether the recording would hold every call that a pattern of actions stands for.
  func sees(_ action: String) -> Bool {
    let service = action.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() } ?? ""
    return action.contains(":") && recording.services.contains(service)
  }

  /// Whether no recorded call is allowed by a grant.
  public func isUnused(_ grant: Grant) -> Bool { calls(servedBy: grant).isEmpty }
}

extension Grant {
  /// Whether the recording would hold every call that the grant is for. The keys that an access word brings along come and go
  /// with it.
  public func isSeenWhole(by use: PermissionUse) -> Bool {
    let isWord = place.form == .access && place.item["allow"] == nil
    return actions.allSatisfy { use.sees($0) || (isWord && $0.lowercased().hasPrefix("kms:")) }
  }
}
