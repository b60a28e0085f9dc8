import Source
import Spec

/// One end of a connector: a resource of the template, or what the author says of one ("ResourceReference", AWS SAM
/// Developer Guide).
struct SAMConnectorEnd {
  /// The logical id, if it is a resource of the template.
  var id: String?
  /// The type as it was written.
  var type: String
  /// The type that it has when connectors are made: one that could not be transformed is still what it was.
  var madeType: String?
  var arn: SAMValue?
  var roleName: SAMValue?
  var queueURL: SAMValue?
  var resourceID: SAMValue?
  var name: SAMValue?
  var qualifier: SAMValue?

  /// The type that CloudFormation knows it by.
  var plainType: String {
    if let madeType { return madeType }
    return switch type {
    case "AWS::Serverless::Function": "AWS::Lambda::Function"
    case "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table"
    case "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine"
    case "AWS::Serverless::Api": "AWS::ApiGateway::RestApi"
    case "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api"
    default: type
    }
  }
}

/// A connector: who may do what with what.
struct SAMConnector {
  let id: String
  let source: SAMConnectorEnd
  let destination: SAMConnectorEnd
  let permissions: [String]
  /// What tells the destinations of one connector apart.
  let suffix: String
  let attributes: SAMMap
  let dependsOn: SAMValue?
  /// `Metadata` of the connector itself.
  var metadata: SAMValue?
  let span: Span?
}

extension SAMTranslation {
  private static let connectorProperties = SAMProperties([
    .init("Source", .map, required: true, vague: true), .init("Destination", [.map, .list], of: .map, required: true),
    .init("Permissions", .list, of: .string, required: true),
  ])

  /// `AWS::Serverless::Connector`.
  mutating func connector(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.connectorProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    let destination = source.properties[in: "Destination"]
    if let list = destination.list, list.isEmpty {
      throw source.fault("'Destination' is an empty list", destination.span)
    }
    let ends = destination.list ?? [destination]
    var made: [SAMResource] = []
    for (index, end) in ends.enumerated() {
      let start = source["Source"] ?? .null
      let destinationEnd = try connectorEnd(end, source, other: start)
      let connector = SAMConnector(
        id: source.id, source: try connectorEnd(start, source, other: end),
        destination: destinationEnd, permissions: try permissions(source),
        suffix: destination.isList ? "Destination\(index)" : "", attributes: source.kept,
        dependsOn: source.dependsOn, metadata: source.body["Metadata"], span: source.span)
      made += try resources(of: connector, source)
    }
    replaceDependencies(on: source.id, by: made.map(\.id))
    return made
  }

  /// The categories of access. SAM takes the names in a map for them, so that a function such as `Fn::If` is told as one that
  /// it does not support.
  private func permissions(_ source: SAMSource) throws(SAMFault) -> [String] {
    let written = source.properties[in: "Permissions"]
    if let map = written.map { return map.keys }
    return (written.list ?? [written]).compactMap(\.string)
  }

  /// One end of a connector; `other` is how the other end is written.
  private func connectorEnd(
    _ value: SAMValue, _ source: SAMSource, other: SAMValue
  ) throws(SAMFault) -> SAMConnectorEnd {
    func member(_ name: String) -> SAMValue? { value[name].flatMap { $0.isNull ? nil : $0 } }
    let keys = value.map?.keys ?? []
    guard keys.contains("Id") != keys.contains(where: { $0 != "Id" && $0 != "Qualifier" }) else {
      throw source.fault(
        "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.", value.span)
    }
    guard let id = member("Id")?.ifTruthy else {
      guard let type = member("Type")?.string, !type.isEmpty else {
        throw source.fault("'Type' is missing or not a string.", member("Type")?.span ?? value.span)
      }
      let plain = SAMConnectorEnd(type: type).plainType
      return SAMConnectorEnd(
        type: plain, arn: member("Arn"), roleName: member("RoleName"), queueURL: member("QueueUrl"),
        resourceID: member("ResourceId"), name: member("Name"), qualifier: member("Qualifier"))
    }
    guard let text = id.string, !text.isEmpty else {
      throw source.fault("'Id' is missing or not a string.", id.span)
    }
    guard let made = results[text]?.ifTruthy else {
      throw source.fault("Unable to find resource with logical ID '\(text)'.", id.span)
    }
    guard let type = (resources[text] ?? made)["Type"]?.string, !type.isEmpty else {
      throw source.fault("'Type' is missing or not a string.", id.span)
    }
    var end = end(text, type, qualifier: member("Qualifier"))
    end.madeType = made["Type"]?.string
    if end.plainType == "AWS::Events::Rule" { end.roleName = Self.ruleRole(made["Properties"], other) }
    return end
  }

  /// What is known of a resource of the template.
  func end(_ id: String, _ type: String, qualifier: SAMValue? = nil) -> SAMConnectorEnd {
    var end = SAMConnectorEnd(id: id, type: type, qualifier: qualifier)
    let made = results[id]?["Properties"]
    switch end.plainType {
    case "AWS::Lambda::Function": (end.arn, end.roleName) = (.getAtt(id, "Arn"), Self.roleName(made?["Role"]))
    case "AWS::StepFunctions::StateMachine":
      (end.arn, end.name, end.roleName) = (.ref(id), .getAtt(id, "Name"), Self.roleName(made?["RoleArn"]))
    case "AWS::SNS::Topic": end.arn = .ref(id)
    case "AWS::SQS::Queue": (end.arn, end.queueURL) = (.getAtt(id, "Arn"), .ref(id))
    case "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api":
      (end.resourceID, end.qualifier) = (.ref(id), qualifier ?? "*")
    case "AWS::AppSync::GraphQLApi": end.resourceID = .getAtt(id, "ApiId")
    case "AWS::AppSync::DataSource": end.roleName = Self.roleName(made?["ServiceRoleArn"])
    default: end.arn = .getAtt(id, "Arn")
    }
    return end
  }

  /// The role with which a rule sends to one of its targets.
  private static func ruleRole(_ rule: SAMValue?, _ target: SAMValue) -> SAMValue? {
    let found = (rule?["Targets"]?.list ?? []).first { item in
      let arn = item["Arn"]
      let id = arn.flatMap(resourceID)
      return id != nil && id == target["Id"]?.string || target["Arn"]?.isTruthy == true && target["Arn"] == arn
    }
    return roleName(found?["RoleArn"])
  }

  /// The name of a role whose ARN is that of a resource of the template.
  private static func roleName(_ arn: SAMValue?) -> SAMValue? {
    arn.flatMap(resourceID).map { .ref($0) }
  }

  /// The resource that a `Ref` or `Fn::GetAtt` names.
  private static func resourceID(_ call: SAMValue) -> String? {
    guard call.map?.count == 1 else { return nil }
    if let id = call.refersTo { return id }
    let attribute = call["Fn::GetAtt"]
    if let parts = attribute?.list { return parts.count == 2 ? parts[0].string : nil }
    let parts = (attribute?.string ?? "").split(separator: ".")
    return parts.count == 2 ? String(parts[0]) : nil
  }

  /// Whatever waits for a connector waits for what it became.
  private mutating func replaceDependencies(on id: String, by made: [String]) {
    for entry in results.entries {
      guard let others = entry.value["DependsOn"] else { continue }
      var names = others.list ?? [others]
      guard let place = names.firstIndex(where: { $0.string == id }) else { continue }
      names.remove(at: place)
      for name in made where !names.contains(.string(name)) { names.append(.string(name)) }
      var body = entry.value
      body["DependsOn"] = .list(names)
      results.set(entry.key, body)
    }
  }
}
