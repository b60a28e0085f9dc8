import Diagnostics
import Source
import Spec
import Template

/// Takes references away that close a circle and need not stand where they do: CloudFormation makes a resource after those
/// it refers to, and refuses resources that need each other.
struct CircleBreaking {
  private(set) var template: StackTemplate
  private(set) var findings = Findings()

  /// Circles that are taken up; each way out ends one, and a stack that has more is better looked at by its author.
  private static let mostCircles = 64

  init(_ template: StackTemplate) { self.template = template }

  /// Breaks each circle that has a way out; the others stay, for the check that explains them.
  mutating func run() {
    for _ in 0..<Self.mostCircles {
      let cycles = DependencyGraph(template).cycles
      guard let (cycle, edge, way) = cycles.lazy.compactMap(wayOut).first else { return }
      switch way {
      case .ownPolicy: moveStatements(edge)
      case .constructedARN: writeOut(edge)
      }
      findings.report(.circleBroken(cycle, edge, way, template))
    }
  }

  /// How a circle is broken.
  enum Way {
    /// The role's statements move to a policy that is made after the role.
    case ownPolicy
    /// The ARN is written out from a name that is given.
    case constructedARN
  }

  private func wayOut(
    _ cycle: [DependencyGraph.Edge]
  ) -> (cycle: [DependencyGraph.Edge], edge: DependencyGraph.Edge, way: Way)? {
    if let edge = cycle.first(where: { template[$0.from]?.type == "AWS::IAM::Role" && $0.property == "Policies" }) {
      return (cycle, edge, .ownPolicy)
    }
    return cycle.first { edge in
      guard let property = edge.property, let resource = template[edge.from], let value = resource[property],
        Self.texts[resource.type]?.contains(property) == true
      else { return false }
      var isWhole = true
      value.forEachReference { reference in
        if reference.target.text == edge.to, Self.text(of: reference, template) == nil { isWhole = false }
      }
      return isWhole
    }.map { (cycle, $0, .constructedARN) }
  }

  // MARK: A policy of its own

  private mutating func moveStatements(_ edge: DependencyGraph.Edge) {
    guard let role = template[edge.from], let policies = role["Policies"]?.list else { return }
    let moved = policies.filter { refers($0, to: edge.to) }
    let kept = policies.filter { !refers($0, to: edge.to) }
    template.update(edge.from) { role in
      if kept.isEmpty {
        role.properties.entries.removeAll { $0.key == "Policies" }
      } else {
        role.properties.set("Policies", at: policies[0].span, .list(kept, policies[0].span))
      }
    }
    for policy in moved { addPolicy(policy, of: role) }
  }

  private mutating func addPolicy(_ inline: Value, of role: Resource) {
    var id = "\(role.logicalID)Policy"
    while template[id] != nil { id += "More" }
    var policy = Resource(
      id, "AWS::IAM::Policy", at: inline.span, extent: role.extent, label: role.label, origin: .derived)
    for entry in inline.map?.entries ?? [] { policy.properties.set(entry.key, at: entry.keySpan, entry.value) }
    policy.properties.set("Roles", at: role.span, .list([.ref(role.logicalID, role.span)], role.span))
    policy.condition = role.condition
    template.add(policy, after: role.logicalID)
    // Lambda asks the role when it makes a mapping or a destination, so these wait for the policy.
    for resource in template.resources where Self.asking.contains(resource.type) {
      guard let function = resource["FunctionName"].flatMap(Self.target), let used = template[function]?["Role"],
        Self.target(used) == role.logicalID
      else { continue }
      template.update(resource.logicalID) { $0.dependsOn.append(Name(id, inline.span)) }
    }
  }

  private static let asking: Set<String> = ["AWS::Lambda::EventSourceMapping", "AWS::Lambda::EventInvokeConfig"]

  private static func target(_ value: Value) -> String? {
    var found: String?
    value.forEachReference { found = found ?? $0.target.text }
    return found
  }

  private func refers(_ value: Value, to id: String) -> Bool {
    var found = false
    value.forEachReference { if $0.target.text == id { found = true } }
    return found
  }

  // MARK: A constructed ARN

  /// Properties in which AWS takes an ARN or a name for text: what it names need not be there yet. Elsewhere AWS looks it
  /// up when the resource is made (a queue's dead-letter queue, a target's role), and it must be made before.
  private static let texts: [String: Set<String>] = [
    "AWS::IAM::ManagedPolicy": ["PolicyDocument"],
    "AWS::IAM::Policy": ["PolicyDocument"],
    "AWS::IAM::Role": ["Policies"],
    "AWS::IAM::RolePolicy": ["PolicyDocument"],
    "AWS::Lambda::Function": ["Environment", "Tags"],
    "AWS::Lambda::Permission": ["SourceArn"],
    "AWS::SNS::TopicPolicy": ["PolicyDocument"],
    "AWS::SQS::QueuePolicy": ["PolicyDocument"],
    "AWS::StepFunctions::StateMachine": ["Definition", "DefinitionString", "DefinitionSubstitutions"],
  ]

  private mutating func writeOut(_ edge: DependencyGraph.Edge) {
    guard let property = edge.property else { return }
    let before = template
    template.update(edge.from) { resource in
      guard let entry = resource.properties.entry(property) else { return }
      let value = entry.value.writingOut { reference in
        reference.target.text == edge.to ? Self.text(of: reference, before) : nil
      }
      resource.properties.set(property, at: entry.keySpan, value)
    }
  }

  /// What a reference stands for, written for `Fn::Sub` from a name that the target has been given; nil where its name is
  /// not known before.
  private static func text(of reference: Reference, _ template: StackTemplate) -> String? {
    guard let target = template[reference.target.text], let identity = ResourceIdentity.of(target.type),
      let property = identity.nameProperty, let name = target[property].flatMap({ knownBefore($0, template) })
    else { return nil }
    let isARN =
      reference.attribute.map { $0.text == identity.arnAttribute } ?? (identity.refIs == .arn)
    if isARN {
      guard let arn = identity.arnTemplate, !arn.contains("${Property."), !arn.contains("${Ref}") else { return nil }
      return arn.replacing("${Partition}", with: "${AWS::Partition}").replacing("${Region}", with: "${AWS::Region}")
        .replacing("${Account}", with: "${AWS::AccountId}").replacing("${Name}", with: name)
    }
    return reference.attribute == nil && identity.refIs == .name ? name : nil
  }

  /// A text that names nothing of the template but parameters.
  private static func knownBefore(_ value: Value, _ template: StackTemplate) -> String? {
    var isKnown = true
    value.forEachReference { if template[$0.target.text] != nil { isKnown = false } }
    guard isKnown else { return nil }
    if let text = value.string { return text.replacingDollarBraces() }
    if let call = value.intrinsic, call.function == .sub { return call.argument.string }
    return value.substitutionToken.map { "${\($0)}" }
  }
}
