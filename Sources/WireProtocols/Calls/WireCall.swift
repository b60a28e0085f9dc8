public import ServiceModels

/// How a call is written on the wire (Smithy 2.0, "AWS Protocols").
public enum WireProtocol: Sendable, Equatable {
  /// `awsJson1_0` or `awsJson1_1`, as the service's model says.
  case json
  /// `awsQuery`.
  case query
  /// `restJson1`.
  case restJSON
  /// `restXml`.
  case restXML
}

/// Which service, operation and protocol a request is for: found by `WireRouting`, it reads the request and writes the answer.
public struct WireCall: Sendable {
  /// The service.
  public let service: ServiceModel
  /// The operation.
  public let operation: OperationModel
  /// How the request is written, and so the answer.
  public let wire: WireProtocol
  /// Whether the client asked for the query protocol's error codes beside those of JSON (`x-amzn-query-mode`).
  public let isQueryMode: Bool

  /// The service's name: `sqs`.
  public var serviceName: String { service.name }
  /// The operation's name: `SendMessage`.
  public var operationName: String { operation.name }

  /// Makes a call.
  public init(service: ServiceModel, operation: OperationModel, wire: WireProtocol, isQueryMode: Bool = false) {
    self.service = service
    self.operation = operation
    self.wire = wire
    self.isQueryMode = isQueryMode
  }

  /// The operation's input, its members named as in the model: decoded, and checked against the model's constraints.
  /// What the model does not know is ignored, as AWS ignores it.
  /// - Throws: what AWS answers: `SerializationException` for what cannot be read, `ValidationException` or the
  ///   service's own form of it for what breaks a constraint.
  public func decode(_ request: WireRequest) throws(ServiceError) -> WireObject {
    let input: WireObject
    do throws(WireFault) {
      switch wire {
      case .json: input = try JSONDecoding.structure(operation.input, request.body)
      case .query: input = try QueryDecoding.structure(operation.input, of: request, service)
      case .restJSON, .restXML: input = try RestDecoding(call: self, request: request).structure()
      }
    } catch {
      throw error.answer(service, wire)
    }
    if let shape = operation.input, shape.isConstrained { try ConstraintCheck.check(input, shape, self) }
    return input
  }

  /// The answer to a call that succeeded. Members that the output's shape does not have are left out.
  public func encode(_ output: WireObject, requestID: String) -> WireResponse {
    switch wire {
    case .json:
      var writer = JSONEncoding()
      if let shape = operation.output { writer.structure(output, shape) } else { writer.empty() }
      return WireResponse(status: 200, headers: jsonHeaders(requestID), body: writer.bytes)
    case .query:
      return WireResponse(
        status: 200, headers: [("content-type", "text/xml"), ("x-amzn-requestid", requestID)],
        body: QueryEncoding.answer(output, self, requestID))
    case .restJSON, .restXML:
      return RestEncoding.answer(output, self, requestID)
    }
  }

  /// The answer to a call that failed, as AWS's SDKs read it.
  public func encode(_ error: ServiceError, requestID: String) -> WireResponse {
    ErrorEncoding(service: service, wire: wire, isQueryMode: isQueryMode).answer(error, requestID)
  }

  private func jsonHeaders(_ requestID: String) -> [(name: String, value: String)] {
    [("content-type", jsonContentType(service)), ("x-amzn-requestid", requestID)]
  }
}

/// The media type of a service's JSON protocol.
func jsonContentType(_ service: ServiceModel) -> String {
  service.jsonVersion.equals("1.0") ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1"
}
