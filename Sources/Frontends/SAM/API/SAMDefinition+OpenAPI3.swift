import Source

extension SAMDefinition {
  /// Says whether the API's own address answers.
  mutating func setEndpointSwitch(_ value: SAMValue) throws(SAMFault) {
    guard isOpenAPI3 else {
      return try Self.setSwitch(value, of: &body) { text, span in
        .document("Invalid OpenAPI definition: \(text).", span)
      }
    }
    try editServers { server, place throws(SAMFault) in
      try Self.setSwitch(value, of: &server) { text, span in
        .document("Invalid OpenAPI definition of 'servers[\(place)]': \(text).", span)
      }
    }
  }

  /// The same for an HTTP API, of which SAM complains in other words.
  mutating func setHTTPEndpointSwitch(_ value: SAMValue) throws(SAMFault) {
    try editServers { server, _ throws(SAMFault) in
      guard server.isMap else {
        throw .document("Value of 'servers' item must be a dictionary according to Swagger spec.", server.span)
      }
      try Self.setSwitch(value, of: &server) { .document($0, $1) }
    }
  }

  private static let endpointKey = "x-amazon-apigateway-endpoint-configuration"

  private static func setSwitch(
    _ value: SAMValue, of object: inout SAMValue, _ fault: (String, Span?) -> SAMFault
  ) throws(SAMFault) {
    guard object.isMap else { throw fault("It should be a map", object.span) }
    if let present = object[endpointKey], !present.isMap {
      throw fault("The value of '\(endpointKey)' should be a map", present.span)
    }
    object[in: endpointKey]["disableExecuteApiEndpoint"] = value
  }

  /// Changes each server of a definition, which gets one if it has none.
  private mutating func editServers(
    _ change: (inout SAMValue, Int) throws(SAMFault) -> Void
  ) throws(SAMFault) {
    let written = body["servers"]
    // Of what is no list SAM takes the parts one by one, and finds texts.
    var servers = written.map { $0.list ?? [SAMValue(.string(""), $0.span)] } ?? [.emptyMap]
    for place in servers.indices { try change(&servers[place], place) }
    body["servers"] = .list(servers)
  }

  /// Makes a definition of OpenAPI 3 what OpenAPI 3 asks for.
  ///
  /// SAM does this after authorizers, after models and at the end, and describes headers anew each time.
  mutating func fitVersion(_ version: SAMValue?) throws(SAMFault) {
    guard body["swagger"] ?? .null == .null, let version, Self.isOpenAPI3(version.pythonText) else { return }
    try becomeOpenAPI3()
  }

  /// Moves what Swagger has elsewhere, and describes preflight answers as OpenAPI 3 does.
  private mutating func becomeOpenAPI3() throws(SAMFault) {
    for (old, new) in [("securityDefinitions", "securitySchemes"), ("definitions", "schemas")] {
      guard let moved = body[old], moved.isTruthy else { continue }
      if body["components"]?.isMap != true { body["components"] = .emptyMap }
      body[in: "components"][new] = moved
      body[old] = nil
    }
    if let all = body["paths"]?.ifTruthy, !all.isMap {
      throw .document("Value of paths must be a dictionary according to Swagger spec.", all.span)
    }
    for path in paths {
      guard let item = body["paths"]?[path] else { continue }
      for content in try Self.contents(item) where !content.isMap {
        throw .document("Value of '\(path)' path must be a dictionary according to Swagger spec.", content.span)
      }
      guard item["options"]?.isTruthy == true else { continue }
      try editPath(path) { item throws(SAMFault) in
        guard var options = item["options"], options.isTruthy else { return }
        try Self.edit(&options) { options throws(SAMFault) in try Self.describe(&options, path) }
        item["options"] = options
      }
    }
  }

  private static func describe(_ options: inout SAMValue, _ path: String) throws(SAMFault) {
    let place = "options method for path \(path) must be a dictionary according to Swagger spec."
    guard options.isMap else { throw .document("Value of " + place, options.span) }
    options["consumes"] = nil
    options["produces"] = nil
    guard let responses = options["responses"], !responses.isNull else { return }
    func fault(_ text: String, _ span: Span?) -> SAMFault {
      .document("Invalid responses in options method for path \(path): \(text) should be a map.", span)
    }
    guard responses.isMap else { throw fault("It", responses.span) }
    if let answer = responses["200"], !answer.isNull, !answer.isMap { throw fault("The value of '200'", answer.span) }
    guard let headers = responses["200"]?["headers"], headers.isTruthy else { return }
    guard var map = headers.map else { throw .document("Value of response's headers in " + place, headers.span) }
    map.mapValues { _, value in value = ["schema": value] }
    options[in: "responses"][in: "200"]["headers"] = SAMValue(.map(map), headers.span)
  }
}
