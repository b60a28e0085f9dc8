import ServiceModels

/// Writes errors as AWS's SDKs read them (Smithy 2.0, "Operation error serialization" of each protocol).
struct ErrorEncoding {
  /// The service, if it is known.
  let service: ServiceModel?
  let wire: WireProtocol
  let isQueryMode: Bool

  /// What stands before the name of an error in `__type`, for the services that write it.
  private static let namespaces = [
    "sqs": "com.amazonaws.sqs", "dynamodb": "com.amazonaws.dynamodb.v20120810",
  ]

  /// An error of the model, or a common one, or of neither.
  private struct Known {
    var name: String
    var code: String
    var status: Int
    var isSender: Bool
    var shape: ShapeModel?
  }

  func answer(_ error: ServiceError, _ requestID: String) -> WireResponse {
    let known = known(error)
    var response =
      switch wire {
      case .json: json(error, known)
      case .query: query(error, known, requestID)
      case .restJSON: restJSON(error, known)
      case .restXML: restXML(error, known, requestID)
      }
    response.headers.append(("x-amzn-requestid", requestID))
    return response
  }

  private func known(_ error: ServiceError) -> Known {
    if let shape = service?.error(error.shape) {
      let name = shape.name.string
      let status = error.status ?? (shape.errorStatus > 0 ? shape.errorStatus : shape.isServiceFault ? 500 : 400)
      return Known(
        name: name, code: shape.errorCode.optional ?? name, status: status,
        isSender: !shape.isServiceFault && status < 500, shape: shape)
    }
    let common = CommonError.named(error.shape)
    // A service that once spoke the query protocol keeps its statuses in JSON.
    let isPlainJSON = wire == .json && service?.isQueryCompatible != true
    let status = error.status ?? common.map { isPlainJSON ? $0.status.json : $0.status.other } ?? 400
    return Known(
      name: common?.name ?? error.shape, code: common?.code ?? error.shape, status: status, isSender: status < 500)
  }

  /// Members of the error's shape with the message among them.
  private func body(_ error: ServiceError, _ known: Known, type: String?) -> [UInt8] {
    var writer = JSONEncoding()
    var members = WireObject()
    if let type { members.append("__type", .string(type)) }
    // Whoever reads an error takes either spelling; the shape says which one its service writes.
    let own = known.shape?.members.first { $0.name.equals("message") || $0.name.equals("Message") }?.name.string
    let messageName = own ?? (wire == .restJSON || service?.name == "sqs" ? "message" : "Message")
    if let shape = known.shape, wire == .restJSON, shape.member("Type") != nil, error.members["Type"] == nil {
      members.append("Type", .string(known.isSender ? "User" : "Server"))
    }
    members[messageName] = .string(error.message)
    for (name, value) in error.members.members where members[name] == nil { members.append(name, value) }
    writer.mixed(members, known.shape)
    return writer.bytes
  }

  private func json(_ error: ServiceError, _ known: Known) -> WireResponse {
    let namespace = known.shape == nil ? "com.amazon.coral.service" : service.flatMap { Self.namespaces[$0.name] }
    let type = (namespace.map { $0 + "#" } ?? "") + known.name
    var headers = [("content-type", service.map(jsonContentType) ?? "application/x-amz-json-1.1")]
    if isQueryMode { headers.append(("x-amzn-query-error", "\(known.code);\(known.isSender ? "Sender" : "Receiver")")) }
    return WireResponse(status: known.status, headers: headers, body: body(error, known, type: type))
  }

  private func restJSON(_ error: ServiceError, _ known: Known) -> WireResponse {
    WireResponse(
      status: known.status, headers: [("content-type", "application/json"), ("x-amzn-errortype", known.name)],
      body: body(error, known, type: nil))
  }

  private func query(_ error: ServiceError, _ known: Known, _ requestID: String) -> WireResponse {
    var writer = XMLEncoding()
    writer.open("ErrorResponse", namespace: service?.xmlNamespace.optional)
    writer.open("Error")
    writer.element("Type", known.isSender ? "Sender" : "Receiver")
    writer.element("Code", known.code)
    writer.element("Message", error.message)
    if let shape = known.shape { writer.members(error.members, shape) }
    // SQS writes it, always empty.
    if service?.name == "sqs" { writer.element("Detail", "") }
    writer.close("Error")
    writer.element("RequestId", requestID)
    writer.close("ErrorResponse")
    return WireResponse(status: known.status, headers: [("content-type", "text/xml")], body: writer.bytes)
  }

  private func restXML(_ error: ServiceError, _ known: Known, _ requestID: String) -> WireResponse {
    var writer = XMLEncoding()
    // S3 has no element about it ("Error responses", REST error responses).
    let isBare = service?.name == "s3"
    writer.declaration()
    if !isBare { writer.open("ErrorResponse", namespace: service?.xmlNamespace.optional) }
    writer.open("Error")
    if !isBare { writer.element("Type", known.isSender ? "Sender" : "Receiver") }
    writer.element("Code", known.code)
    writer.element("Message", error.message)
    if let shape = known.shape { writer.members(error.members, shape) }
    if isBare { writer.element("RequestId", requestID) }
    writer.close("Error")
    if !isBare {
      writer.element("RequestId", requestID)
      writer.close("ErrorResponse")
    }
    return WireResponse(status: known.status, headers: [("content-type", "application/xml")], body: writer.bytes)
  }
}
