public import Source
import Spec

extension Resolver {
  /// What `Ref` of a name gives: a parameter's value, or what the resource's type documents ("Return values").
  func reference(_ name: String) -> Datum.Kind {
    if let parameter = template.parameter(name) { return .string(value(of: parameter)) }
    if Deployment.pseudoParameters.contains(name) {
      let known = deployment.pseudoParameter(name).map { PartialText($0) } ?? deployment.generated[name]
      return known.map { .string($0) } ?? .unknown(Hole(name))
    }
    guard let resource = template[name] else { return .unknown(Hole(name)) }
    switch ResourceType.named(resource.type)?.identity?.refIs {
    case .name: return .string(physicalName(of: resource))
    case .arn: return .string(arn(of: resource) ?? hole(name, "Arn"))
    case .url: return .string(url(of: resource))
    case .id, nil: return .string(hole(name, nil))
    }
  }

  /// What `Fn::GetAtt` gives.
  func attribute(_ attribute: String, of id: String) -> PartialText {
    guard let resource = template[id], let identity = ResourceType.named(resource.type)?.identity else {
      return hole(id, attribute)
    }
    if attribute == identity.arnAttribute { return arn(of: resource) ?? hole(id, attribute) }
    if attribute == identity.nameProperty { return physicalName(of: resource) }
    return hole(id, attribute)
  }

  /// The ARN that a resource will have, as far as it is known.
  public func arn(of resource: Resource) -> PartialText? {
    guard let form = ResourceType.named(resource.type)?.identity?.arnTemplate else { return nil }
    var arn = PartialText("")
    for part in Substitution(form, span: resource.span, variables: ValueMap()).parts {
      switch part {
      case .literal(let text): arn.append(.literal(text))
      case .reference(let name): arn.append(arnPart(name.text, of: resource))
      }
    }
    return arn
  }

  private func arnPart(_ name: String, of resource: Resource) -> PartialText {
    switch name {
    case "Partition": return pseudo("AWS::Partition")
    case "Region": return pseudo("AWS::Region")
    case "Account": return pseudo("AWS::AccountId")
    case "Name": return nameInARN(of: resource)
    case "Property.Path": return resource["Path"].flatMap(text) ?? PartialText("/")
    default:
      guard name.hasPrefix("Property."), let value = resource[String(name.dropFirst(9))] else {
        return hole(resource.logicalID, nil)
      }
      return text(value) ?? hole(resource.logicalID, String(name.dropFirst(9)))
    }
  }

  /// A rule of a bus other than the default one has the bus before its name (EventBridge User Guide, "Rules").
  private func nameInARN(of resource: Resource) -> PartialText {
    var name = PartialText("")
    if resource.type == "AWS::Events::Rule", let bus = resource["EventBusName"].flatMap(text), bus.literal != "default"
    {
      name.append(bus)
      name.append(.literal("/"))
    }
    name.append(physicalName(of: resource))
    return name
  }

  private func pseudo(_ name: String) -> PartialText {
    deployment.pseudoParameter(name).map { PartialText($0) } ?? PartialText(parts: [.hole(Hole(name))])
  }

  /// The name a resource will have in AWS: the one written, else a hole that stands for the one CloudFormation makes.
  public func physicalName(of resource: Resource) -> PartialText {
    if let property = ResourceType.named(resource.type)?.identity?.nameProperty, let value = resource[property],
      let name = text(value)
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

  private func url(of resource: Resource) -> PartialText {
    if let url = deployment.generated["\(resource.logicalID).QueueUrl"] { return url }
    var url = PartialText("https://sqs.")
    url.append(pseudo("AWS::Region"))
    url.append(.literal(".amazonaws.com/"))
    url.append(pseudo("AWS::AccountId"))
    url.append(.literal("/"))
    url.append(physicalName(of: resource))
    return url
  }

  private func value(of parameter: Parameter) -> PartialText {
    if let bound = deployment.parameters[parameter.name.text] { return PartialText(bound) }
    if !parameter.type.hasPrefix("AWS::SSM::"), let value = parameter.defaultValue, let text = resolve(value).text {
      return text
    }
    return hole(parameter.name.text, nil)
  }

  private func hole(_ id: String, _ attribute: String?) -> PartialText {
    let name = attribute.map { "\(id).\($0)" } ?? id
    return deployment.generated[name] ?? PartialText(parts: [.hole(Hole(name))])
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
