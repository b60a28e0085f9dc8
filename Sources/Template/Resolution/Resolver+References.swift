public import Source
import Spec

extension Resolver {
  /// What `Ref` of a name gives: a parameter's value, or what the resource's type documents ("Return values").
  func reference(_ name: String, _ effort: Effort) -> Datum.Kind {
    if let parameter = template.parameter(name) {
      let text = value(of: parameter, effort)
      guard ParameterType.isList(parameter.type), let literal = text.literal else { return .string(text) }
      // Each member of a list is trimmed ("CommaDelimitedList", AWS CloudFormation User Guide).
      let items = literal.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
      let span = parameter.defaultValue?.span ?? parameter.name.span
      return .list(items.map { Datum(.string(PartialText($0)), span) })
    }
    if Deployment.isPseudoParameter(name) {
      let known = deployment.pseudoParameter(name).map { PartialText($0) } ?? deployment.generated[name]
      return known.map { .string($0) } ?? .unknown(Hole(name))
    }
    guard let resource = template[name] else { return .unknown(Hole(name)) }
    switch resource.identity?.refIs {
    case .name: return .string(physicalName(of: resource, effort))
    case .arn: return .string(arn(of: resource, effort) ?? hole(name, "Arn"))
    case .url: return .string(url(of: resource, effort))
    case .id, nil: return .string(hole(name, nil))
    }
  }

  /// What `Fn::GetAtt` gives.
  func attribute(_ attribute: String, of id: String, _ effort: Effort) -> PartialText {
    guard let resource = template[id], let identity = resource.identity else {
      return hole(id, attribute)
    }
    if attribute == identity.arnAttribute { return arn(of: resource, effort) ?? hole(id, attribute) }
    if attribute == identity.nameProperty { return physicalName(of: resource, effort) }
    return hole(id, attribute)
  }

  /// The ARN that a resource will have, as far as it is known.
  public func arn(of resource: Resource) -> PartialText? {
    arn(of: resource, Effort())
  }

  private func arn(of resource: Resource, _ effort: Effort) -> PartialText? {
    memo.arn(of: resource, effort) { madeARN(of: resource, effort) }
  }

  private func madeARN(of resource: Resource, _ effort: Effort) -> PartialText? {
    guard let form = resource.identity.flatMap({ Self.arnForms[$0] }) else { return nil }
    var arn = PartialText("")
    for part in form {
      switch part {
      case .literal(let text): arn.append(.literal(text))
      case .reference(let name): arn.append(arnPart(name.text, of: resource, effort))
      }
    }
    return arn
  }

  /// The ARN's form of every type that has one, parsed once.
  private static let arnForms: [ResourceIdentity: [Substitution.Part]] = Dictionary(
    ResourceIdentity.all.compactMap { identity in
      identity.arnTemplate.map { form in
        (identity, Substitution(form, span: Span(SourceID(0), 0, 0), variables: ValueMap()).parts)
      }
    }, uniquingKeysWith: { first, _ in first })

  /// The service in the ARN of a resource; nil for one whose type has no ARN.
  static func serviceInARN(of resource: Resource) -> String? { resource.identity.flatMap { services[$0] } }

  private static let services: [ResourceIdentity: String] = Dictionary(
    ResourceIdentity.all.compactMap { identity in
      let parts = identity.arnTemplate?.split(separator: ":", maxSplits: 3) ?? []
      return parts.count > 2 ? (identity, String(parts[2])) : nil
    }, uniquingKeysWith: { first, _ in first })

  private func arnPart(_ name: String, of resource: Resource, _ effort: Effort) -> PartialText {
    switch name {
    case "Partition": return pseudo("AWS::Partition")
    case "Region": return pseudo("AWS::Region")
    case "Account": return pseudo("AWS::AccountId")
    case "Name": return nameInARN(of: resource, effort)
    case "Property.Path": return resource["Path"].flatMap { follow($0, effort) } ?? PartialText("/")
    // "If you do not specify a schedule group, the default group is used" (AWS::Scheduler::Schedule).
    case "Property.GroupName": return resource["GroupName"].flatMap { follow($0, effort) } ?? PartialText("default")
    default:
      guard name.hasPrefix("Property."), let value = resource[String(name.dropFirst(9))] else {
        return hole(resource.logicalID, nil)
      }
      return follow(value, effort) ?? hole(resource.logicalID, String(name.dropFirst(9)))
    }
  }

  /// A rule of a bus other than the default one has the bus before its name (EventBridge User Guide, "Rules").
  private func nameInARN(of resource: Resource, _ effort: Effort) -> PartialText {
    var name = PartialText("")
    if resource.type == "AWS::Events::Rule", let bus = resource["EventBusName"].flatMap({ follow($0, effort) }),
      bus.literal != "default"
    {
      name.append(bus)
      name.append(.literal("/"))
    }
    name.append(physicalName(of: resource, effort))
    return name
  }

  private func pseudo(_ name: String) -> PartialText {
    deployment.pseudoParameter(name).map { PartialText($0) } ?? PartialText(Hole(name))
  }

  /// The name a resource will have in AWS: the one written, else a hole that stands for the one CloudFormation makes.
  public func physicalName(of resource: Resource) -> PartialText {
    physicalName(of: resource, Effort())
  }

  private func physicalName(of resource: Resource, _ effort: Effort) -> PartialText {
    memo.name(of: resource, effort) { writtenName(of: resource, effort) }
  }

  private func writtenName(of resource: Resource, _ effort: Effort) -> PartialText {
    if let property = resource.identity?.nameProperty, let value = resource[property],
      let name = follow(value, effort)
    {
      return name
    }
    var name = deployment.generated[resource.logicalID] ?? PartialText("")
    if name.parts.isEmpty {
      // `stack-LogicalId-random` ("Physical ID", CloudFormation User Guide): two resources never share a name.
      name = pseudo("AWS::StackName")
      name.append(.literal("-\(resource.logicalID)-"))
      name.append(hole(resource.logicalID, nil))
    }
    if resource.isFIFO(self) { name.append(.literal(".fifo")) }
    return name
  }

  private func url(of resource: Resource, _ effort: Effort) -> PartialText {
    if let url = deployment.generated["\(resource.logicalID).QueueUrl"] { return url }
    var url = PartialText("https://sqs.")
    url.append(pseudo("AWS::Region"))
    url.append(.literal(".amazonaws.com/"))
    url.append(pseudo("AWS::AccountId"))
    url.append(.literal("/"))
    url.append(physicalName(of: resource, effort))
    return url
  }

  private func value(of parameter: Parameter, _ effort: Effort) -> PartialText {
    if let bound = deployment.parameters[parameter.name.text] { return PartialText(bound) }
    if !parameter.type.hasPrefix("AWS::SSM::"), let value = parameter.defaultValue, let text = follow(value, effort) {
      return text
    }
    return hole(parameter.name.text, nil)
  }

  /// The text of a value that stands elsewhere in the template.
  private func follow(_ value: Value, _ effort: Effort) -> PartialText? { effort.follow { text(value, effort) } }

  private func hole(_ id: String, _ attribute: String?) -> PartialText {
    let name = attribute.map { "\(id).\($0)" } ?? id
    return deployment.generated[name] ?? PartialText(Hole(name))
  }
}

extension Resource {
  /// Whether this queue or topic is first-in-first-out.
  public func isFIFO(_ resolver: Resolver) -> Bool {
    for property in ["FifoQueue", "FifoTopic"] {
      if let value = self[property] { return resolver.literal(value) == "true" }
    }
    return false
  }
}
