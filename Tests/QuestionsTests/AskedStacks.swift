import Denials
import Diagnostics
import Driver
import Questions
import Source
import Spec
import Template
import Testing

/// Stacks in memory, asked as the program asks those of the disk.
enum Asked {
  static let files = FilesInMemory(["src/app.py": "def f(event, context): pass\n", "flow.json": flow])
  static let flow = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}"

  static let options: CompileOptions = {
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    return CompileOptions(today: today)
  }()

  static func compile(_ text: String, path: String = "stack.yaml") -> Compilation {
    Compiler.compile(SourceFile(path: path, text: text), files: files, options: options)
  }

  static func stack(_ compilation: Compilation, _ sources: SourceMap? = nil) throws -> AskedStack {
    AskedStack(
      template: try #require(compilation.template), sources: sources ?? compilation.sources, trees: compilation.trees,
      files: files, today: options.today, deployment: options.deployment)
  }

  /// A message, traced in a stack.
  /// A template with a queue `Jobs` and a role whose policy has some statements; `IsProd` is a condition.
  static func chosen(_ statements: [String], resources: String = "") -> String {
    """
    Parameters: { Stage: { Type: String } }
    Conditions: { IsProd: !Equals [!Ref Stage, prod], IsTest: !Equals [!Ref Stage, test] }
    Resources:
      Jobs: { Type: AWS::SQS::Queue }
    \(resources)  Role:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
          Policies:
            - PolicyName: jobs
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
    \(statements.map { "              - \($0)\n" }.joined())
    """
  }

  /// A statement that allows actions on a resource of the template.
  static func allow(_ actions: String, on id: String) -> String {
    "{ Effect: Allow, Action: \(actions), Resource: !GetAtt \(id).Arn }"
  }

  static func trace(_ message: String, in text: String, path: String = "stack.yaml") throws
    -> (traced: TracedDenial, compilation: Compilation, sources: SourceMap)
  {
    let compilation = compile(text, path: path)
    let faults = compilation.findings.diagnostics.filter { $0.severity == .error }
    #expect(faults.isEmpty, "\(faults.map { "\($0.rule.code) \($0.message)" })")
    var sources = compilation.sources
    let file = SourceFile(path: "message", text: message)
    let id = sources.add(file)
    let denial = try #require(Denial(reading: file, id: id), "not understood: \(message)")
    return (TracedDenial(denial, in: try stack(compilation, sources)), compilation, sources)
  }

  /// A text with the edits of a fix.
  static func applying(_ fix: Fix, to text: String) -> String {
    var bytes = Array(text.utf8)
    for edit in fix.edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A stack with many kinds of resources, deployed as `shop-dev` in account 111122223333.
  static let shop = """
    stack: shop
    parameters:
      stage: { type: String, default: dev }
    functions:
      intake:
        runtime: python3.13
        handler: app.f
        code: src
        access:
          - send: queues.orders  # to be worked off
      flow: { runtime: python3.13, handler: app.f, code: src, access: { send: queues.orders } }
      block:
        runtime: python3.13
        handler: app.f
        code: src
        access:
          send: queues.orders
          publish: topics.news
      bare:
        runtime: python3.13
        handler: app.f
        code: src
      worker:
        runtime: python3.13
        handler: app.f
        code: src
        timeout: 10s
        role: roles.worker
        consumes: { queue: queues.orders }
      raw:
        runtime: python3.13
        handler: app.f
        code: src
        role: !GetAtt RawRole.Arn
    roles:
      worker:
        trusts: lambda.amazonaws.com
        allow:
          - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
            on: queues.orders
        managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      spare:
        trusts: [lambda.amazonaws.com]
        deny:
          - actions: sqs:PurgeQueue
            on: "*"
    queues:
      orders: {}
      ledger.fifo: { name: "${parameters.stage}-ledger.fifo" }
      locked: { encryptionKey: keys.main }
    topics:
      news: {}
    tables:
      orders: { key: { id: string }, indexes: { byDay: { key: { day: string, id: string } } } }
    buckets:
      lake: {}
    buses:
      shop: {}
    streams:
      clicks: { shards: 1 }
    keys:
      main: {}
    stateMachines:
      review: { type: standard, definition: flow.json }
    logs:
      audit: { retention: 30d }
    resources:
      RawRole:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
          ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
          PermissionsBoundary: !Ref Limit
          Policies:
            - PolicyName: own
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Action: sqs:SendMessage
                    Resource: !GetAtt OrdersQueue.Arn
      Limit:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [sqs:SendMessage, sns:Publish, logs:*]
                Resource: "*"

    """
}
