import Source
import Template

extension WireReaderTests {
  private static let schedule = "AWS::Scheduler::Schedule"
  private static let pipe = "AWS::Pipes::Pipe"
  private static let stream: Value = "arn:aws:kinesis:eu-west-1:123456789012:stream/s"
  private static let lake: Value = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/l"
  private static let machine: Value = "arn:aws:states:eu-west-1:123456789012:stateMachine:m"
  private static let partner: Value = "arn:aws:events:eu-west-1:123456789012:api-destination/p/1a"

  private static func shown(_ value: Value) -> String { value.string ?? "" }

  static let schedules: [Case] = [
    Case(
      schedule, ["Target": ["Arn": function, "DeadLetterConfig": ["Arn": dead]]],
      ["schedule-function It>Function", "schedule-dead-letter-queue It>Dead"]),
    Case(schedule, ["Target": ["Arn": queue]], ["schedule-queue It>Queue"]),
    Case(schedule, ["Target": ["Arn": ref("Topic")]], ["schedule-topic It>Topic"]),
    Case(schedule, ["Target": ["Arn": getAtt("Bus", "Arn")]], ["schedule-bus It>Bus"]),
    Case(schedule, ["Target": ["Arn": stream]], ["schedule-stream It>\(shown(stream))"]),
    Case(schedule, ["Target": ["Arn": lake]], ["schedule-delivery-stream It>\(shown(lake))"]),
    Case(schedule, ["Target": ["Arn": machine]], ["schedule-state-machine It>\(shown(machine))"]),
    Case(schedule, ["Target": ["Arn": "arn:aws:scheduler:::aws-sdk:sqs:purgeQueue"]], []),
  ]

  static let pipes: [Case] = [
    Case(
      pipe, ["Source": queue, "Enrichment": function, "Target": ref("Alias")],
      ["pipe-source-queue Queue>It", "pipe-enrichment-function It>Function", "pipe-target-function It>Alias"]),
    Case(
      pipe,
      [
        "Source": stream, "Enrichment": machine, "Target": machine,
        "SourceParameters": ["KinesisStreamParameters": ["DeadLetterConfig": ["Arn": dead]]],
      ],
      [
        "pipe-source-stream \(shown(stream))>It", "pipe-dead-letter-queue It>Dead",
        "pipe-enrichment-state-machine It>\(shown(machine))", "pipe-target-state-machine-sync It>\(shown(machine))",
      ]),
    Case(
      pipe,
      [
        "Source": getAtt("Table", "StreamArn"), "Enrichment": partner, "Target": machine,
        "SourceParameters": ["DynamoDBStreamParameters": ["DeadLetterConfig": ["Arn": ref("Topic")]]],
        "TargetParameters": ["StepFunctionStateMachineParameters": ["InvocationType": "FIRE_AND_FORGET"]],
      ],
      [
        "pipe-source-table-stream Table>It", "pipe-dead-letter-topic It>Topic",
        "pipe-enrichment-api-destination It>\(shown(partner))", "pipe-target-state-machine It>\(shown(machine))",
      ]),
    Case(pipe, ["Target": queue], ["pipe-target-queue It>Queue"]),
    Case(pipe, ["Target": ref("Topic")], ["pipe-target-topic It>Topic"]),
    Case(pipe, ["Target": getAtt("Bus", "Arn")], ["pipe-target-bus It>Bus"]),
    Case(pipe, ["Target": stream], ["pipe-target-stream It>\(shown(stream))"]),
    Case(pipe, ["Target": lake], ["pipe-target-delivery-stream It>\(shown(lake))"]),
    Case(pipe, ["Target": getAtt("Group", "Arn")], ["pipe-target-log-group It>Group"]),
    Case(pipe, ["Target": partner], ["pipe-target-api-destination It>\(shown(partner))"]),
  ]

  private static func task(_ resource: Value, _ parameters: Value = [:]) -> Value {
    ["Type": "Task", "Resource": resource, "Parameters": parameters, "End": true]
  }

  private static func call(_ resource: String, _ parameters: Value) -> Value {
    task(.string("arn:aws:states:::\(resource)", Span(SourceID(0), 0, 0)), parameters)
  }

  private static func distributed(_ reader: Value, _ writer: Value) -> Value {
    [
      "Type": "Map", "ItemReader": reader, "ResultWriter": writer, "End": true,
      "ItemProcessor": [
        "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"], "StartAt": "A",
        "States": ["A": ["Type": "Succeed"]],
      ],
    ]
  }

  private static let stateMachine = "AWS::StepFunctions::StateMachine"

  static let stateMachines: [Case] = [
    Case(
      stateMachine,
      [
        "Definition": [
          "StartAt": "A",
          "States": [
            "A": task(function), "B": call("lambda:invoke", ["FunctionName": ref("Alias")]),
            "C": call("sqs:sendMessage", ["QueueUrl": ref("Queue")]),
            "D": call("sns:publish", ["TopicArn": ref("Topic")]),
            "E": call("events:putEvents", ["Entries": [["EventBusName": "shop"], ["EventBusName": "shop"]]]),
            "F": call("aws-sdk:sfn:startSyncExecution", ["StateMachineArn": machine]),
            "G": call("states:startExecution", ["StateMachineArn": machine]),
            "H": call("states:startExecution.sync:2", ["StateMachineArn": machine]),
            "I": call("dynamodb:getItem", ["TableName": ref("Table")]),
            "J": call("dynamodb:putItem", ["TableName": "${Name}"]),
            "K": call("aws-sdk:dynamodb:updateItem", ["TableName": ref("Table")]),
            "L": call("dynamodb:deleteItem", ["TableName": ref("Table")]),
            "M": call("sqs:sendMessage", ["QueueUrl.$": "$.url"]),
            "N": ["Type": "Parallel", "Branches": [["StartAt": "O", "States": ["O": task(function)]]], "End": true],
          ],
        ], "DefinitionSubstitutions": ["Name": ref("Table")],
        "LoggingConfiguration": ["Destinations": [["CloudWatchLogsLogGroup": ["LogGroupArn": getAtt("Group", "Arn")]]]],
      ],
      [
        "state-machine-function It>Function", "state-machine-function It>Alias", "state-machine-queue It>Queue",
        "state-machine-topic It>Topic", "state-machine-bus It>Bus",
        "state-machine-state-machine-express-sync It>\(shown(machine))",
        "state-machine-state-machine It>\(shown(machine))", "state-machine-state-machine-sync It>\(shown(machine))",
        "state-machine-table-getItem It>Table", "state-machine-table-putItem It>Table",
        "state-machine-table-updateItem It>Table", "state-machine-table-deleteItem It>Table",
        "state-machine-function It>Function", "state-machine-logs It>Group",
      ]),
    Case(
      stateMachine,
      [
        "Definition": [
          "StartAt": "A",
          "States": [
            "A": distributed(
              ["Resource": "arn:aws:states:::s3:getObject", "Parameters": ["Bucket": ref("Bucket")]],
              ["Resource": "arn:aws:states:::s3:putObject", "Parameters": ["Bucket": ref("Bucket")]]),
            "B": distributed(
              ["Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": ["Bucket": ref("Bucket")]], [:]),
          ],
        ]
      ],
      [
        "state-machine-reader-getObject It>Bucket", "state-machine-writer-putObject It>Bucket",
        "state-machine-reader-listObjectsV2 It>Bucket",
      ]),
    Case(stateMachine, ["DefinitionString": "{\"StartAt\": ${Broken"], []),
  ]
}
