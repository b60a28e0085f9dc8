import Testing
import WireProtocols

/// Values that break constraints, in the words of AWS.
@Suite struct ConstraintTests {
  private func lambda(_ method: String, _ path: String, query: String = "", _ body: String = "") -> ServiceError? {
    refusal(
      of: WireRequest(method: method, path: "/2015-03-31/functions" + path, query: query, body: Array(body.utf8)),
      signedFor: "lambda")
  }

  @Test func lengths() {
    let name = String(repeating: "a", count: 257)
    let error = refusal(of: jsonRequest("AWSEvents.DescribeRule", #"{"Name":"\#(String(repeating: "a", count: 65))"}"#))
    #expect(error?.shape == "ValidationException")
    #expect(
      error?.message
        == "1 validation error detected: Value '\(String(repeating: "a", count: 65))' at 'name' failed to satisfy constraint: "
        + "Member must have length less than or equal to 64")
    #expect(
      lambda("GET", "/\(name)")?.message.hasSuffix("Member must have length less than or equal to 256") == true)
  }

  @Test func ranges() {
    #expect(
      lambda("GET", "/", query: "MaxItems=10001")?.message
        == "1 validation error detected: Value '10001' at 'maxItems' failed to satisfy constraint: "
        + "Member must have value less than or equal to 10000")
    let logs = refusal(of: jsonRequest("Logs_20140328.FilterLogEvents", #"{"logGroupName":"g","limit":10001}"#))
    #expect(logs?.shape == "InvalidParameterException")
    #expect(
      logs?.message
        == "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: "
        + "Member must have value less than or equal to 10000")
  }

  @Test func enumsAndPatterns() {
    let error = refusal(of: RestCallTests.invoke("f%20f", [("x-amz-invocation-type", "Later")]), signedFor: "lambda")
    #expect(
      error?.message.hasPrefix("2 validation errors detected: Value 'f f' at 'functionName' failed to satisfy ") == true
    )
    #expect(
      error?.message.hasSuffix(
        "; Value 'Later' at 'invocationType' failed to satisfy constraint: "
          + "Member must satisfy enum value set: [Event, RequestResponse, DryRun]") == true)
    let session = formRequest(
      "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr&RoleSessionName=Session1%3A2"
    )
    #expect(
      refusal(of: session)
        == ServiceError(
          "ValidationError",
          "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: "
            + "Member must satisfy regular expression pattern: [\\w+=,.@-]*"))
  }

  @Test func whatIsMissing() {
    #expect(
      refusal(of: jsonRequest("AWSEvents.PutTargets", #"{"Rule":"r","Targets":[{"Id":"a"}]}"#))?.message
        == "1 validation error detected: Value null at 'targets.1.member.arn' failed to satisfy constraint: "
        + "Member must not be null")
    let publish = formRequest(
      "Action=Publish&Version=2010-03-31&TopicArn=t&Message=m&MessageAttributes.entry.1.Name=attr1"
        + "&MessageAttributes.entry.1.Value.StringValue=v")
    #expect(
      refusal(of: publish)
        == ServiceError(
          "ValidationError",
          "1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy "
            + "constraint: Member must not be null"))
  }

  @Test func listsAndMaps() {
    #expect(
      refusal(of: jsonRequest("AWSEvents.PutEvents", #"{"Entries":[]}"#))?.message
        == "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: "
        + "Member must have length greater than or equal to 1")
    let code = #"{"FunctionName":"f","Role":"arn:aws:iam::123456789012:role/r","Code":{},"Architectures":["X86_64"]}"#
    #expect(
      lambda("POST", "", code)?.message
        == "1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy constraint: "
        + "Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]")
    let alias = #"{"Name":"live","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":2.0}}}"#
    #expect(
      lambda("POST", "/f/aliases", alias)?.message
        == "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy "
        + "constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, "
        + "Member must have value greater than or equal to 0.0]")
  }

  @Test func queuesNameParameters() {
    #expect(
      refusal(of: jsonRequest("AmazonSQS.SendMessage", #"{"MessageBody":"b"}"#))
        == ServiceError("MissingRequiredParameterException", "The request must contain the parameter QueueUrl."))
    #expect(
      refusal(of: jsonRequest("AmazonSQS.GetQueueAttributes", #"{"QueueUrl":"u","AttributeNames":["All","X"]}"#))
        == ServiceError("InvalidAttributeName", "Unknown Attribute X."))
    #expect(
      refusal(of: jsonRequest("AmazonSQS.CreateQueue", #"{"QueueName":"u","Attributes":{"X":"1"}}"#))
        == ServiceError("InvalidAttributeName", "Unknown Attribute X."))
  }

  @Test func messageAttributesHaveATypeAndValuesTheirs() {
    let body = #"{"QueueUrl":"u","MessageBody":"b","MessageAttributes":{"a.b":{"StringValue":"v"}}}"#
    #expect(
      refusal(of: jsonRequest("AmazonSQS.SendMessage", body))
        == ServiceError(
          "InvalidParameterValueException", "The message attribute 'a.b' must contain non-empty message attribute type."
        ))
    #expect(
      refusal(of: jsonRequest("AmazonSQS.ReceiveMessage", #"{"QueueUrl":"u","WaitTimeSeconds":"5"}"#))?.message
        == "STRING_VALUE can not be converted to an Integer")
    #expect(
      refusal(of: jsonRequest("DynamoDB_20120810.PutItem", #"{"TableName":"t","Item":{"a":{"N":5}}}"#))?.message
        == "NUMBER_VALUE cannot be converted to String")
  }

  @Test func onlySoManyAreReported() {
    let targets = (0..<100).map { _ in "{}" }.joined(separator: ",")
    let error = refusal(of: jsonRequest("AWSEvents.PutTargets", #"{"Rule":"r","Targets":[\#(targets)]}"#))
    #expect(error?.message.hasPrefix("10 validation errors detected: ") == true)
  }

  @Test func longTextsCostLittle() {
    let text = String(repeating: "a", count: 1_000_000)
    #expect(refusal(of: RestCallTests.invoke(text), signedFor: "lambda")?.shape == "ValidationException")
  }
}
