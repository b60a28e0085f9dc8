extension ProvedStack {
  /// Every arrow of APIs.
  static let apis = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      answer: { access: [{ notify: apis.live }] }
      decide: {}
    queues:
      orders: { retention: 14d }
      ledger.fifo: { retention: 14d }
    topics:
      news: {}
    buses:
      shop: {}
    tables:
      items: { key: { id: string } }
    resources:
      Clicks: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
      Work:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          StateMachineType: EXPRESS
          DefinitionString: '{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}'
          RoleArn: arn:aws:iam::123456789012:role/states
    apis:
      shop:
        protocol: rest
        authorizers: { staff: { function: functions.decide } }
        routes:
          GET /: { to: functions.answer, authorizer: staff }
          ANY /all/{rest+}: { to: functions.answer, authorizer: iam }
          GET /items/{id}/parts: functions.answer
          POST /orders: queues.orders
          POST /ledger: queues.ledger.fifo
          POST /news: topics.news
          POST /events: buses.shop
          POST /jobs: resources.Work
          POST /jobs/now: { to: resources.Work, call: startSyncExecution }
          POST /clicks: resources.Clicks
          POST /clicks/all: { to: resources.Clicks, call: putRecords, template: '{"StreamName": "${resources.Clicks}", "Records": []}' }
          GET /items: { to: tables.items, call: scan, template: '{"TableName": "${tables.items.name}"}' }
          POST /items: { to: tables.items, call: putItem, template: '{"TableName": "${tables.items.name}"}' }
          GET /items/{id}: { to: tables.items, call: getItem, template: '{"TableName": "${tables.items.name}"}' }
          PATCH /items/{id}: { to: tables.items, call: updateItem, template: '{"TableName": "${tables.items.name}"}' }
          DELETE /items/{id}: { to: tables.items, call: deleteItem, template: '{"TableName": "${tables.items.name}"}' }
          GET /found: { to: tables.items, call: query, template: '{"TableName": "${tables.items.name}"}' }
      web:
        protocol: http
        authorizers: { staff: { function: functions.decide, simple: true } }
        routes:
          POST /orders: queues.orders
          POST /events: buses.shop
          POST /jobs: resources.Work
          GET /: { to: functions.answer, authorizer: staff }
          $default: functions.answer
      live:
        protocol: websocket
        authorizers: { staff: { function: functions.decide, identity: querystring.token } }
        routes:
          $connect: { to: functions.answer, authorizer: staff }
          $default: functions.answer
          order: queues.orders

    """
}
