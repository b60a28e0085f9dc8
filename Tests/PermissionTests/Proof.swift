import Policy
import Source
import Spec
import Template

/// A template with all that AWS makes up filled in, so that each call is allowed or denied and nothing is left open.
struct Proof {
  let template: StackTemplate
  let reader: WireReader
  let resolver: Resolver
  var wires: [Wire] { reader.wires }

  static let account: PartialText = "123456789012"

  init(_ template: StackTemplate) {
    var place = Deployment(region: "eu-west-1", account: "123456789012", partition: "aws", stackName: "proved")
    for resource in template.resources {
      place.generated[resource.logicalID] = PartialText("made-\(resource.logicalID.lowercased())")
      place.generated["\(resource.logicalID).Version"] = "7"
      place.generated["\(resource.logicalID).Name"] = PartialText("made-\(resource.logicalID.lowercased())")
      place.generated["\(resource.logicalID).StreamArn"] = PartialText(
        "arn:aws:dynamodb:eu-west-1:123456789012:table/made-\(resource.logicalID.lowercased())/stream/2026")
    }
    place.parameters["ArtifactBucket"] = "artifacts"
    self.template = template
    reader = WireReader(template, place)
    resolver = reader.resolver
  }

  /// Whether a call is allowed for sure.
  func allows(_ need: Need) -> Bool {
    let request: AccessRequest
    var policies = PolicySet()
    switch need.asker {
    case .role(let role):
      guard let resource = template[role], let arn = resolver.arn(of: resource) else { return false }
      policies.identity = documents(ofRole: role).map { CompiledPolicy($0, as: .identity) }
      request = AccessRequest(
        action: need.action, resource: need.resource, principal: .role(arn, account: Self.account))
    case .service(let name, let source):
      policies.resource = documents(on: need.target ?? "").map { CompiledPolicy($0, as: .resource) }
      request = AccessRequest(
        action: need.action, resource: need.resource, resourceAccount: Self.account,
        principal: .service(PartialText(name)),
        context: ["aws:SourceArn": [source], "aws:SourceAccount": [Self.account]])
    }
    return policies.decide(request).outcome == .allow
  }

  // MARK: Ends of arrows

  /// The role with which the service at an arrow acts.
  func role(at wire: Wire) -> String? {
    wire.role.flatMap(reader.resource(namedBy:))
  }

  func role(ofFunction id: String) -> String? {
    reader.function(id).flatMap { template[$0]?["Role"] }.flatMap(reader.resource(namedBy:))
  }

  func arn(_ end: Wire.Endpoint) -> PartialText? {
    switch end {
    case .resource(let id): template[id].flatMap(resolver.arn)
    case .external(let arn): arn
    }
  }

  /// What the service gives as `aws:SourceArn`: the source, and for an API each call that the route takes.
  func sourceARNs(of wire: Wire) -> [PartialText] {
    guard wire.kind == .apiToFunction || wire.kind == .apiToAuthorizer else {
      return arn(wire.source).map { [$0] } ?? []
    }
    guard let api = arn(wire.source)?.literal, let via = template[wire.via] else { return [] }
    if wire.kind == .apiToAuthorizer {
      let id = resolver.text(.ref(wire.via, wire.span))?.literal ?? ""
      return [PartialText("\(api)/authorizers/\(id)")]
    }
    let method = via["HttpMethod"]?.string
    guard let key = via["RouteKey"]?.string ?? reader.path(ofMethod: via).map({ "\(method ?? "") \($0)" }) else {
      return []
    }
    let words = key.split(separator: " ").map(String.init)
    guard words.count == 2 else { return [PartialText("\(api)/$default/\(key)")] }
    return (words[0] == "ANY" ? ["GET", "PUT"] : [words[0]]).map { method in
      let path = words[1].split(separator: "/").map { $0.hasPrefix("{") ? "4711" : String($0) }.joined(separator: "/")
      return PartialText("\(api)/stage/\(method)/\(path)")
    }
  }

  /// A resource that a statement's pattern stands for.
  func concrete(_ pattern: PartialText) -> PartialText {
    guard let text = pattern.literal, text != "*" else { return pattern }
    return PartialText(text.replacing("*", with: "some"))
  }

  // MARK: Policies

  private func documents(ofRole role: String) -> [PolicyDocument] {
    let resource = template[role]
    let inline = (resource?["Policies"]?.list ?? []).compactMap { $0["PolicyDocument"] }
    let attached = template.resources(ofType: "AWS::IAM::Policy").filter { names($0["Roles"], role) }
    let managed = (resource?["ManagedPolicyArns"]?.list ?? []).compactMap { managedPolicy($0) }
    return (inline + attached.compactMap { $0["PolicyDocument"] }).map(read) + managed
  }

  private func documents(on target: String) -> [PolicyDocument] {
    var found: [PolicyDocument] = []
    for (type, property) in [("AWS::SQS::QueuePolicy", "Queues"), ("AWS::SNS::TopicPolicy", "Topics")] {
      let policies = template.resources(ofType: type).filter { names($0[property], target) }
      found += policies.compactMap { $0["PolicyDocument"] }.map(read)
    }
    if let own = template[target]?["ResourcePolicyDocument"] { found.append(read(own)) }
    let permissions = template.resources(ofType: "AWS::Lambda::Permission")
    return found
      + permissions.filter { $0["FunctionName"].flatMap(reader.resource(namedBy:)) == target }.map(statement(of:))
  }

  private func names(_ list: Value?, _ id: String) -> Bool {
    (list?.list ?? []).contains { reader.resource(namedBy: $0) == id }
  }

  private func read(_ document: Value) -> PolicyDocument { PolicyDocument(reading: resolver.resolve(document)) }

  private func managedPolicy(_ arn: Value) -> PolicyDocument? {
    guard let name = resolver.literal(arn)?.split(separator: ":policy/").last,
      let policy = ManagedPolicy.named(String(name))
    else { return nil }
    let actions = policy.actions.map { PartialText($0) }
    return PolicyDocument([PolicyStatement(.allow, actions: actions, resources: ["*"], span: arn.span)], span: arn.span)
  }

  /// A permission as Lambda keeps it (Lambda API Reference, AddPermission).
  private func statement(of permission: Resource) -> PolicyDocument {
    let span = permission.span
    let member = { (key: String, value: Value?) -> ValueMap.Entry? in value.map { .init(key, at: span, $0) } }
    let function = permission["FunctionName"].flatMap(reader.resource(namedBy:)).flatMap { template[$0] }
    let arn = function.flatMap(resolver.arn)?.literal ?? "?"
    var conditions = ValueMap()
    if let source = permission["SourceArn"] {
      conditions.set("ArnLike", at: span, .object(span, ["aws:SourceArn": source]))
    }
    if let account = permission["SourceAccount"] {
      conditions.set("StringEquals", at: span, .object(span, ["aws:SourceAccount": account]))
    }
    let members = [
      member("Effect", .string("Allow", span)),
      member("Principal", .object(span, ["Service": permission["Principal"]])),
      member("Action", permission["Action"]), member("Resource", .string(arn, span)),
      member("Condition", Value(.map(conditions), span)),
    ]
    let statement = Value(.map(ValueMap(members.compactMap(\.self))), span)
    return read(.object(span, ["Version": .string("2012-10-17", span), "Statement": .list([statement], span)]))
  }
}
