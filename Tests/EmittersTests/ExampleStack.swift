import Diagnostics
import Driver
import Source
import Spec
import Template
import Testing

/// A stack with every section, compiled, for tests of what is made from it.
struct ExampleStack {
  let template: StackTemplate
  let sources: SourceMap

  init(_ text: String = ExampleStack.text, deployment: Deployment = Deployment()) throws {
    let today = try #require(CalendarDate(parsing: "2026-11-24"))
    let compilation = Compiler.compile(
      SourceFile(path: "stack.yaml", text: text), files: FilesInMemory(Self.files),
      options: CompileOptions(today: today, deployment: deployment))
    let errors = compilation.findings.diagnostics.filter { $0.severity == .error }.map(\.message)
    try #require(errors == [])
    template = try #require(compilation.template)
    sources = compilation.sources
  }

  static let files = [
    "src/shop/app.py": "def checkout(event, context): pass\ndef notify(event, context): pass\n",
    "src/fulfil/index.mjs": "export const fulfil = async () => {}\n",
    "layers/common/python/common.py": "",
  ]

  static let text = """
    stack: shop
    description: Order intake, fulfilment and analytics

    parameters:
      stage: { type: String, default: dev, allowedValues: [dev, prod] }

    functions:
      checkout:
        runtime: python3.13
        handler: app.checkout
        code: src/shop
        memory: 512 MB
        timeout: 10s
        layers: [layers.common]
        environment:
          ORDERS_URL: ${queues.orders.url}
          TABLE: ${tables.orders.name}
          STAGE: ${parameters.stage}
        access:
          - send: queues.orders
          - readWrite: tables.orders
          - put: buses.shop
        onFailure: queues.failed
        retries: { attempts: 1, maxAge: 1h }
        aliases: { live: { version: latest } }
      notify:
        runtime: python3.13
        handler: app.notify
        code: src/shop
        access:
          - publish: topics.shipped
      fulfil:
        runtime: nodejs22.x
        handler: index.fulfil
        code: src/fulfil
        timeout: 30s
        role: roles.fulfilment
        consumes:
          - queue: queues.orders
            batchSize: 10

    layers:
      common: { code: layers/common, runtimes: [python3.13] }

    roles:
      fulfilment:
        trusts: lambda.amazonaws.com
        allow:
          - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
            on: queues.orders
        managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]

    queues:
      orders: { visibilityTimeout: 3m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      failed: { retention: 14d }
      ledger.fifo: { contentBasedDeduplication: true }

    buses:
      shop: {}

    rules:
      nightly: { schedule: cron(0 2 * * ? *), to: functions.checkout }
      bigOrder:
        bus: buses.shop
        pattern: { source: [shop.orders], detail: { total: [{ numeric: [">", 100] }] } }
        to:
          - functions.notify
          - target: queues.ledger.fifo
            messageGroupId: big
            deadLetter: queues.failed
            retry: { attempts: 5, maxAge: 1h }

    topics:
      shipped:
        subscriptions:
          - { to: queues.orders, filter: { country: [de, fr] }, raw: true }
          - functions.notify

    apis:
      shop:
        protocol: http
        cors: { origins: ["https://shop.example"], methods: [GET, POST] }
        throttle: { rate: 100, burst: 200 }
        routes:
          POST /orders: { to: functions.checkout, timeout: 10s }
          GET /orders/{id}: functions.checkout

    tables:
      orders: { key: { id: string, at: number }, stream: newAndOldImages }

    outputs:
      url: ${apis.shop.url}
      orders: ${queues.orders.arn}
    """
}
