import Source

/// `AWS::Serverless::NetworkConnector` ("AWS::Serverless::NetworkConnector", AWS SAM Developer Guide).
extension SAMTranslation {
  private static let connectorProperties = SAMProperties([
    .init("Name", [.string, .map], literal: true), .init("VpcConfig", .map, required: true, literal: true),
    .init("ComputeTypes", .list, literal: true), .init("OperatorRole", [.string, .map], literal: true),
    .init("Tags", .map, literal: true), .init("PropagateTags", .bool, literal: true),
  ])

  /// What may use a connector; the first where nothing is said.
  private static let computeTypes = ["MicroVm", "WebFunction"]

  private static let connectorModel = SAMModel.object([
    .init("Name"),
    .init(
      "VpcConfig",
      .object([
        .init("SubnetIds", .list(.callOr(.text)), required: true),
        .init("SecurityGroupIds", .list(.callOr(.text)), required: true),
        .init("NetworkProtocol", .callOr(.words(["IPv4", "DualStack"])), required: true),
      ]), required: true), .init("ComputeTypes", .list(.callOr(.words(computeTypes)))), .init("OperatorRole"),
    .init("Tags"), .init("PropagateTags"),
  ])

  /// `AWS::Serverless::NetworkConnector`: a connector, and the role that makes its network interfaces where none is given.
  func networkConnector(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.connectorProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    try checkComputeTypes(source)
    try Self.connectorModel.check(source)
    var made: [SAMResource] = []
    var role = source.truthy("OperatorRole")
    if role == nil {
      let operating = operatorRole(source, policy: "AWSLambdaNetworkConnectorOperatorPolicy")
      role = operating.arn
      made.append(operating)
    }
    var egress = source["VpcConfig"] ?? .emptyMap
    egress["AssociatedComputeResourceTypes"] =
      source["ComputeTypes"] ?? .list([.string(Self.computeTypes[0])])
    var properties = SAMMap()
    if let name = source.truthy("Name") { properties.set("Name", name) }
    properties.set("Configuration", .at(egress.span, ["VpcEgressConfiguration": egress]))
    properties.set("OperatorRole", role ?? .null)
    properties.set("Tags", Self.markedTags(source["Tags"], under: source.propagatedTags))
    made.append(
      SAMResource(
        source.id, "AWS::Lambda::NetworkConnector", SAMValue(.map(properties)), source.kept,
        dependsOn: source.dependsOn, span: source.span))
    return made
  }

  /// A connector serves one kind of compute resource. SAM says so before it looks at the rest.
  private func checkComputeTypes(_ source: SAMSource) throws(SAMFault) {
    guard let types = source["ComputeTypes"], let items = types.list else { return }
    guard items.count == 1 else {
      throw source.fault("'ComputeTypes' must contain exactly one value, got \(items.count).", types.span)
    }
    for item in items {
      guard let type = item.string, !Self.computeTypes.contains(type) else { continue }
      throw source.fault(
        "'ComputeTypes' values must be one of \(Self.computeTypes.pythonList), got '\(type)'.", item.span)
    }
  }
}
