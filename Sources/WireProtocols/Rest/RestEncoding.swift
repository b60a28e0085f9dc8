import ServiceModels

/// Writes answers of the REST protocols (Smithy 2.0, "HTTP bindings").
enum RestEncoding {
  static func answer(_ output: WireObject, _ call: WireCall, _ requestID: String) -> WireResponse {
    var response = WireResponse(status: call.operation.responseCode)
    response.headers.append(("x-amzn-requestid", requestID))
    guard let shape = call.operation.output else { return response }
    for member in shape.members {
      guard let value = output[member.name.string], value != .null else { continue }
      switch member.location {
      case .statusCode: if let status = value.integer { response.status = status }
      case .header: response.headers.append((member.wireName.string.lowercased(), header(value, member)))
      case .headers:
        let prefix = member.wireName.string.lowercased()
        for (name, value) in value.object?.members ?? [] {
          if let text = value.string { response.headers.append((prefix + name, text)) }
        }
      case .body, .uri, .querystring: break
      }
    }
    guard response.status != 204 else { return response }
    let hasType = response.headers.contains { $0.name == "content-type" }
    let (body, type) = body(output, shape, call)
    response.body = body
    if let type, !hasType { response.headers.append(("content-type", type)) }
    return response
  }

  /// A header's text; line breaks would end it, so they become spaces.
  private static func header(_ value: WireValue, _ member: MemberModel) -> String {
    let text: String
    if member.isJSONValue {
      text = Base64.encode(Array((value.string ?? "").utf8))
    } else if case .list(let items) = value {
      text = items.map { ScalarText.encode($0, member.shape.item, times: .rfc822) }.joined(separator: ",")
    } else {
      text = ScalarText.encode(value, member, times: .rfc822)
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }

  private static func body(_ output: WireObject, _ shape: ShapeModel, _ call: WireCall) -> ([UInt8], String?) {
    let isXML = call.wire == .restXML
    guard let payload = shape.payload else {
      guard shape.members.contains(where: { $0.location == .body }) || !isXML else { return ([], nil) }
      if isXML { return (xml(.object(output), shape, nil, call), "application/xml") }
      var writer = JSONEncoding()
      writer.structure(output, shape) { $0.location == .body }
      return (writer.bytes, "application/json")
    }
    guard let value = output[payload.name.string] else { return ([], nil) }
    switch (payload.shape.kind, value) {
    case (.blob, .blob(let bytes)):
      // What functions answer is JSON, and Lambda says so.
      return (bytes, call.service.name == "lambda" ? "application/json" : "application/octet-stream")
    case (_, .string(let text)) where payload.shape.kind == .blob || payload.shape.kind == .string:
      return (Array(text.utf8), "text/plain")
    default:
      if isXML { return (xml(value, payload.shape, payload, call), "application/xml") }
      var writer = JSONEncoding()
      writer.value(value, payload.shape, payload)
      return (writer.bytes, "application/json")
    }
  }

  private static func xml(_ value: WireValue, _ shape: ShapeModel, _ member: MemberModel?, _ call: WireCall) -> [UInt8]
  {
    var writer = XMLEncoding()
    writer.declaration()
    let name = member.map(XMLEncoding.name) ?? shape.element.optional ?? shape.name.string
    writer.open(name, namespace: member?.xmlNamespace.optional ?? call.service.xmlNamespace.optional)
    if let object = value.object { writer.members(object, shape) }
    writer.close(name)
    return writer.bytes
  }
}
