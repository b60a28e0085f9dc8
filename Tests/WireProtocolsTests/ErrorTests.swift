import ServiceModels
import Testing
import WireProtocols

/// What clients read in answers to calls that failed.
@Suite struct ErrorTests {
  static func call(_ service: String, _ operation: String, _ wire: WireProtocol, isQueryMode: Bool = false) throws
    -> WireCall
  {
    let model = try #require(ServiceModel.named(service))
    return WireCall(
      service: model, operation: try #require(model.operation(operation)), wire: wire, isQueryMode: isQueryMode)
  }

  @Test func queueErrorsInJSON() throws {
    let error = ServiceError("QueueDoesNotExist", "The specified queue does not exist.")
    let quiet = try Self.call("sqs", "SendMessage", .json).encode(error, requestID: "r")
    #expect(quiet.status == 400)
    #expect(
      quiet.text
        == #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}"#)
    #expect(quiet.header("x-amzn-query-error") == nil)
    let asked = jsonRequest(
      "AmazonSQS.SendMessage", #"{"QueueUrl":"u","MessageBody":"b"}"#, [("x-amzn-query-mode", "true")])
    #expect(
      try decode(asked).call.encode(error, requestID: "r").header("x-amzn-query-error")
        == "AWS.SimpleQueueService.NonExistentQueue;Sender")
  }

  @Test func queueErrorsInXML() throws {
    let response = try Self.call("sqs", "SendMessage", .query).encode(
      ServiceError("QueueDoesNotExist", "no <queue>"), requestID: "r")
    #expect(
      response.text
        == #"<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type>"#
        + "<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>no &lt;queue&gt;</Message><Detail></Detail></Error>"
        + "<RequestId>r</RequestId></ErrorResponse>")
  }

  @Test func restErrors() throws {
    let response = try Self.call("lambda", "Invoke", .restJSON).encode(
      ServiceError(
        "TooManyRequestsException", "Rate Exceeded.",
        members: ["Reason": "ReservedFunctionConcurrentInvocationLimitExceeded", "retryAfterSeconds": "5"]),
      requestID: "r")
    #expect(response.status == 429)
    #expect(response.header("x-amzn-errortype") == "TooManyRequestsException")
    #expect(
      response.text
        == #"{"Type":"User","message":"Rate Exceeded.","Reason":"ReservedFunctionConcurrentInvocationLimitExceeded"}"#
        || response.text.contains(#""Reason":"ReservedFunctionConcurrentInvocationLimitExceeded""#))
  }

  @Test(arguments: [
    ("sqs", "SendMessage", WireProtocol.json, 403), ("logs", "PutLogEvents", .json, 400),
    ("lambda", "Invoke", .restJSON, 403), ("sts", "AssumeRole", .query, 403),
  ]) func refusedPermissions(service: String, operation: String, wire: WireProtocol, status: Int) throws {
    let response = try Self.call(service, operation, wire).encode(
      ServiceError("AccessDeniedException", "User: x is not authorized"), requestID: "r")
    #expect(response.status == status)
    #expect(wire != .query || response.text.contains("<Code>AccessDenied</Code>"))
    #expect(wire == .query || response.text.contains("User: x is not authorized"))
  }

  @Test func serviceFaultsAreTheReceivers() throws {
    let error = ServiceError("InternalFailure", "x")
    let response = try Self.call("sqs", "SendMessage", .json, isQueryMode: true).encode(error, requestID: "r")
    #expect(response.status == 500)
    #expect(response.header("x-amzn-query-error") == "InternalFailure;Receiver")
    #expect(
      try Self.call("sts", "AssumeRole", .query).encode(error, requestID: "r").text.contains("<Type>Receiver</Type>"))
    #expect(
      try Self.call("lambda", "Invoke", .restJSON).encode(ServiceError("ServiceException", "x"), requestID: "r").status
        == 500)
  }

  @Test func errorsBeforeTheCallIsKnown() {
    let request = jsonRequest("AmazonSQS.Nothing", "{}")
    let error = refusal(of: request) ?? ServiceError("none", "")
    #expect(error.shape == "UnknownOperationException")
    let response = WireRouting.refusal(error, of: request, signingService: nil, requestID: "r")
    #expect(response.status == 400)
    #expect(response.text.hasPrefix(#"{"__type":"com.amazon.coral.service#UnknownOperationException""#))
    let form = formRequest("Action=Nothing&Version=2010-03-31")
    let answer = WireRouting.refusal(
      ServiceError("InvalidAction", "x"), of: form, signingService: "sns", requestID: "r")
    #expect(answer.text.contains("<Code>InvalidAction</Code>"))
  }
}
