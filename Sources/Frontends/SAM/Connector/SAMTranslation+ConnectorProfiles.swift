import Source
import Spec

extension SAMTranslation {
  /// What a connector becomes.
  mutating func resources(of connector: SAMConnector, _ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    let (from, to) = (connector.source.plainType, connector.destination.plainType)
    guard let row = SAMConnectorProfile.from(from, to: to), let profile = SAMValue(json: row.profile),
      let categories = profile["categories"]?.map
    else {
      throw source.fault(
        "Unable to create connector from \(from) to \(to); it's not supported or the template is invalid.")
    }
    try check(connector, profile, categories.keys, source)
    switch profile["kind"]?.string {
    case "permission": return try permissionResources(connector, categories, source)
    case "queue-policy", "topic-policy": return [try resourcePolicy(connector, categories, source)]
    default: return [try rolePolicy(connector, profile, categories, source)]
    }
  }

  private func check(
    _ connector: SAMConnector, _ profile: SAMValue, _ known: [String], _ source: SAMSource
  ) throws(SAMFault) {
    let span = source["Permissions"]?.span
    let (from, to) = (connector.source.plainType, connector.destination.plainType)
    let combinations = (profile["combinations"]?.list ?? []).map { ($0.list ?? []).compactMap(\.string) }
    let names = known.sorted()
    if connector.permissions.isEmpty {
      throw source.fault("'Permissions' cannot be empty; valid values are: \(names.joined(separator: ", ")).", span)
    }
    let wrong = "Unsupported 'Permissions' provided for connector from \(from) to \(to); valid "
    guard connector.permissions.allSatisfy({ known.contains($0) }) else {
      throw source.fault(wrong + "values are: \(names.joined(separator: ", ")).", span)
    }
    if !combinations.isEmpty, !combinations.contains(connector.permissions.sorted()) {
      let all = combinations.map { $0.joined(separator: " + ") }.joined(separator: ", ")
      throw source.fault(wrong + "combinations are: \(all).", span)
    }
  }

  /// A part of a profile with what stands for the ends put in.
  private func filled(_ value: SAMValue, _ connector: SAMConnector, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    switch value.kind {
    case .string(let text):
      guard text.hasPrefix("@") else { return value }
      return try member(String(text.dropFirst()), connector, source)
    case .list(let items):
      var result: [SAMValue] = []
      for item in items { result.append(try filled(item, connector, source)) }
      return .list(result)
    case .map(let map):
      var result = SAMMap()
      for entry in map.entries { result.set(entry.key, try filled(entry.value, connector, source)) }
      return .map(result)
    case .null, .bool, .number: return value
    }
  }

  private func member(_ name: String, _ connector: SAMConnector, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    let isSource = name.hasPrefix("Source")
    let end = isSource ? connector.source : connector.destination
    let property = String(name.dropFirst(isSource ? "Source".count : "Destination".count))
    let value: SAMValue?
    switch property {
    case "Arn": value = end.arn
    case "ResourceId": value = end.resourceID
    case "Qualifier": value = end.qualifier
    case "Name": value = end.name
    default: value = nil
    }
    guard let value else {
      let place = source[isSource ? "Source" : "Destination"]?.span
      throw source.fault("\(isSource ? "Source" : "Destination").\(property) is missing.", place)
    }
    return value
  }

  /// The metadata by which SAM tells what a connector made.
  private func metadata(_ connector: SAMConnector) -> SAMValue {
    [
      "aws:sam:connectors": .object([
        connector.id: [
          "Source": ["Type": .string(connector.source.type)],
          "Destination": ["Type": .string(connector.destination.type)],
        ]
      ])
    ]
  }

  private func resource(
    _ connector: SAMConnector, _ suffix: String, _ type: String, _ properties: SAMValue
  ) -> SAMResource {
    var attributes = connector.attributes
    var notes = connector.metadata ?? .emptyMap
    for entry in metadata(connector).map?.entries ?? [] { notes[entry.key] = entry.value }
    attributes.set("Metadata", notes)
    return SAMResource(
      connector.id + suffix + connector.suffix, type, properties, attributes, dependsOn: connector.dependsOn,
      span: connector.span)
  }

  private func permissionResources(
    _ connector: SAMConnector, _ categories: SAMMap, _ source: SAMSource
  ) throws(SAMFault) -> [SAMResource] {
    var made: [SAMResource] = []
    for category in connector.permissions {
      var properties = try filled(categories[category] ?? .emptyMap, connector, source)
      guard let function = connector.destination.arn else {
        throw source.fault(
          "Unable to get Lambda function ARN from 'Destination' resource.", source["Destination"]?.span)
      }
      properties["FunctionName"] = function
      made.append(resource(connector, category + "LambdaPermission", "AWS::Lambda::Permission", properties))
    }
    return made
  }

  private func resourcePolicy(
    _ connector: SAMConnector, _ categories: SAMMap, _ source: SAMSource
  ) throws(SAMFault) -> SAMResource {
    var statements: [SAMValue] = []
    for category in connector.permissions {
      statements.append(try filled(categories[category] ?? .emptyMap, connector, source))
    }
    let document: SAMValue = ["Version": "2012-10-17", "Statement": .list(statements)]
    if connector.destination.plainType == "AWS::SNS::Topic" {
      let topic = connector.destination.arn ?? .null
      return resource(
        connector, "TopicPolicy", "AWS::SNS::TopicPolicy", ["PolicyDocument": document, "Topics": [topic]])
    }
    guard let url = connector.destination.queueURL else {
      throw source.fault("Unable to get SQS queue URL from 'Destination' resource.", source["Destination"]?.span)
    }
    return resource(connector, "QueuePolicy", "AWS::SQS::QueuePolicy", ["PolicyDocument": document, "Queues": [url]])
  }

  private mutating func rolePolicy(
    _ connector: SAMConnector, _ profile: SAMValue, _ categories: SAMMap, _ source: SAMSource
  ) throws(SAMFault) -> SAMResource {
    var statements: [SAMValue] = []
    for category in ["Read", "Write"] where connector.permissions.contains(category) {
      statements += try filled(categories[category] ?? [], connector, source).list ?? []
    }
    let isSource = profile["side"]?.string != "destination"
    let end = isSource ? connector.source : connector.destination
    guard let role = end.roleName else {
      let word = isSource ? "Source" : "Destination"
      throw source.fault("Unable to get IAM role name from '\(word)' resource.", source[word]?.span)
    }
    let policy = resource(
      connector, "Policy", "AWS::IAM::ManagedPolicy",
      ["PolicyDocument": ["Version": "2012-10-17", "Statement": .list(statements)], "Roles": [role]])
    if !isSource { waitForPolicy(connector, policy.id) }
    let machine = "AWS::StepFunctions::StateMachine"
    if connector.source.plainType == machine, connector.destination.plainType == machine, let id = connector.source.id {
      // AWS checks when the machine is made whether its role may start the other.
      wait(id, for: policy.id)
    }
    return policy
  }

  /// A mapping between the two ends is made after the policy that it needs.
  private mutating func waitForPolicy(_ connector: SAMConnector, _ policy: String) {
    guard let source = connector.source.id, let function = connector.destination.id else { return }
    let mappings = results.entries.filter { entry in
      let properties = entry.value["Properties"]
      return entry.value["Type"]?.string == "AWS::Lambda::EventSourceMapping"
        && Self.names(properties?["EventSourceArn"], source) && Self.names(properties?["FunctionName"], function)
    }
    // Two of them from one source to one function could not be deployed.
    if let mapping = mappings.first, mappings.count == 1 { wait(mapping.key, for: policy) }
  }

  /// Has a resource made after another.
  private mutating func wait(_ id: String, for policy: String) {
    guard var body = results[id] else { return }
    let others = body["DependsOn"].map { $0.list ?? [$0] } ?? []
    guard !others.contains(.string(policy)) else { return }
    body["DependsOn"] = .list(others + [.string(policy)])
    results.set(id, body)
  }

  /// Whether a value is a reference to a resource.
  private static func names(_ value: SAMValue?, _ id: String) -> Bool {
    guard let value else { return false }
    return value.refersTo == id || value["Fn::GetAtt"]?.list?.first?.string == id
  }
}
