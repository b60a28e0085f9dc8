import Source

extension SAMRestAPI {
  private static let responseNames = ["ResponseParameters", "ResponseTemplates", "StatusCode"]
  private static let parameterPlaces = [
    ("Headers", "gatewayresponse.header."), ("Paths", "gatewayresponse.path."),
    ("QueryStrings", "gatewayresponse.querystring."),
  ]

  /// Adds `GatewayResponses` ("AWS::Serverless::Api", AWS SAM Developer Guide).
  mutating func addGatewayResponses() throws(SAMFault) {
    guard let written = source.truthy("GatewayResponses") else { return }
    guard hasDefinition else {
      throw source.fault(
        "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.", written.span)
    }
    for entry in written.map?.entries ?? [] { try check(entry) }
    let owner = source
    try edit { definition throws(SAMFault) in
      guard SAMDefinition.isIncluded(definition.body) || SAMDefinition.isValid(definition.body) else {
        throw owner.fault(
          "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
          written.span)
      }
    }
    var responses = SAMMap()
    for entry in written.map?.entries ?? [] {
      responses.set(entry.key, try response(entry), keySpan: entry.keySpan)
    }
    try edit { definition in
      definition.body["x-amazon-apigateway-gateway-responses"] = SAMValue(.map(responses), written.span)
    }
  }

  /// Checks that a response is an object of known members.
  private func check(_ entry: SAMMap.Entry) throws(SAMFault) {
    let value = entry.value
    if value.isIntrinsic {
      throw source.fault(
        "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field.",
        value.span)
    }
    guard let map = value.map else {
      throw source.fault(
        "Invalid property type '\(value.pythonType)' for GatewayResponses. Expected an object of type 'GatewayResponse'.",
        value.span ?? entry.keySpan)
    }
    for member in map.entries where !Self.responseNames.contains(member.key) {
      throw source.fault(
        "Invalid property '\(member.key)' in 'GatewayResponses' property '\(entry.key)'.", member.keySpan)
    }
  }

  private func response(_ entry: SAMMap.Entry) throws(SAMFault) -> SAMValue {
    let map = entry.value.map ?? SAMMap()
    var result = SAMMap()
    result.set("responseParameters", try parameters(map["ResponseParameters"], entry.key))
    result.set("responseTemplates", map["ResponseTemplates"] ?? .emptyMap)
    if let code = map["StatusCode"], !code.isNull {
      let text = code.pythonText
      guard !code.isTruthy || (1...3).contains(text.count) && text.allSatisfy({ ("0"..."9").contains($0) }) else {
        throw source.fault("Property 'StatusCode' must be numeric", code.span)
      }
      if !text.isEmpty { result.set("statusCode", SAMValue(.string(text), code.span)) }
    }
    return SAMValue(.map(result), entry.value.span)
  }

  private func parameters(_ written: SAMValue?, _ name: String) throws(SAMFault) -> SAMValue {
    guard let written, written.isTruthy else { return .emptyMap }
    let map = try written.mustBeMap("GatewayResponses.\(name).ResponseParameters", source.fault)
    for entry in map.entries where !Self.parameterPlaces.contains(where: { $0.0 == entry.key }) {
      throw source.fault("Invalid gateway response parameter '\(entry.key)'", entry.keySpan)
    }
    var result = SAMMap()
    for (place, prefix) in Self.parameterPlaces {
      let members = try map[place]?.mustBeMap("ResponseParameters.\(place)") { source.fault($0, $1 ?? written.span) }
      for entry in members?.entries ?? [] {
        result.set(prefix + entry.key, entry.value, keySpan: entry.keySpan)
      }
    }
    return SAMValue(.map(result), written.span)
  }
}

extension SAMValue {
  /// The name of the value's type in Python, which SAM's messages give.
  var pythonType: String {
    switch kind {
    case .null: "NoneType"
    case .bool: "bool"
    case .number: integer == nil ? "float" : "int"
    case .string: "str"
    case .list: "list"
    case .map: "dict"
    }
  }
}
