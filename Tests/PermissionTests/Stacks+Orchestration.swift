extension ProvedStack {
  /// Every arrow of schedules and pipes.
  static let orchestration = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      report: { aliases: { live: {} } }
      customer: {}
    queues:
      jobs: { retention: 4d }
      orders: { retention: 4d }
      failed: { retention: 14d }
    topics:
      news: {}
    buses:
      shop: {}
    tables:
      orders: { key: { id: string }, stream: newImage }
    logs:
      trail: { properties: { RetentionInDays: 30 } }
    stateMachines:
      wait: { definition: { StartAt: End, States: { End: { Type: Succeed } } } }
      look: { type: express, definition: { StartAt: End, States: { End: { Type: Succeed } } }, logging: none }
    schedules:
      function: { schedule: rate(1 hour), to: { target: functions.report, deadLetter: queues.failed } }
      alias: { schedule: rate(1 hour), to: functions.report.live }
      queue: { schedule: rate(1 hour), to: queues.jobs }
      topic: { schedule: rate(1 hour), to: { target: topics.news, input: hello } }
      bus: { schedule: rate(1 hour), to: { target: buses.shop, detailType: tick, source: shop.clock, input: {} } }
      machine: { schedule: rate(1 hour), to: { target: stateMachines.wait, input: {} } }
      stream:
        schedule: rate(1 hour)
        to: { target: "arn:aws:kinesis:eu-west-1:123456789012:stream/ticks", partitionKey: tick }
      lake: { schedule: rate(1 hour), to: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake" }
    pipes:
      toFunction: { from: queues.jobs, enrich: functions.customer, to: functions.report }
      toQueue:
        from: { source: tables.orders, deadLetter: queues.failed }
        enrich: stateMachines.look
        to: queues.orders
      toTopic:
        from: { source: "arn:aws:kinesis:eu-west-1:123456789012:stream/ticks", deadLetter: topics.news }
        enrich: "arn:aws:events:eu-west-1:123456789012:api-destination/partner/1a2b"
        to: topics.news
      toBus: { from: queues.jobs, to: { target: buses.shop, detailType: paid, source: shop.pipe } }
      toStream: { from: queues.jobs, to: { target: "arn:aws:kinesis:eu-west-1:123456789012:stream/out", partitionKey: $.messageId } }
      toLake: { from: queues.jobs, to: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/lake" }
      toMachine: { from: queues.jobs, to: stateMachines.wait }
      toExpress: { from: queues.jobs, to: stateMachines.look }
      toLogs: { from: queues.jobs, to: logs.trail }
      toPartner: { from: queues.jobs, to: "arn:aws:events:eu-west-1:123456789012:api-destination/partner/1a2b" }

    """

  /// Every call that a state machine can make: those that are arrows, and others.
  static let calls = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      charge: { aliases: { live: {} } }
      refund: {}
    queues:
      jobs: { retention: 4d }
    topics:
      news: {}
    buses:
      shop: {}
    tables:
      orders: { key: { id: string } }
    buckets:
      lake: {}
    stateMachines:
      child:
        definition: { StartAt: Wait, States: { Wait: { Type: Task, Resource: functions.refund, End: true } } }
        tracing: true
        logging: error
      quick:
        type: express
        definition: { StartAt: End, States: { End: { Type: Succeed } } }
      all:
        substitutions: { Table: "${tables.orders.name}" }
        definition:
          StartAt: Charge
          States:
            Charge: { Type: Task, Resource: functions.charge.live, Next: Refund }
            Refund:
              Type: Task
              Resource: arn:aws:states:::lambda:invoke
              Parameters: { FunctionName: "${functions.refund.name}", Payload: {} }
              Next: Send
            Send:
              Type: Task
              Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
              Parameters: { QueueUrl: "${queues.jobs.url}", MessageBody: { "token.$": $$.Task.Token } }
              TimeoutSeconds: 3600
              Next: Tell
            Tell:
              Type: Task
              Resource: arn:aws:states:::aws-sdk:sns:publish
              Parameters: { TopicArn: "${topics.news.arn}", Message: hello }
              Next: Put
            Put:
              Type: Task
              Resource: arn:aws:states:::events:putEvents
              Parameters: { Entries: [{ EventBusName: "${buses.shop.name}", DetailType: paid, Source: shop, Detail: {} }] }
              Next: Save
            Save:
              Type: Task
              Resource: arn:aws:states:::dynamodb:putItem
              Parameters: { TableName: "${Table}", Item: { id: { S: a } } }
              Next: Load
            Load:
              Type: Task
              Resource: arn:aws:states:::dynamodb:getItem
              Parameters: { TableName: "${Table}", Key: { id: { S: a } } }
              Next: Change
            Change:
              Type: Task
              Resource: arn:aws:states:::aws-sdk:dynamodb:updateItem
              Parameters: { TableName: "${Table}", Key: { id: { S: a } } }
              Next: Drop
            Drop:
              Type: Task
              Resource: arn:aws:states:::dynamodb:deleteItem
              Parameters: { TableName: "${Table}", Key: { id: { S: a } } }
              Next: Look
            Look:
              Type: Task
              Resource: arn:aws:states:::aws-sdk:dynamodb:query
              Parameters: { TableName: "${tables.orders.name}", KeyConditionExpression: "id = :id" }
              Next: Start
            Start:
              Type: Task
              Resource: arn:aws:states:::states:startExecution
              Parameters: { StateMachineArn: "${stateMachines.quick.arn}" }
              Next: Await
            Await:
              Type: Task
              Resource: arn:aws:states:::states:startExecution.sync:2
              Parameters: { StateMachineArn: "${stateMachines.child.arn}" }
              Next: Ask
            Ask:
              Type: Task
              Resource: arn:aws:states:::aws-sdk:sfn:startSyncExecution
              Parameters: { StateMachineArn: "${stateMachines.quick.arn}" }
              Next: Job
            Job:
              Type: Task
              Resource: arn:aws:states:::batch:submitJob.sync
              Parameters: { JobName: report, JobQueue: reports, JobDefinition: report }
              Next: Page
            Page:
              Type: Task
              Resource: arn:aws:states:::http:invoke
              Parameters:
                ApiEndpoint: https://partner.example/orders
                Method: GET
                Authentication: { ConnectionArn: "arn:aws:events:eu-west-1:123456789012:connection/partner/1a2b" }
              Next: Each
            Each:
              Type: Map
              ItemReader:
                Resource: arn:aws:states:::s3:getObject
                ReaderConfig: { InputType: JSON }
                Parameters: { Bucket: "${buckets.lake.name}", Key: items.json }
              ItemProcessor:
                ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
                StartAt: Copy
                States:
                  Copy:
                    Type: Task
                    Resource: arn:aws:states:::aws-sdk:s3:deleteObject
                    Parameters: { Bucket: "${buckets.lake.name}", Key.$: $.key }
                    End: true
              ResultWriter:
                Resource: arn:aws:states:::s3:putObject
                Parameters: { Bucket: "${buckets.lake.name}", Prefix: results }
              Next: List
            List:
              Type: Map
              ItemReader:
                Resource: arn:aws:states:::s3:listObjectsV2
                Parameters: { Bucket: "${buckets.lake.name}" }
              ItemProcessor:
                ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: STANDARD }
                StartAt: Pass
                States: { Pass: { Type: Pass, End: true } }
              End: true

    """
}
