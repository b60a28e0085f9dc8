import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// What SQS refuses, and in which words.
@Suite struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var operation: String
    var queue = "jobs"
    var input: WireObject
    var shape: String
    var message: String
    var testDescription: String { "\(operation): \(message)" }
  }

  static func attribute(_ name: String, _ type: String, _ text: String) -> WireObject {
    [
      "MessageBody": "b",
      "MessageAttributes": .object([name: .object(["DataType": .string(type), "StringValue": .string(text)])]),
    ]
  }

  static let cases: [Case] = [
    Case(
      operation: "SendMessage", queue: "nobody", input: ["MessageBody": "b"], shape: "QueueDoesNotExist",
      message: "The specified queue does not exist."),
    Case(
      operation: "SendMessage", input: ["MessageBody": ""], shape: "MissingParameter",
      message: "The request must contain the parameter MessageBody."),
    Case(
      operation: "SendMessage", input: ["MessageBody": "a\u{1}b"], shape: "InvalidMessageContents",
      message: "Invalid binary character '#x1' was found in the message body"),
    Case(
      operation: "SendMessage", input: ["MessageBody": "\u{FFFE}"], shape: "InvalidMessageContents",
      message: "Invalid binary character '#xFFFE' was found in the message body"),
    Case(
      operation: "SendMessage", queue: "small", input: ["MessageBody": .string(String(repeating: "x", count: 1025))],
      shape: "InvalidParameterValue",
      message: "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."),
    Case(
      operation: "SendMessage", input: ["MessageBody": "b", "DelaySeconds": 901], shape: "InvalidParameterValue",
      message: "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."),
    Case(
      operation: "SendMessage", input: ["MessageBody": "b", "MessageDeduplicationId": "d"],
      shape: "InvalidParameterValue",
      message: "The request include parameter that is not valid for this queue type."),
    Case(
      operation: "SendMessage", queue: "line.fifo", input: ["MessageBody": "b", "MessageDeduplicationId": "d"],
      shape: "MissingParameter", message: "The request must contain the parameter MessageGroupId."),
    Case(
      operation: "SendMessage", queue: "line.fifo", input: ["MessageBody": "b", "MessageGroupId": "g"],
      shape: "InvalidParameterValue",
      message:
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"),
    Case(
      operation: "SendMessage", queue: "line.fifo",
      input: ["MessageBody": "b", "MessageGroupId": "g", "MessageDeduplicationId": "d", "DelaySeconds": 5],
      shape: "InvalidParameterValue", message: "Value 5 for parameter DelaySeconds is invalid."),
    Case(
      operation: "SendMessage", queue: "line.fifo",
      input: ["MessageBody": "b", "MessageGroupId": "g g", "MessageDeduplicationId": "d"],
      shape: "InvalidParameterValue", message: "alphanumeric and punctuation characters"),
    Case(
      operation: "SendMessage", input: attribute("AWS.x", "String", "v"), shape: "InvalidParameterValue",
      message: "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'."),
    Case(
      operation: "SendMessage", input: attribute("a b", "String", "v"), shape: "InvalidParameterValue",
      message: "Message (user) attribute name can contain"),
    Case(
      operation: "SendMessage", input: attribute("a", "Integer", "v"), shape: "InvalidParameterValue",
      message: "The type of message (user) attribute 'a' is invalid."),
    Case(
      operation: "SendMessage", input: attribute("a", "String", ""), shape: "InvalidParameterValue",
      message: "Message (user) attribute 'a' must contain a non-empty value of type 'String'."),
    Case(
      operation: "SendMessage", input: attribute("a", "Number", "seven"), shape: "InvalidParameterValue",
      message: "Could not cast message (user) attribute 'a' value to number."),
    Case(
      operation: "ReceiveMessage", input: ["MaxNumberOfMessages": 11], shape: "InvalidParameterValue",
      message: "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."),
    Case(
      operation: "ReceiveMessage", input: ["WaitTimeSeconds": 21], shape: "InvalidParameterValue",
      message: "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."),
    Case(
      operation: "ReceiveMessage", input: ["VisibilityTimeout": 43_201], shape: "InvalidParameterValue",
      message: "Value 43201 for parameter VisibilityTimeout is invalid."),
    Case(
      operation: "ReceiveMessage", input: ["AttributeNames": .list(["Nothing"])], shape: "InvalidAttributeName",
      message: "Unknown Attribute Nothing."),
    Case(
      operation: "ReceiveMessage", input: ["ReceiveRequestAttemptId": "a"], shape: "InvalidParameterValue",
      message: "not valid for this queue type"),
    Case(
      operation: "DeleteMessage", input: ["ReceiptHandle": "no handle"], shape: "ReceiptHandleIsInvalid",
      message: "The input receipt handle \"no handle\" is not a valid receipt handle."),
    Case(
      operation: "ChangeMessageVisibility", input: ["ReceiptHandle": "no handle", "VisibilityTimeout": 1],
      shape: "ReceiptHandleIsInvalid", message: "is not a valid receipt handle."),
    Case(
      operation: "SendMessageBatch", input: ["Entries": .list([])], shape: "EmptyBatchRequest",
      message: "There should be at least one SendMessageBatchRequestEntry in the request."),
    Case(
      operation: "SendMessageBatch", input: ["Entries": .list((0..<11).map { entry("e\($0)", "b") })],
      shape: "TooManyEntriesInBatchRequest", message: "Maximum number of entries per request are 10. You have sent 11."),
    Case(
      operation: "SendMessageBatch", input: ["Entries": .list([entry("a", "1"), entry("a", "2")])],
      shape: "BatchEntryIdsNotDistinct", message: "Id a repeated."),
    Case(
      operation: "SendMessageBatch", input: ["Entries": .list([entry("a!", "1")])], shape: "InvalidBatchEntryId",
      message: "A batch entry id can only contain alphanumeric characters, hyphens and underscores."),
    Case(
      operation: "SendMessageBatch",
      input: ["Entries": .list((0..<2).map { entry("e\($0)", String(repeating: "x", count: 600_000)) })],
      shape: "BatchRequestTooLong",
      message: "Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes."),
    Case(
      operation: "SetQueueAttributes", input: ["Attributes": .object(["VisibilityTimeout": "x"])],
      shape: "InvalidAttributeValue", message: "Invalid value for the parameter VisibilityTimeout."),
    Case(
      operation: "SetQueueAttributes", input: ["Attributes": .object(["Colour": "red"])], shape: "InvalidAttributeName",
      message: "Unknown Attribute Colour."),
    Case(
      operation: "SetQueueAttributes", input: ["Attributes": .object(["QueueArn": "x"])], shape: "InvalidAttributeName",
      message: "Unknown Attribute QueueArn."),
    Case(
      operation: "SetQueueAttributes",
      input: ["Attributes": .object(["RedrivePolicy": "{\"deadLetterTargetArn\":\"arn:x\",\"maxReceiveCount\":3}"])],
      shape: "InvalidParameterValue", message: "Dead letter target does not exist."),
    Case(
      operation: "GetQueueAttributes", input: ["AttributeNames": .list(["Colour"])], shape: "InvalidAttributeName",
      message: "Unknown Attribute Colour."),
  ]

  static func entry(_ id: String, _ body: String) -> WireValue {
    .object(["Id": .string(id), "MessageBody": .string(body)])
  }

  @Test(arguments: cases) func refuses(_ item: Case) async throws {
    let bench = try await SQSBench([
      SQSBench.queue("jobs"), SQSBench.queue("line.fifo"), SQSBench.queue("small") { $0.maximumMessageSize = 1024 },
    ])
    var input = item.input
    input["QueueUrl"] = .string(SQSBench.url(item.queue))
    let error = try #require(await bench.refusal(item.operation, input))
    #expect(error.shape == item.shape)
    #expect(error.message.contains(item.message), "\(error.message)")
    // Nothing of it was taken.
    #expect(try await bench.counts() == ["0", "0", "0"])
  }

  @Test func refusesTooManyAttributes() async throws {
    let bench = try await SQSBench()
    var attributes = WireObject()
    for index in 0..<11 { attributes["a\(index)"] = .object(["DataType": "String", "StringValue": "v"]) }
    let error = await bench.refusal(
      "SendMessage",
      ["QueueUrl": .string(SQSBench.url("jobs")), "MessageBody": "b", "MessageAttributes": .object(attributes)])
    #expect(error?.message == "Number of message attributes [11] exceeds the allowed maximum [10].")
  }

  @Test(arguments: [
    ("http://localhost:4566/123456789012/jobs", true), ("https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", true),
    ("http://[::1]:9/prefix/123456789012/jobs", true), ("jobs", true), ("/123456789012/jobs", true),
    ("http://localhost:4566/000000000000/jobs", false), ("http://localhost:4566/123456789012/job", false), ("", false),
    ("http://localhost:4566", false), ("http://localhost:4566/", false),
  ]) func findsAQueueByItsPath(url: String, exists: Bool) async throws {
    let bench = try await SQSBench()
    let error = await bench.refusal("SendMessage", ["QueueUrl": .string(url), "MessageBody": "b"])
    #expect((error == nil) == exists, "\(String(describing: error))")
  }
}
