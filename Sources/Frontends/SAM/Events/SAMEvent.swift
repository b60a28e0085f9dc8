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

  /// What events are ordered by.
  fileprivate var place: String { properties["Path"]?.string ?? name }

  /// Where it says of an API's requests which they are.
  var routePlaces: SAMRoutePlaces { SAMRoutePlaces(properties, of: span) }

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

extension [SAMEvent] {
  /// Ordered by path, or by key where there is none, as SAM carries them out.
  fileprivate var inOrderOfPaths: [SAMEvent] {
    enumerated().sorted { a, b in
      let (first, second) = (a.element.place.unicodeScalars, b.element.place.unicodeScalars)
      return first.elementsEqual(second) ? a.offset < b.offset : first.lexicographicallyPrecedes(second)
    }.map(\.element)
  }
}

extension SAMTranslation {
  /// The events of a resource in the order in which they were written, checked as SAM does before it makes anything of the
  /// resource. Both are told of the resource.
  func events(of source: SAMSource) throws(SAMFault) -> [SAMEvent] {
    var events: [SAMEvent] = []
    do throws(SAMFault) {
      for entry in source["Events"]?.map?.entries ?? [] {
        let event = try self.event(entry, of: source)
        try link(event)
        events.append(event)
      }
    } catch {
      throw error.within(source.id)
    }
    return events
  }

  private func event(_ entry: SAMMap.Entry, of source: SAMSource) throws(SAMFault) -> SAMEvent {
    let span = entry.value.span ?? entry.keySpan
    guard entry.value.isMap else {
      // Python's own words, which SAM passes on.
      throw .event(entry.key, "'\(entry.value.pythonType)' object has no attribute 'get'", span)
    }
    let type = entry.value[in: "Type"]
    let isMachine = source.type == "AWS::Serverless::StateMachine"
    guard let name = type.string, let declared = SAMEventProperties.of(name, isMachine: isMachine) else {
      throw .event(
        entry.key, "Resource dict has missing or invalid value for key Type. Event Type is: \(type.pythonText).",
        type.span ?? span)
    }
    let id = source.id + entry.key
    guard id.isAlphanumeric else { throw .resource(id, "Logical ids must be alphanumeric.", entry.keySpan ?? span) }
    let properties = entry.value["Properties"] ?? SAMValue(.map(SAMMap()), span)
    guard properties.isMap else {
      throw .resource(id, "Properties of a resource must be an object.", properties.span ?? span)
    }
    let event = SAMEvent(name: entry.key, id: id, type: name, properties: properties, span: entry.keySpan ?? span)
    try declared.check(properties, id: id, type: name, span: event.span)
    return event
  }

  /// Checks that what an event names is there.
  private func link(_ event: SAMEvent) throws(SAMFault) {
    switch event.type {
    case "S3": _ = try bucket(of: event)
    case "Cognito": _ = try userPool(of: event)
    case "Api": _ = try target(of: event)
    default: break
    }
  }

  /// Makes what a function's events need.
  mutating func addEvents(_ events: [SAMEvent], _ function: inout SAMFunction) throws(SAMFault) {
    // The default route of an HTTP API comes before its others.
    for event in events.inOrderOfPaths {
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
      if let kind = SAMMappingKind(rawValue: event.type) { try addMapping(event, kind, &function) }
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
