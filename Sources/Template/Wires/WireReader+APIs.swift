import Source

extension WireReader {
  /// A route's integration with a function, or the call of a service (AWS::ApiGatewayV2::Route, AWS::ApiGatewayV2::Integration).
  func wires(ofRoute route: Resource) -> [Wire] {
    guard let api = route["ApiId"], let integration = integration(ofRoute: route) else { return [] }
    let role = integration["CredentialsArn"]
    if let subtype = integration["IntegrationSubtype"] {
      return wires(
        from: endpoint(api), subtype: subtype, integration["RequestParameters"], role: role, via: route.logicalID)
    }
    guard let uri = integration["IntegrationUri"] else { return [] }
    return wires(from: endpoint(api), uri: uri, [integration["RequestTemplates"]], role: role, via: route.logicalID)
  }

  /// The call of a service that an HTTP API knows by name.
  func wires(
    from api: Wire.Endpoint, subtype: Value, _ parameters: Value?, role: Value?, via: String,
    _ route: OpenAPIRoute? = nil
  ) -> [Wire] {
    guard let call = resolver.literal(subtype).flatMap({ Self.subtypes[$0] }),
      let target = target(call.end, in: [parameters])
    else { return [] }
    return [Wire(kind: call.wire, source: api, target: target, via: via, span: subtype.span, role: role, route: route)]
  }

  /// The integration that a route's `Target` (`integrations/ID`) names, if it is of this template.
  public func integration(ofRoute route: Resource) -> Resource? {
    var found: Resource?
    route["Target"]?.forEachReference { reference in
      if let resource = template[reference.target.text], resource.type == "AWS::ApiGatewayV2::Integration" {
        found = resource
      }
    }
    return found
  }

  /// A method's integration with a function, or the call of a service (AWS::ApiGateway::Method).
  func wires(ofMethod method: Resource) -> [Wire] {
    guard let api = method["RestApiId"], let integration = method["Integration"], let uri = integration["Uri"] else {
      return []
    }
    return wires(
      from: endpoint(api), uri: uri, [integration["RequestTemplates"], integration["RequestParameters"]],
      role: integration["Credentials"], via: method.logicalID)
  }

  /// The function that an authorizer asks (AWS::ApiGateway::Authorizer, AWS::ApiGatewayV2::Authorizer).
  func wires(ofAuthorizer authorizer: Resource) -> [Wire] {
    guard let api = authorizer["RestApiId"] ?? authorizer["ApiId"], let uri = authorizer["AuthorizerUri"] else {
      return []
    }
    let wire = authorizerWire(
      from: endpoint(api), uri: uri,
      role: authorizer["AuthorizerCredentials"] ?? authorizer["AuthorizerCredentialsArn"],
      via: authorizer.logicalID)
    return wire.map { [$0] } ?? []
  }

  /// The arrow to the function at an authorizer's URI.
  func authorizerWire(from api: Wire.Endpoint, uri: Value, role: Value?, via: String) -> Wire? {
    function(inURI: uri).map {
      Wire(kind: .apiToAuthorizer, source: api, target: $0, via: via, span: uri.span, role: role)
    }
  }

  /// The arrow to what an integration's URI names.
  func wires(
    from api: Wire.Endpoint, uri: Value, _ bodies: [Value?], role: Value?, via: String, _ route: OpenAPIRoute? = nil
  ) -> [Wire] {
    if let function = function(inURI: uri) {
      return [
        Wire(kind: .apiToFunction, source: api, target: function, via: via, span: uri.span, role: role, route: route)
      ]
    }
    guard let text = resolver.text(uri)?.description, let call = Self.actions.first(where: { text.holds($0.mark) }),
      !text.holds(Self.queuePath) || sends(bodies), let target = target(call.end, in: [uri] + bodies)
    else { return [] }
    return [Wire(kind: call.wire, source: api, target: target, via: via, span: uri.span, role: role, route: route)]
  }

  /// Whether what is called of a queue's path is `SendMessage`: the parameter `Action` of SQS's query protocol, in the query
  /// string or the body, names it. One that is not known may be it.
  private func sends(_ bodies: [Value?]) -> Bool {
    var texts: [String] = []
    for body in bodies {
      for entry in body?.map?.entries ?? [] {
        guard let text = resolver.text(entry.value)?.description else { continue }
        texts.append(entry.key.hasSuffix(".querystring.Action") ? "Action=" + text.filter { $0 != "'" } : text)
      }
    }
    let called = texts.compactMap { text in
      text.ranges(of: "Action=").first.map { text[$0.upperBound...].prefix { $0.isLetter } }
    }
    return called.isEmpty || called.contains { $0.isEmpty || $0.hasPrefix("SendMessage") }
  }

  /// The function in an integration's URI: its ARN, or the ARN of API Gateway's path to it.
  private func function(inURI uri: Value) -> Wire.Endpoint? {
    guard let text = resolver.text(uri), text.holds(":lambda:path/") else {
      let direct = endpoint(uri)
      return end(direct) == .function ? direct : nil
    }
    let named = target(.function, in: [uri])
    guard let arn = Self.functionARN(in: text) else { return named }
    if let id = resource(arn: arn) { return .resource(id) }
    // A version or alias that is not of this template, or that a stage variable names.
    if let named, !Self.isQualified(arn) { return named }
    return named != nil || arn.literal != nil ? .external(arn) : nil
  }

  /// What stands between `/functions/` and the operation in API Gateway's path to a function.
  private static func functionARN(in uri: PartialText) -> PartialText? {
    guard let place = uri.parts.firstIndex(where: { $0.literal?.holds("/functions/") == true }),
      let start = uri.parts[place].literal?.firstRange(ofASCII: "/functions/")?.upperBound
    else { return nil }
    var arn = PartialText(String(uri.parts[place].literal?[start...] ?? ""))
    for part in uri.parts[(place + 1)...] { arn.append(part) }
    guard let last = arn.parts.last?.literal, let operation = invocations.first(where: last.hasSuffix) else {
      return nil
    }
    return PartialText(parts: arn.parts.dropLast() + [.literal(String(last.dropLast(operation.count)))])
  }

  /// Whether an ARN names a version or an alias: `arn:aws:lambda:region:account:function:name:live`.
  private static func isQualified(_ arn: PartialText) -> Bool {
    arn.parts.reduce(0) { $0 + ($1.literal?.utf8.count { $0 == UInt8(ascii: ":") } ?? 0) } > 6
  }

  /// The ends of the path by which API Gateway calls a function, and of the one by which it gets the answer bit by bit
  /// ("Invoke" and "InvokeWithResponseStream", AWS Lambda API Reference).
  private static let invocations = ["/response-streaming-invocations", "/invocations"]

  /// The first resource of a kind that some values name.
  private func target(_ wanted: WireEnd, in values: [Value?]) -> Wire.Endpoint? {
    var found: String?
    for value in values {
      value?.forEachReference { reference in
        let id = reference.target.text
        guard found == nil, let type = template[id]?.type, WireEnd(resourceType: type) == wanted else { return }
        found = id
      }
    }
    return found.map { .resource($0) }
  }

  /// The path of a method: `/orders/{id}`; nil where a resource of it is not of this template.
  public func path(ofMethod method: Resource) -> String? { path(endingIn: method["ResourceId"], []) }

  /// The path of a resource of a REST API; nil where a resource of it is not of this template.
  public func path(ofResource resource: Resource) -> String? {
    guard let part = resource["PathPart"].flatMap(resolver.literal) else { return nil }
    return path(endingIn: resource["ParentId"], [part])
  }

  /// The path from an API's root to a resource, and on to parts that are known; those stand from the last to the first.
  private func path(endingIn resource: Value?, _ known: [String]) -> String? {
    var parts = known
    var next = resource
    // A path has at most as many parts as an API has resources; more means a circle.
    for _ in 0..<Self.deepestPath {
      guard let value = next else { return nil }
      if value.intrinsic?.argument(1)?.string == "RootResourceId" {
        return "/" + parts.reversed().joined(separator: "/")
      }
      guard let id = self.resource(namedBy: value), let resource = template[id],
        resource.type == "AWS::ApiGateway::Resource",
        let part = resource["PathPart"].flatMap(resolver.literal)
      else { return nil }
      parts.append(part)
      next = resource["ParentId"]
    }
    return nil
  }

  private static let deepestPath = 300

  /// `IntegrationSubtype` ("Integration subtype reference", API Gateway Developer Guide).
  private static let subtypes: [String: (end: WireEnd, wire: Wire.Kind)] = [
    "EventBridge-PutEvents": (.bus, .apiToBus),
    "Kinesis-PutRecord": (.stream, .apiToStream),
    "SQS-SendMessage": (.queue, .apiToQueue),
    "StepFunctions-StartExecution": (.stateMachine, .apiToStateMachine),
    "StepFunctions-StartSyncExecution": (.stateMachine, .apiToStateMachineSync),
  ]

  private static let queuePath: StaticString = ":sqs:path/"

  /// Parts of the URIs of service integrations ("Integration", AWS::ApiGateway::Method).
  private static let actions: [(mark: StaticString, end: WireEnd, wire: Wire.Kind)] = [
    (queuePath, .queue, .apiToQueue), (":sqs:action/SendMessage", .queue, .apiToQueue),
    (":sns:path/", .topic, .apiToTopic), (":sns:action/Publish", .topic, .apiToTopic),
    (":states:action/StartExecution", .stateMachine, .apiToStateMachine),
    (":states:action/StartSyncExecution", .stateMachine, .apiToStateMachineSync),
    (":kinesis:action/PutRecords", .stream, .apiToStreamBatch), (":kinesis:action/PutRecord", .stream, .apiToStream),
    (":events:action/PutEvents", .bus, .apiToBus), (":dynamodb:action/GetItem", .table, .apiGetsItem),
    (":dynamodb:action/PutItem", .table, .apiPutsItem), (":dynamodb:action/UpdateItem", .table, .apiUpdatesItem),
    (":dynamodb:action/DeleteItem", .table, .apiDeletesItem), (":dynamodb:action/Query", .table, .apiQueriesTable),
    (":dynamodb:action/Scan", .table, .apiScansTable),
  ]
}
