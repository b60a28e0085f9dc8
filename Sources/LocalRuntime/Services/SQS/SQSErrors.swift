import WireProtocols

/// SQS's errors, in SQS's words (Amazon SQS API Reference, "Common Errors" and each action's errors).
extension ServiceError {
  static let queueDoesNotExist = ServiceError("QueueDoesNotExist", "The specified queue does not exist.")

  static func invalidParameter(_ message: String) -> ServiceError {
    ServiceError("InvalidParameterValue", message, status: 400)
  }

  static func invalidParameter(_ value: some CustomStringConvertible, for name: String, _ reason: String)
    -> ServiceError
  {
    invalidParameter("Value \(value) for parameter \(name) is invalid. Reason: \(reason)")
  }

  static func missingParameter(_ name: String) -> ServiceError {
    ServiceError("MissingParameter", "The request must contain the parameter \(name).", status: 400)
  }

  static func invalidAttributeValue(_ name: String, _ reason: String? = nil) -> ServiceError {
    ServiceError(
      "InvalidAttributeValue", "Invalid value for the parameter \(name)." + (reason.map { " Reason: \($0)" } ?? ""))
  }

  static func unknownAttribute(_ name: String) -> ServiceError {
    ServiceError("InvalidAttributeName", "Unknown Attribute \(name).")
  }

  static func invalidReceiptHandle(_ handle: String) -> ServiceError {
    ServiceError(
      "ReceiptHandleIsInvalid", "The input receipt handle \"\(handle.prefix(100))\" is not a valid receipt handle.")
  }

  static let inFlightLimit = ServiceError(
    "OverLimit", "Too many messages in flight: the maximum is \(SQSLimits.inFlight) for each queue.")

  static let memoryLimit = ServiceError(
    "OverLimit",
    "The queues of this local run hold \(SQSLimits.held >> 20) MiB of messages, which is all they may: receive, delete or purge some."
  )

  static func notStored(_ error: StoreError) -> ServiceError {
    ServiceError("InternalFailure", "What was sent could not be made to last: \(error.reason)", status: 500)
  }
}

extension ServiceError {
  static func invalidAddress(_ url: String) -> ServiceError {
    ServiceError("InvalidAddress", "The address \(url.prefix(200)) is not valid for this endpoint.")
  }
}
