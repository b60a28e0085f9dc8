/// An error that any service may answer, without a shape in its model (the API references, "Common Errors").
struct CommonError {
  /// Its name in JSON.
  let name: String
  /// Its code in XML.
  let code: String
  /// The status in the JSON protocols, and in the others.
  let status: (json: Int, other: Int)

  init(_ name: String, _ code: String, _ json: Int, _ other: Int) {
    self.name = name
    self.code = code
    status = (json, other)
  }

  static let all = [
    CommonError("AccessDeniedException", "AccessDenied", 400, 403),
    CommonError("ExpiredTokenException", "ExpiredToken", 400, 403),
    CommonError("IncompleteSignatureException", "IncompleteSignature", 400, 400),
    CommonError("InternalFailure", "InternalFailure", 500, 500),
    CommonError("InternalServerError", "InternalFailure", 500, 500),
    CommonError("InvalidSignatureException", "SignatureDoesNotMatch", 400, 403),
    CommonError("InvalidParameterValueException", "InvalidParameterValue", 400, 400),
    CommonError("InvalidParameterCombinationException", "InvalidParameterCombination", 400, 400),
    CommonError("MissingRequiredParameterException", "MissingParameter", 400, 400),
    CommonError("MissingAuthenticationTokenException", "MissingAuthenticationToken", 400, 403),
    CommonError("OptInRequired", "OptInRequired", 403, 403),
    CommonError("RequestEntityTooLargeException", "RequestEntityTooLarge", 413, 413),
    CommonError("RequestExpired", "RequestExpired", 400, 400),
    CommonError("SerializationException", "MalformedInput", 400, 400),
    CommonError("ServiceUnavailableException", "ServiceUnavailable", 503, 503),
    CommonError("ThrottlingException", "Throttling", 400, 400),
    CommonError("UnknownOperationException", "InvalidAction", 400, 400),
    CommonError("UnrecognizedClientException", "InvalidClientTokenId", 400, 403),
    CommonError("ValidationException", "ValidationError", 400, 400),
    CommonError("InvalidAction", "InvalidAction", 400, 400),
    CommonError("MalformedQueryString", "MalformedQueryString", 404, 404),
    CommonError("MalformedXML", "MalformedXML", 400, 400),
    CommonError("NotAuthorized", "NotAuthorized", 400, 400),
  ]

  /// The error of a name or a code.
  static func named(_ name: String) -> CommonError? {
    all.first { $0.name == name } ?? all.first { $0.code == name }
  }
}
