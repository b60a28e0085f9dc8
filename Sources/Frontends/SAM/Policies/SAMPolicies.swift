import Source
import Spec
import Synchronization

/// One entry of `Policies`.
struct SAMPolicy {
  /// What an entry is.
  enum Kind {
    /// A document.
    case statement
    /// A managed policy's name or ARN.
    case managed
    case template
    /// A condition that chooses between two of the others, or whose branches are not two.
    case mixed
    case unknown
  }

  let kind: Kind
  let value: SAMValue
}

/// The policies of a function or state machine ("Policies", AWS::Serverless::Function, AWS SAM Developer Guide).
struct SAMPolicies {
  let entries: [SAMPolicy]
  let property: String

  init(_ value: SAMValue?, property: String = "Policies") {
    self.property = property
    guard let value, value.isTruthy else {
      entries = []
      return
    }
    let items = value.list ?? [value]
    entries = items.map { SAMPolicy(kind: Self.kind($0), value: $0) }
  }

  static func kind(_ value: SAMValue) -> SAMPolicy.Kind {
    if value.isString { return .managed }
    guard let map = value.map else { return .unknown }
    if map["Statement"] != nil { return .statement }
    if let arguments = value.ifArguments {
      guard let parts = arguments.list, parts.count == 3 else { return .mixed }
      if parts[1].isNoValue { return kind(parts[2]) }
      if parts[2].isNoValue { return kind(parts[1]) }
      let (then, other) = (kind(parts[1]), kind(parts[2]))
      return then == other ? then : .mixed
    }
    if value.isIntrinsic { return .managed }
    if map.count == 1, let name = map.entries.first?.key, SAMPolicyTemplate.named(name) != nil { return .template }
    return .unknown
  }
}

extension SAMTranslation {
  /// The policies with templates replaced by the documents they stand for.
  func expanded(_ policies: SAMPolicies, _ source: SAMSource) throws(SAMFault) -> [SAMPolicy] {
    var result: [SAMPolicy] = []
    for policy in policies.entries {
      switch policy.kind {
      case .template: result.append(SAMPolicy(kind: .statement, value: try expanded(policy.value, source)))
      case .mixed:
        guard policy.value.ifArguments?.list?.count == 3 else {
          throw .document("Fn::If requires 3 arguments", policy.value.span)
        }
        throw .document(
          "Different policy types within the same Fn::If statement is unsupported. Separate different policy types into "
            + "different Fn::If statements", policy.value.span)
      case .statement, .managed, .unknown: result.append(policy)
      }
    }
    return result
  }

  private func expanded(_ value: SAMValue, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    if let parts = value.ifArguments?.list, parts.count == 3 {
      let then = parts[1].isNoValue ? parts[1] : try expanded(parts[1], source)
      let other = parts[2].isNoValue ? parts[2] : try expanded(parts[2], source)
      return SAMValue.at(value.span, ["Fn::If": [parts[0], then, other]])
    }
    guard let entry = value.map?.entries.first, let template = SAMPolicyTemplate.named(entry.key) else { return value }
    guard let given = entry.value.map else {
      throw source.fault("Must specify valid parameter values for policy template '\(entry.key)'", entry.value.span)
    }
    let missing = template.parameters.map(\.self).filter { given[$0] == nil }.sorted()
    guard missing.isEmpty else {
      throw source.fault(
        "Following required parameters of template '\(entry.key)' don't have values: \(missing.pythonList)",
        entry.keySpan ?? value.span)
    }
    guard let definition = Self.definition(of: template) else { return value }
    return SAMValue(Self.filled(definition, given).kind, value.span)
  }

  /// What a template stands for, read once: most templates name the same few.
  private static func definition(of template: SAMPolicyTemplate) -> SAMValue? {
    definitions.withLock { definitions in
      if let known = definitions[template] { return known }
      let definition = SAMValue(json: template.definition)
      definitions[template] = definition
      return definition
    }
  }

  private static let definitions = Mutex<[SAMPolicyTemplate: SAMValue]>([:])

  /// A definition with each parameter replaced by its value.
  private static func filled(_ value: SAMValue, _ given: SAMMap) -> SAMValue {
    switch value.kind {
    case .list(let items): return items.allSatisfy(\.isLeaf) ? value : .list(items.map { filled($0, given) })
    case .map(var map):
      if let name = value.refersTo, let own = given[name] { return own }
      map.mapValues { if !$1.isLeaf { $1 = filled($1, given) } }
      return .map(map)
    case .null, .bool, .number, .string: return value
    }
  }

  /// The ARN of a managed policy that is given by name; anything else as it is.
  func managedPolicy(_ value: SAMValue) -> SAMValue {
    guard let name = value.string else { return value }
    if let policy = SAMManagedPolicy.named(name), policy.partitions.contains(where: { $0 == partition }) {
      let own = partition == "aws-eusc" ? "aws" : partition
      return SAMValue(.string("arn:\(own):iam::aws:policy/\(policy.path)"), value.span)
    }
    if let arn = inputs.managedPolicies[name] { return SAMValue(.string(arn), value.span) }
    return value
  }

  /// What a role is made of.
  struct RoleParts {
    var trust: SAMValue
    var managed: [SAMValue]
    /// Inline policies that go before those that were written.
    var documents: [SAMValue] = []
    var policies: [SAMPolicy]
    var property = "Policies"
    var path: SAMValue?
    var boundary: SAMValue?
    var tags: SAMValue
  }

  /// The role of a function or state machine.
  func role(_ source: SAMSource, _ parts: RoleParts) throws(SAMFault) -> SAMResource {
    let id = source.id + "Role"
    var managed = parts.managed
    var documents = parts.documents
    for (index, policy) in parts.policies.enumerated() {
      switch policy.kind {
      case .statement: documents.append(Self.inline(policy.value, name: "\(id)Policy\(index)"))
      case .managed:
        let arn =
          policy.value.ifArguments?.list?.count == 3 ? conditionalPolicy(policy.value) : managedPolicy(policy.value)
        if !managed.contains(arn) { managed.append(arn) }
      case .template, .mixed, .unknown:
        throw source.fault(
          "Policy at index \(index) in the '\(parts.property)' property is not valid", policy.value.span)
      }
    }
    var properties = SAMMap()
    properties.set("AssumeRolePolicyDocument", parts.trust)
    if !managed.isEmpty { properties.set("ManagedPolicyArns", .list(managed)) }
    if !documents.isEmpty { properties.set("Policies", .list(documents)) }
    if let path = parts.path { properties.set("Path", path) }
    if let boundary = parts.boundary { properties.set("PermissionsBoundary", boundary) }
    properties.set("Tags", parts.tags)
    return SAMResource(id, "AWS::IAM::Role", SAMValue(.map(properties)), source.inherited, span: source.span)
  }

  private func conditionalPolicy(_ value: SAMValue) -> SAMValue {
    guard let parts = value.ifArguments?.list, parts.count == 3 else { return value }
    return SAMValue.at(value.span, ["Fn::If": [parts[0], managedPolicy(parts[1]), managedPolicy(parts[2])]])
  }

  /// A document as an inline policy, in each branch of a condition.
  private static func inline(_ value: SAMValue, name: String) -> SAMValue {
    if let parts = value.ifArguments?.list, parts.count == 3 {
      let branches = parts[1...].map { $0.isNoValue ? $0 : inline($0, name: name) }
      return SAMValue.at(value.span, ["Fn::If": .list([parts[0]] + branches)])
    }
    return SAMValue.at(value.span, ["PolicyName": .string(name), "PolicyDocument": value])
  }
}
