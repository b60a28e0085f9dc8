import Source
import Template

// Edits of the permissions of a template, by which faults are made.

extension StackTemplate {
  /// Changes each statement of a role's policies; nil takes it out.
  func editingStatements(
    ofRole id: String, _ reader: WireReader, _ change: (ValueMap) -> ValueMap?
  ) -> StackTemplate {
    var copy = self
    for resource in resources {
      copy.update(resource.logicalID) { owner in
        if resource.logicalID == id, let policies = owner["Policies"]?.list {
          let changed = policies.map { $0.editingStatements("PolicyDocument", change) }
          owner.properties.set("Policies", at: owner.span, .list(changed, owner.span))
        } else if resource.type == "AWS::IAM::Policy",
          (owner["Roles"]?.list ?? []).contains(where: { reader.resource(namedBy: $0) == id })
        {
          owner.editStatements("PolicyDocument", change)
        }
      }
    }
    return copy.withoutEmptyPolicies
  }

  /// Changes the statement of a role's trust policy.
  func editingTrust(of role: Resource, _ change: (ValueMap) -> ValueMap?) -> StackTemplate {
    var copy = self
    copy.update(role.logicalID) { $0.editStatements("AssumeRolePolicyDocument", change) }
    return copy
  }

  /// Changes what lets some services deliver to the target of a wire; nil takes it out.
  func editingAdmissions(
    of wire: Wire, _ services: Set<String>, _ reader: WireReader, _ change: (ValueMap) -> ValueMap?
  ) -> StackTemplate {
    var copy = self
    let target = wire.target.resourceID ?? ""
    var gone: Set<String> = []
    for resource in resources {
      let named = { (property: String) in
        (resource[property]?.listOrSelf ?? []).contains { reader.resource(namedBy: $0) == target }
      }
      func edit(_ statement: ValueMap) -> ValueMap? {
        statement.principalService.map(services.contains) == true ? change(statement) : statement
      }
      switch resource.type {
      case "AWS::SQS::QueuePolicy" where named("Queues"), "AWS::SNS::TopicPolicy" where named("Topics"):
        copy.update(resource.logicalID) { $0.editStatements("PolicyDocument", edit) }
      case "AWS::Logs::LogGroup" where resource.logicalID == target:
        copy.update(resource.logicalID) { $0.editStatements("ResourcePolicyDocument", edit) }
      case "AWS::Lambda::Permission" where named("FunctionName"):
        guard services.contains(resource["Principal"]?.string ?? "") else { continue }
        if let changed = change(resource.properties) {
          copy.update(resource.logicalID) { $0.properties = changed }
        } else {
          gone.insert(resource.logicalID)
        }
      default: continue
      }
    }
    return copy.without(gone).withoutEmptyPolicies
  }

  /// Changes each statement of each key's policy; nil takes it out.
  func editingKeyPolicies(_ change: (ValueMap) -> ValueMap?) -> StackTemplate {
    var copy = self
    for key in resources(ofType: "AWS::KMS::Key") {
      copy.update(key.logicalID) { $0.editStatements("KeyPolicy", change) }
    }
    return copy
  }

  /// The template without resources, and without waiting for them.
  private func without(_ gone: Set<String>) -> StackTemplate {
    guard !gone.isEmpty else { return self }
    var copy = StackTemplate(source: source)
    copy.parameters = parameters
    for var resource in resources where !gone.contains(resource.logicalID) {
      resource.dependsOn.removeAll { gone.contains($0.text) }
      copy.add(resource)
    }
    return copy
  }

  /// The template without policies that say nothing.
  private var withoutEmptyPolicies: StackTemplate {
    var copy = self
    for role in resources(ofType: "AWS::IAM::Role") where role["Policies"] != nil {
      let left = (role["Policies"]?.list ?? []).filter { $0["PolicyDocument"]?["Statement"]?.list?.isEmpty != true }
      copy.update(role.logicalID) { role in
        if left.isEmpty {
          role.properties.entries.removeAll { $0.key == "Policies" }
        } else {
          role.properties.set("Policies", at: role.span, .list(left, role.span))
        }
      }
    }
    for group in resources(ofType: "AWS::Logs::LogGroup")
    where group["ResourcePolicyDocument"]?["Statement"]?.list?.isEmpty == true {
      copy.update(group.logicalID) { $0.properties.entries.removeAll { $0.key == "ResourcePolicyDocument" } }
    }
    let empty = resources.filter { $0["PolicyDocument"]?["Statement"]?.list?.isEmpty == true }
    return copy.without(Set(empty.map(\.logicalID)))
  }
}

extension Resource {
  fileprivate mutating func editStatements(_ property: String, _ change: (ValueMap) -> ValueMap?) {
    guard self[property] != nil else { return }
    let whole = Value(.map(properties), span).editingStatements(property, change)
    properties = whole.map ?? properties
  }
}

extension Value {
  fileprivate func editingStatements(_ property: String, _ change: (ValueMap) -> ValueMap?) -> Value {
    guard var outer = map, var document = outer[property]?.map, let list = document["Statement"]?.listOrSelf else {
      return self
    }
    let changed = list.compactMap { statement in statement.map.flatMap(change).map { Value(.map($0), statement.span) } }
    document.set("Statement", at: span, .list(changed, span))
    outer.set(property, at: span, Value(.map(document), span))
    return Value(.map(outer), span)
  }
}

extension ValueMap {
  /// The actions of a statement.
  var actions: Set<String> { Set((self["Action"]?.listOrSelf ?? []).compactMap(\.string)) }

  /// The service that a statement, or a permission, is for.
  var principalService: String? { self["Principal"]?["Service"]?.string ?? self["Principal"]?.string }

  /// A statement without some actions; nil where none is left.
  func without(_ lost: Set<String>) -> ValueMap? {
    let left = actions.subtracting(lost).sorted()
    guard left.count < actions.count, let span = self["Action"]?.span else { return self }
    return left.isEmpty ? nil : setting("Action", .list(left.map { .string($0, span) }, span))
  }

  func setting(_ key: String, _ value: Value) -> ValueMap {
    var copy = self
    copy.set(key, at: value.span, value)
    return copy
  }

  /// A statement with a condition more, or another value of one.
  func condition(_ operation: String, _ key: String, _ value: Value) -> ValueMap {
    var conditions = self["Condition"]?.map ?? ValueMap()
    for (index, entry) in conditions.entries.enumerated() {
      conditions.entries[index].value.kind = .map(ValueMap((entry.value.map?.entries ?? []).filter { $0.key != key }))
    }
    conditions.entries.removeAll { $0.value.map?.isEmpty == true }
    var block = conditions[operation]?.map ?? ValueMap()
    block.set(key, at: value.span, value)
    conditions.set(operation, at: value.span, Value(.map(block), value.span))
    return setting("Condition", Value(.map(conditions), value.span))
  }

  /// A statement, or a permission, for another source.
  func sourceARN(_ arn: Value) -> ValueMap {
    self["FunctionName"] != nil ? setting("SourceArn", arn) : condition("ArnLike", "aws:SourceArn", arn)
  }

  /// A statement, or a permission, for sources of another account.
  func sourceAccount(_ account: Value) -> ValueMap {
    self["FunctionName"] != nil
      ? setting("SourceAccount", account) : condition("StringEquals", "aws:SourceAccount", account)
  }
}
