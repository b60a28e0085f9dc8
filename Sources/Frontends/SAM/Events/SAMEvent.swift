import Source

/// An event of a function or state machine.
struct SAMEvent {
  /// The key below `Events`.
  let name: String
  /// The function's id and the key: the id of what the event makes.
  let id: String
  let type: String
  var properties: SAMValue
  let span: Span?

  /// A property; null counts as not given.
  subscript(name: String) -> SAMValue? {
    guard let value = properties[name], !value.isNull else { return nil }
    return value
  }

  func truthy(_ name: String) -> SAMValue? { self[name]?.ifTruthy }

  /// SAM's complaint about the event by its key.
  func fault(_ text: String, _ span: Span? = nil) -> SAMFault { .event(name, text, span ?? self.span) }

  /// SAM's complaint about the event by the id of what it makes.
  func faultByID(_ text: String, _ span: Span? = nil) -> SAMFault { .event(id, text, span ?? self.span) }

  /// Members that are there, in an order.
  func members(_ names: [String]) -> SAMMap {
    var map = SAMMap()
    for name in names { if let value = self[name] { map.set(name, value, keySpan: properties.map?.keySpan(name)) } }
    return map
  }
}

extension SAMTranslation {
  /// The events of a resource, in the order in which they were written.
  static func events(of source: SAMSource) throws(SAMFault) -> [SAMEvent] {
    var events: [SAMEvent] = []
    for entry in source["Events"]?.map?.entries ?? [] {
      let span = entry.value.span ?? entry.keySpan
      guard let type = entry.value["Type"]?.string else {
        throw .event(entry.key, "Property 'Type' is required.", span)
      }
      let properties = entry.value["Properties"] ?? .null
      guard properties.isMap || properties.isNull else {
        throw .event(entry.key, "Properties should be a map.", properties.span ?? span)
      }
      events.append(
        SAMEvent(
          name: entry.key, id: source.id + entry.key, type: type,
          properties: properties.isMap ? properties : SAMValue(.map(SAMMap()), span), span: entry.keySpan ?? span))
    }
    return events
  }

  /// Makes what a function's events need.
  mutating func addEvents(_ function: inout SAMFunction) throws(SAMFault) {
    for event in try Self.events(of: function.source) {
      let count = function.others.count
      try add(event, &function)
      for place in count..<function.others.count where function.others[place].span == nil {
        function.others[place].span = event.span
      }
    }
  }

  private mutating func add(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    switch event.type {
    case "Api": try addAPIEvent(event, &function)
    case "HttpApi": try addHTTPAPIEvent(event, &function)
    case "S3": try addS3Event(event, &function)
    case "SNS": try addSNSEvent(event, &function)
    case "Schedule": try addSchedule(event, &function)
    case "ScheduleV2": try addScheduleV2(event, &function)
    case "CloudWatchEvent", "EventBridgeRule": try addRule(event, &function)
    case "CloudWatchLogs": try addLogs(event, &function)
    case "IoTRule": try addIoTRule(event, &function)
    case "AlexaSkill": try addAlexaSkill(event, &function)
    case "Cognito": try addCognito(event, &function)
    default:
      guard let kind = SAMMappingKind(rawValue: event.type) else {
        throw event.fault("Unknown event type '\(event.type)'", event.span)
      }
      try addMapping(event, kind, &function)
    }
  }

  /// Lets a service invoke a function.
  static func permission(
    _ function: SAMFunction, _ event: SAMEvent, principal: String, sourceARN: SAMValue? = nil, account: SAMValue? = nil,
    token: SAMValue? = nil, suffix: String = "", id: String? = nil
  ) -> SAMResource {
    SAMResource(
      (id ?? event.id) + "Permission" + suffix, "AWS::Lambda::Permission",
      .object([
        "Action": "lambda:InvokeFunction", "FunctionName": function.target.reference, "Principal": .string(principal),
        "SourceArn": sourceARN, "SourceAccount": account, "EventSourceToken": token,
      ]), function.source.inherited, span: event.span)
  }
}
