import ServiceModels

/// Finds which service, operation and protocol a request is for.
public enum WireRouting {
  /// The call of a request: by the prefix of `X-Amz-Target`, by the form members `Action` and `Version`, or by the service
  /// that the signature names and the operation whose method and path fit.
  /// - Parameter signingService: the service in the scope of the request's signature.
  /// - Returns: nil if it is no call to a service that is known here; it may be one to an HTTP API.
  /// - Throws: what AWS answers to an operation that the service does not have; `refusal` writes it.
  public static func route(_ request: WireRequest, signingService: String?) throws(ServiceError) -> WireCall? {
    if let target = request.header("x-amz-target") { return try jsonCall(request, target) }
    if let action = action(of: request) {
      return try queryCall(action.name, version: action.version, signingService)
    }
    guard let signingService else { return nil }
    for service in ServiceModel.all where service.signingName.equals(signingService) {
      let wire: WireProtocol
      if service.protocols.contains(.restJSON) {
        wire = .restJSON
      } else if service.protocols.contains(.restXML) {
        wire = .restXML
      } else {
        continue
      }
      guard let operation = RequestTemplate.operation(of: service, for: request) else {
        throw ServiceError(
          "UnknownOperationException", "no operation of \(service.name) has this method and path", status: 404)
      }
      return WireCall(service: service, operation: operation, wire: wire)
    }
    return nil
  }

  /// The answer to a request that `route` threw an error for, or that was refused before its call was known.
  public static func refusal(
    _ error: ServiceError, of request: WireRequest, signingService: String?, requestID: String
  ) -> WireResponse {
    let (service, wire) = guess(request, signingService)
    let isQueryMode = request.header("x-amzn-query-mode") == "true"
    return ErrorEncoding(service: service, wire: wire, isQueryMode: isQueryMode).answer(error, requestID)
  }

  private static func guess(_ request: WireRequest, _ signingService: String?) -> (ServiceModel?, WireProtocol) {
    if let target = request.header("x-amz-target") { return (service(ofTarget: target)?.service, .json) }
    let service = ServiceModel.all.first { service in signingService.map(service.signingName.equals) ?? false }
    if action(of: request) != nil { return (service, .query) }
    guard let service else { return (nil, .restJSON) }
    if service.protocols.contains(.restJSON) { return (service, .restJSON) }
    if service.protocols.contains(.restXML) { return (service, .restXML) }
    return (service, service.protocols.contains(.json) ? .json : .query)
  }

  private static func service(ofTarget target: String) -> (service: ServiceModel, operation: Substring)? {
    guard let dot = target.lastIndex(of: ".") else { return nil }
    let prefix = String(target[..<dot])
    guard let service = ServiceModel.all.first(where: { !$0.targetPrefix.isEmpty && $0.targetPrefix.equals(prefix) })
    else { return nil }
    return (service, target[target.index(after: dot)...])
  }

  private static func jsonCall(_ request: WireRequest, _ target: String) throws(ServiceError) -> WireCall? {
    guard let (service, name) = service(ofTarget: target) else { return nil }
    guard let operation = service.operation(String(name)) else {
      throw ServiceError("UnknownOperationException", "the service has no operation \(name)")
    }
    let isQueryMode = service.isQueryCompatible && request.header("x-amzn-query-mode") == "true"
    return WireCall(service: service, operation: operation, wire: .json, isQueryMode: isQueryMode)
  }

  private static func action(of request: WireRequest) -> (name: String, version: String?)? {
    let isForm = request.header("content-type")?.hasPrefix("application/x-www-form-urlencoded") ?? false
    guard isForm || request.query.contains("Action=") else { return nil }
    guard let pairs = try? QueryDecoding.pairs(of: request) else { return nil }
    guard let action = pairs.first(where: { $0.name == "Action" }) else { return nil }
    return (action.value, pairs.first { $0.name == "Version" }?.value)
  }

  private static func queryCall(
    _ action: String, version: String?, _ signingService: String?
  ) throws(ServiceError) -> WireCall? {
    let services = ServiceModel.all.filter { $0.protocols.contains(.query) }
    let service: ServiceModel?
    if let signingService {
      service = services.first { $0.signingName.equals(signingService) }
    } else {
      let ofVersion = services.filter { service in version.map(service.apiVersion.equals) ?? true }
      service = ofVersion.first { $0.operation(action) != nil } ?? (version == nil ? nil : ofVersion.first)
    }
    guard let service else { return nil }
    guard let operation = service.operation(action) else {
      throw ServiceError("InvalidAction", "The action \(action) is not valid for this web service.")
    }
    return WireCall(service: service, operation: operation, wire: .query)
  }
}
