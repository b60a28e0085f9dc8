import Template

extension WireReaderTests {
  /// An HTTP API's call of a queue.
  static let toQueue: Value = [
    "IntegrationSubtype": "SQS-SendMessage", "RequestParameters": ["QueueUrl": ref("Queue")],
    "CredentialsArn": getAtt("Role", "Arn"),
  ]

  /// The arrows of APIs.
  static let apiCases: [Case] = [
    Case(
      "AWS::ApiGatewayV2::Route", ["ApiId": ref("Api"), "Target": sub("integrations/${ToQueue}")],
      ["api-queue Api>Queue"]),
    method(uri("lambda:path/2015-03-31/functions/${Function.Arn}/invocations"), ["api-function Api>Function"]),
    method(uri("lambda:path/2015-03-31/functions/${Alias}/invocations"), ["api-function Api>Alias"]),
    method(
      "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations",
      ["api-function Api>arn:aws:lambda:eu-west-1:123456789012:function:f"]),
    method(uri("sqs:path/${AWS::AccountId}/${Queue.QueueName}"), ["api-queue Api>Queue"]),
    method(
      uri("sqs:path/${AWS::AccountId}/${Queue.QueueName}"), body: sub("Action=SendMessage&MessageBody=$input.body"),
      ["api-queue Api>Queue"]),
    method(
      uri("sqs:path/${AWS::AccountId}/${Queue.QueueName}"), body: sub("Action=ReceiveMessage&Version=2012-11-05"), []),
    method(uri("sns:path//"), body: sub("Action=Publish&TopicArn=${Topic}"), ["api-topic Api>Topic"]),
    method(uri("states:action/StartExecution"), body: sub("${Machine}"), ["api-state-machine Api>Machine"]),
    method(uri("states:action/StartSyncExecution"), body: sub("${Machine}"), ["api-state-machine-sync Api>Machine"]),
    method(uri("kinesis:action/PutRecord"), body: sub("${Stream}"), ["api-stream Api>Stream"]),
    method(uri("kinesis:action/PutRecords"), body: sub("${Stream}"), ["api-stream-batch Api>Stream"]),
    method(uri("events:action/PutEvents"), body: sub("${Bus.Name}"), ["api-bus Api>Bus"]),
    method(uri("dynamodb:action/GetItem"), body: sub("${Table}"), ["api-table-get-item Api>Table"]),
    method(uri("dynamodb:action/PutItem"), body: sub("${Table}"), ["api-table-put-item Api>Table"]),
    method(uri("dynamodb:action/UpdateItem"), body: sub("${Table}"), ["api-table-update-item Api>Table"]),
    method(uri("dynamodb:action/DeleteItem"), body: sub("${Table}"), ["api-table-delete-item Api>Table"]),
    method(uri("dynamodb:action/Query"), body: sub("${Table}"), ["api-table-query Api>Table"]),
    method(uri("dynamodb:action/Scan"), body: sub("${Table}"), ["api-table-scan Api>Table"]),
    method(uri("s3:path/bucket"), []), method("https://shop.example", []),
    Case(
      "AWS::ApiGateway::Authorizer",
      ["RestApiId": ref("Api"), "AuthorizerUri": uri("lambda:path/2015-03-31/functions/${Function.Arn}/invocations")],
      ["api-authorizer-function Api>Function"]),
    Case("AWS::ApiGatewayV2::Authorizer", ["ApiId": ref("Api"), "AuthorizerType": "JWT"], []),
  ]

  private static func uri(_ rest: String) -> Value { sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:" + rest) }

  private static func method(_ uri: Value, body: Value = "", _ expected: [String]) -> Case {
    Case(
      "AWS::ApiGateway::Method",
      ["RestApiId": ref("Api"), "Integration": ["Uri": uri, "RequestTemplates": ["application/json": body]]], expected)
  }
}
