import ServiceModels

/// Why a message cannot be read.
struct WireFault: Error {
  /// What is wrong with it.
  enum Kind {
    /// Its syntax.
    case malformed
    /// The kind of a value.
    case type
    /// The percent-encoding of a path, query or form.
    case query
  }

  var kind: Kind
  var message: String

  static func malformed(_ message: String = "") -> WireFault { WireFault(kind: .malformed, message: message) }
  static func type(_ message: String) -> WireFault { WireFault(kind: .type, message: message) }
  static let query = WireFault(kind: .query, message: "The query string contains a syntax error.")
  static let tooDeep = WireFault(kind: .malformed, message: "The request is nested too deeply.")

  /// What the service answers.
  func answer(_ service: ServiceModel, _ wire: WireProtocol) -> ServiceError {
    switch (wire, kind) {
    case (.query, .query): ServiceError("MalformedQueryString", message)
    case (.query, _): ServiceError("MalformedInput", message)
    case (.restXML, _): ServiceError("MalformedXML", message)
    case (.restJSON, .malformed) where service.name == "lambda":
      ServiceError("InvalidRequestContentException", "Could not parse request body into json: " + message)
    default:
      // DynamoDB's front end words it in its own way.
      ServiceError(
        "SerializationException",
        service.name == "dynamodb"
          ? message.split(separator: " can not be converted to an ").joined(separator: " cannot be converted to ")
          : message)
    }
  }
}

/// Values nested deeper than this are not read: it bounds the recursion, and no service takes values as deep.
let deepestNesting = 512
