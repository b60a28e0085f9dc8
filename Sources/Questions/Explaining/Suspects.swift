import Denials
import Policy
import Source
import Template
import Validators

/// Who may be meant by a sentence that names nobody: everyone in the stack who does such a thing.
struct Suspect {
  let party: Party
  let actions: [String]
  let resource: PartialText
  let target: Resource?
}

extension StackPolicies {
  /// Everyone whom a service's own wording fits, the resource being the one that is named, if one is.
  func suspects(_ denial: Denial, _ named: Resource?) -> [Suspect] {
    guard let wording = denial.wording else { return [] }
    let found: [Suspect]
    switch wording.asker {
    case .caller: found = []
    case .executionRole: found = holders("AWS::Lambda::Function", denial) + networked(denial)
    case .stateMachineRole: found = holders("AWS::StepFunctions::StateMachine", denial)
    case .service(let service):
      found = wording.policyType == .trust ? assumers(service) : deliveries(service, denial)
    }
    guard let named else { return found }
    let fitting = found.filter { $0.target?.logicalID == named.logicalID }
    return fitting
  }

  /// Resources of a type whose role needs one of the actions for an arrow.
  private func holders(_ type: String, _ denial: Denial) -> [Suspect] {
    let wanted = Set(denial.spelledActions.map { $0.lowercased() })
    return context.wireNeeds.compactMap { need in
      guard case .role(let role, let holder) = need.asker, holder.type == type else { return nil }
      let actions = need.actions.filter { wanted.contains($0.lowercased()) }
      guard !actions.isEmpty else { return nil }
      return Suspect(party: party(role, holder), actions: actions, resource: need.resource, target: need.target)
    }
  }

  /// Functions in a network, whose roles make its interfaces.
  private func networked(_ denial: Denial) -> [Suspect] {
    guard denial.service == "ec2" || denial.actions.contains(where: { $0.value.hasPrefix("ec2:") }) else { return [] }
    return context.resources("AWS::Lambda::Function").compactMap { function in
      guard function["VpcConfig"] != nil, let role = role(of: function["Role"]) else { return nil }
      return Suspect(party: party(role, function), actions: denial.spelledActions, resource: "*", target: nil)
    }
  }

  /// Roles that a service must be able to assume.
  private func assumers(_ service: String) -> [Suspect] {
    var named: [Value?] = []
    if service == "lambda.amazonaws.com" {
      named = context.resources("AWS::Lambda::Function").map { $0["Role"] }
    } else {
      named = context.wires.filter { $0.kind.rawValue.hasPrefix("api-") }.map(\.role)
    }
    return named.compactMap(role).map { role in
      Suspect(
        party: Party(outside: .service(PartialText(service))), actions: ["sts:AssumeRole"],
        resource: context.resolver.arn(of: role) ?? "*", target: role)
    }
  }

  /// What a service delivers on its own behalf.
  private func deliveries(_ service: String, _ denial: Denial) -> [Suspect] {
    let isEvents = service == "events.amazonaws.com"
    let wanted = Set(denial.spelledActions.map { $0.lowercased() })
    return context.wireNeeds.compactMap { need in
      let actions = wanted.isEmpty ? need.actions : need.actions.filter { wanted.contains($0.lowercased()) }
      guard !actions.isEmpty else { return nil }
      switch need.asker {
      case .service(service, let source):
        if let named = denial.source?.value, source.literal != named { return nil }
        return Suspect(
          party: Party(outside: .service(PartialText(service)), source: source), actions: actions,
          resource: need.resource, target: need.target)
      case .role(let role, let holder) where isEvents && holder.type == "AWS::Events::Rule":
        return Suspect(party: party(role, holder), actions: actions, resource: need.resource, target: need.target)
      case .service, .role: return nil
      }
    }
  }

  private func role(of value: Value?) -> Resource? {
    context.resource(value.flatMap(context.reader.resource(namedBy:))).flatMap {
      $0.type == "AWS::IAM::Role" ? $0 : nil
    }
  }

  /// The role as the holder has it.
  func party(_ role: Resource, _ holder: Resource?) -> Party {
    let arn = context.resolver.arn(of: role) ?? PartialText(Hole(role.logicalID))
    return Party(
      role: role, function: holder?.type == "AWS::Lambda::Function" ? holder : nil,
      principal: .role(arn, account: context.policies.account))
  }
}
