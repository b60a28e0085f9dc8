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
    method(
      uri("lambda:path/2021-11-15/functions/${Function.Arn}/response-streaming-invocations"),
      ["api-function Api>Function"]),
    // Nobody knows which function's alias a stage variable names.
    method(
      uri("lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f:live/invocations"),
      ["api-function Api>arn:aws:lambda:eu-west-1:123456789012:function:f:live"]),
  ]

  /// The arrows of APIs that have a definition.
  static let definitionCases: [Case] = [
    definition("AWS::ApiGateway::RestApi", ["/a": ["get": operation(toFunction)]], ["api-function It>Function"]),
    definition("AWS::ApiGatewayV2::Api", ["/$default": [any: operation(toFunction)]], ["api-function It>Function"]),
    definition("AWS::ApiGateway::RestApi", ["/a": ["parameters": operation(toFunction), "get": [:]]], []),
    definition(
      "AWS::ApiGateway::RestApi", ["/a": ["post": operation(uri("dynamodb:action/PutItem"), body: sub("${Table}"))]],
      ["api-table-put-item It>Table"]),
    definition(
      "AWS::ApiGatewayV2::Api",
      [
        "/a": [
          "post": [
            "x-amazon-apigateway-integration": [
              "integrationSubtype": "SQS-SendMessage", "requestParameters": ["QueueUrl": ref("Queue")],
            ]
          ]
        ]
      ], ["api-queue It>Queue"]),
    definition(
      "AWS::ApiGateway::RestApi",
      [
        "/a": ["get": call(.ifElse, ["Live", operation(toFunction), ref("AWS::NoValue")])],
        "/b": call(.ifElse, ["Live", ["get": operation(toFunction)], ["get": operation(toAlias)]]),
        "/c": ["get": operation(call(.ifElse, ["Live", toAlias, ref("AWS::NoValue")]))],
      ],
      [
        "api-function It>Function", "api-function It>Function", "api-function It>Alias",
        "api-function It>Alias",
      ]),
    Case(
      "AWS::ApiGateway::RestApi",
      ["Body": ["securityDefinitions": ["own": ["x-amazon-apigateway-authorizer": ["authorizerUri": toFunction]]]]],
      ["api-authorizer-function It>Function"]),
    Case(
      "AWS::ApiGateway::RestApi",
      [
        "Body": [
          "components": [
            "securitySchemes": ["own": ["x-amazon-apigateway-authorizer": ["authorizerUri": toFunction]], "key": [:]]
          ]
        ]
      ], ["api-authorizer-function It>Function"]),
    Case("AWS::ApiGateway::RestApi", ["Body": "none"], []),
  ]

  private static let any = "x-amazon-apigateway-any-method"
  private static let toFunction = uri("lambda:path/2015-03-31/functions/${Function.Arn}/invocations")
  private static let toAlias = uri("lambda:path/2015-03-31/functions/${Alias}/invocations")

  private static func operation(_ uri: Value, body: Value = "") -> Value {
    ["x-amazon-apigateway-integration": ["uri": uri, "requestTemplates": ["application/json": body]]]
  }

  private static func definition(_ type: String, _ paths: Value, _ expected: [String]) -> Case {
    Case(type, ["Body": ["paths": paths]], expected)
  }

  private static func uri(_ rest: String) -> Value { sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:" + rest) }

  private static func method(_ uri: Value, body: Value = "", _ expected: [String]) -> Case {
    Case(
      "AWS::ApiGateway::Method",
      ["RestApiId": ref("Api"), "Integration": ["Uri": uri, "RequestTemplates": ["application/json": body]]], expected)
  }
}
