import Diagnostics
import Source
import Template
import YAML

/// The keys of a rule's target ("Event bus targets", EventBridge User Guide).
enum RuleTarget {
  static let kinds: [ResourceKind] = [
    .functions, .queues, .topics, .buses, .streams, .deliveryStreams, .stateMachines, .apis, .apiDestinations, .logs,
  ]

  private static let request = ObjectShape([
    Key("path", .list(.text), to: "PathParameterValues", "What stands for each `*` of the path, in order."),
    Key("headers", .map(.text), to: "HeaderParameters", "Headers of the request."),
    Key("query", .map(.text), to: "QueryStringParameters", "Its query parameters."),
  ])

  static let shape = ObjectShape(
    [
      Key("target", .reference(kinds), required: true, "Who gets the event."),
      Key("input", .anything, "What is sent instead of the event."),
      Key("inputPath", .text, to: "InputPath", "The part of the event that is sent: a JSON path."),
      Key(
        "transform",
        .object(
          ObjectShape([
            Key("paths", .map(.text), to: "InputPathsMap", "Names for parts of the event."),
            Key("template", .text, to: "InputTemplate", required: true, "What is sent; `<name>` is replaced."),
          ])), to: "InputTransformer", "How what is sent is made from the event."),
      Key("deadLetter", .reference([.queues]), "Where events go that could not be delivered."),
      RetryKeys.key,
      Key("messageGroupId", .text, "FIFO queues: the message group."),
      Key(
        "partitionKey", .text, default: "the event's id",
        "Streams: where in the event the partition key stands: a JSON path."),
      Key("request", .text, "REST APIs: the method and path that are called: `POST /orders`."),
      Key(
        "http", .object(request), to: "HttpParameters", "REST APIs and API destinations: what the request has besides."),
      Key(
        "role", .reference([.roles]), default: "a role of its own, where the target needs one",
        "The role that EventBridge delivers with."),
      Key(
        "properties", .map(.anything), "Properties of CloudFormation's target, as they are: `EcsParameters`, for one."),
    ], shorthand: "target")
}

extension StackLowering {
  /// One of a rule's targets, with what admits its deliveries.
  mutating func ruleTarget(_ target: Entry, number: Int, of rule: Entry) -> Value? {
    guard let node = target.node("target"), let named = targetReference(target, node) else { return nil }
    let end = arrowEnd(of: named)?.kind
    checkKeys(of: target, .ruleTarget, for: end)
    guard let arn = end == .api ? apiRequest(target, named) : named else { return nil }
    var map = ValueMap()
    map.set("Id", at: node.span, .string("Target\(number)", node.span))
    map.set("Arn", at: target.keySpan("target") ?? node.span, arn)
    for property in target.properties(&self).entries { map.entries.append(property) }
    setTargetParameters(target, &map)
    let arrow = Arrow(from: "rule", sourceARN: .getAtt(rule.logicalID, "Arn", rule.span), span: node.span)
    if let queue = target.value("deadLetter", &self) {
      map.set("DeadLetterConfig", at: queue.span, .object(queue.span, ["Arn": queue]))
      admit(arrow.deadLetter(at: queue.span), to: queue, from: rule)
    }
    if target.has("role") {
      if let role = target.value("role", &self) { map.set("RoleArn", at: target.keySpan("role") ?? role.span, role) }
    } else if let kind = end.flatMap({ Wire.Kind(from: "rule", to: $0) }),
      !statements(of: kind.rawValue, WireEnds(target: arn), at: node.span).isEmpty
    {
      // A rule delivers to some targets with a role (EventBridge User Guide, "Permissions for targets").
      let role = serviceRole("DeliveryRole", of: rule, for: "events.amazonaws.com", at: node.span)
      grant(kind, WireEnds(target: arn), to: .serviceRole(role), at: node.span)
      map.set("RoleArn", at: node.span, .getAtt(role, "Arn", node.span))
    }
    admit(arrow, to: arn, from: rule)
    for property in target.value("properties", &self)?.map?.entries ?? [] {
      map.set(property.key, at: property.keySpan, property.value)
    }
    return Value(.map(map), target.layers.first?.span ?? node.span)
  }

  /// What a target's path names. An API's methods have ARNs, and the API itself has none to refer to.
  private mutating func targetReference(_ target: Entry, _ node: Node) -> Value? {
    if let api = declarations[node.text], api.section.kind == .apis { return .ref(api.logicalID, node.contentSpan) }
    return target.value("target", &self)
  }

  private mutating func setTargetParameters(_ target: Entry, _ map: inout ValueMap) {
    if let input = target.value("input", &self) {
      map.set("Input", at: target.keySpan("input") ?? input.span, input.string == nil ? input.asJSONText : input)
    }
    for (key, property, member) in [
      ("messageGroupId", "SqsParameters", "MessageGroupId"), ("partitionKey", "KinesisParameters", "PartitionKeyPath"),
    ] {
      guard let value = target.value(key, &self) else { continue }
      map.set(property, at: value.span, .object(value.span, [member: value]))
    }
  }

  /// The ARN of a REST API's method: `arn:…:execute-api:region:account:api/stage/POST/orders` ("API Gateway targets",
  /// EventBridge User Guide). One that lies outside the stack says all of that itself.
  private mutating func apiRequest(_ target: Entry, _ api: Value) -> Value? {
    guard let declared = declared(of: api) else { return api }
    guard declared.resourceType == "AWS::ApiGateway::RestApi" else {
      findings.report(.targetAPINotREST(declared, at: api.span))
      return nil
    }
    guard let node = target.node("request") else {
      findings.report(.missingKey("request", in: "to", at: target.extent))
      return nil
    }
    let words = node.text.split(separator: " ")
    guard words.count == 2, let path = words.last, path.hasPrefix("/") else {
      findings.report(
        .wrongType("request", wanted: "a method and a path such as `POST /orders`", got: node.phrase, at: node.span))
      return nil
    }
    let stage = declared.node["stage"]?.text ?? "live"
    return .sub(
      "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(declared.logicalID)}/\(stage)/"
        + "\(words[0])\(path)", node.contentSpan)
  }
}
