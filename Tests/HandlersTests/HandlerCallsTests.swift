import Handlers
import Source
import Spec
import Testing

/// Reads programs that lie in memory.
struct ProgramInMemory {
  let calls: HandlerCalls
  let sources: SourceMap

  init(_ files: [String: String], handler: String = "handler", entry: String? = nil) {
    let isPython = files.keys.contains { $0.hasSuffix(".py") }
    let box = SourceBox()
    let program = HandlerProgram(
      handler: entry ?? (isPython ? "app.py" : files.keys.contains("index.ts") ? "index.ts" : "index.mjs"),
      language: isPython ? .python : .javascript, isFile: { files[$0] != nil }, isVendored: { $0 == "vendored" },
      open: { path in
        guard let text = files[path] else { return nil }
        let file = SourceFile(path: path, text: text)
        return (box.add(file), file)
      })
    calls = program.calls(of: handler)
    sources = box.sources
  }

  /// Each call as `prefix:Operation(Parameter=value, …)`; a variable of the environment is written `$NAME`.
  var found: [String] {
    calls.calls.map { call in
      let arguments = call.arguments.compactMap { name, value -> String? in
        switch value {
        case .text(let text): "\(name)=\(text)"
        case .variable(let variable): "\(name)=$\(variable)"
        case .unknown: nil
        }
      }
      let given = arguments.sorted().joined(separator: ", ")
      return "\(call.prefix):\(call.operation.name)(\(given))\(call.isOwn ? "" : "!")"
    }
  }
}

/// Gathers the files that a program opens.
final class SourceBox {
  var sources = SourceMap()

  func add(_ file: SourceFile) -> SourceID { sources.add(file) }
}

@Suite("Calls of handlers")
struct HandlerCallsTests {
  static let pythonCases: [(String, [String])] = [
    (
      "import boto3\nsqs = boto3.client('sqs')\ndef handler(e, c):\n  sqs.send_message(QueueUrl='u', MessageBody='b')\n",
      ["sqs:SendMessage(MessageBody=b, QueueUrl=u)"]
    ),
    (
      "import boto3 as b, os\ndef handler(e, c):\n  b.client(\"sns\").publish(TopicArn=os.environ['T'])\n",
      ["sns:Publish(TopicArn=$T)"]
    ),
    (
      "from boto3 import client\nfrom os import environ, getenv as g\nT = g('T')\ns = client(service_name='sns')\ndef handler(e, c):\n  s.publish(TopicArn=T)\n  s.publish(TargetArn=environ.get('U'))\n",
      ["sns:Publish(TopicArn=$T)", "sns:Publish(TargetArn=$U)"]
    ),
    (
      "import boto3, os\nt = boto3.resource('dynamodb').Table(os.environ['T'])\ndef handler(e, c):\n  t.put_item(Item={'a': t.get_item(Key={})})\n",
      ["dynamodb:PutItem(TableName=$T)", "dynamodb:GetItem(TableName=$T)"]
    ),
    (
      "import boto3\ndef handler(e, c):\n  s3 = boto3.Session().client('s3')\n  p = s3.get_paginator('list_objects_v2')\n  for page in p.paginate(Bucket='b'):\n    pass\n",
      ["s3:ListObjectsV2(Bucket=b)"]
    ),
    (
      "import boto3\ndef handler(e, c):\n  boto3.resource('s3').Bucket('b').upload_file('f', 'k')\n  boto3.resource('s3').Bucket('b').objects.all()\n",
      ["s3:PutObject(Bucket=b, Filename=f, Key=k)", "s3:ListObjectsV2(Bucket=b)"]
    ),
    (
      "import boto3\nclass A:\n  def __init__(self):\n    self.c = boto3.client('events')\n  def go(self):\n    self.c.put_events(Entries=[])\ndef handler(e, c):\n  A().go()\n",
      ["events:PutEvents()"]
    ),
    (
      "import boto3\nS = None\ndef get():\n  global S\n  if S is None:\n    S = boto3.client('ssm')\n  return S\ndef handler(e, c):\n  get().get_parameter(Name='/p')\n",
      ["ssm:GetParameter(Name=/p)"]
    ),
    (
      "import boto3\ndef work(c=boto3.client('kms')):\n  c.decrypt(CiphertextBlob=b'')\ndef handler(e, c):\n  work()\n",
      ["kms:Decrypt(CiphertextBlob=)"]
    ),
    (
      "import boto3\ns = boto3.client('sqs')\ndef unused():\n  s.purge_queue(QueueUrl='u')\ndef handler(e, c):\n  '''s.send_message()'''\n  # s.send_message()\n  return 'unused()'\n",
      []
    ),
    ("import boto3\ndef handler(e, sqs):\n  sqs.send_message(QueueUrl='u')\nsqs = boto3.client('sqs')\n", []),
    (
      "import boto3\nsqs = boto3.client('sqs')\nsqs = wrap(sqs)\ndef handler(e, c):\n  sqs.send_message(QueueUrl='u')\n",
      []
    ),
    (
      "import boto3\ns = boto3.client('s3', aws_access_key_id='k')\ndef handler(e, c):\n  s.get_object(Bucket='b')\n",
      ["s3:GetObject(Bucket=b)!"]
    ),
    (
      "import boto3\ns = boto3.client('stepfunctions')\n\nasync def handler(e, c):\n    (\n        s\n    ).start_execution(\n        stateMachineArn='m',\n    )\n",
      ["states:StartExecution(stateMachineArn=m)"]
    ),
    (
      "import boto3, os\nt = boto3.resource('dynamodb').Table(os.environ.get('T') or 'x')\ndef handler(e, c):\n  with t.batch_writer() as w:\n    w.put_item(Item={})\n",
      ["dynamodb:BatchWriteItem(TableName=$T)"]
    ),
    (
      "import boto3, os\nE = os.environ\ndef handler(e, c):\n  b = boto3.client('events')\n  b.put_events(Entries=[{'EventBusName': E['B'], 'Detail': '{}'}, {'Detail': x, 'EventBusName': E['B']}])\n  b.put_events(Entries=[{'EventBusName': E['B']} for r in e])\n",
      [
        "events:PutEvents(Entries[].EventBusName=$B)", "events:PutEvents(Entries[].EventBusName=$B)",
      ]
    ),
    // Entries that say different things, that may hold more, or that are put together elsewhere, name no bus.
    (
      "import boto3, os\ndef handler(e, c):\n  b = boto3.client('events')\n  b.put_events(Entries=[{'EventBusName': 'a'}, {'EventBusName': 'b'}])\n  b.put_events(Entries=[{'EventBusName': 'a'}, {'Detail': 'b'}])\n  b.put_events(Entries=[{'EventBusName': 'a', **e}])\n  b.put_events(Entries=[{'EventBusName': 'a'}] + e)\n  b.put_events(Entries=[{'EventBusName': 'a'} if e else {}])\n",
      Array(repeating: "events:PutEvents()", count: 5)
    ),
    (
      "import boto3\ns3 = boto3.client('s3')\ndef handler(e, c):\n  s3.upload_file('f', 'b', 'k')\n  s3.download_file(Bucket='b', Key='k', Filename='f')\n  s3.upload_file(*e)\n",
      ["s3:PutObject(Bucket=b, Filename=f, Key=k)", "s3:GetObject(Bucket=b, Filename=f, Key=k)", "s3:PutObject()"]
    ),
    (
      "import boto3\ns3 = boto3.resource('s3')\ndef handler(e, c):\n  s3.Object('b', 'k').get()\n  s3.Object(key='k', bucket_name='b').delete()\n  s3.Bucket(name='b').Object('k').put(Body=b'')\n  s3.Bucket('b').copy({'Bucket': 'c'}, 'k')\n",
      [
        "s3:GetObject(Bucket=b, Key=k)", "s3:DeleteObject(Bucket=b, Key=k)", "s3:PutObject(Body=, Bucket=b, Key=k)",
        "s3:CopyObject(Bucket=b, Key=k)",
      ]
    ),
    (
      "import boto3\ns3 = boto3.client('s3')\ndef handler(e, c):\n  s3.generate_presigned_url('get_object', Params={'Bucket': 'b', 'Key': e['k']})\n  s3.generate_presigned_url('put_object', {'Bucket': 'b'})\n",
      ["s3:GetObject(Bucket=b)", "s3:PutObject(Bucket=b)"]
    ),
    (
      "import boto3\nq = boto3.resource('sqs')\ndef handler(e, c):\n  q.get_queue_by_name(QueueName='jobs').send_message(MessageBody='')\n  q.Queue(url='u').purge()\n  boto3.resource('sns').Topic('t').publish(Message='m')\n",
      [
        "sqs:GetQueueUrl(QueueName=jobs)", "sqs:SendMessage(MessageBody=, QueueName=jobs)",
        "sqs:PurgeQueue(QueueUrl=u)",
        "sns:Publish(Message=m, TopicArn=t)",
      ]
    ),
  ]

  @Test("Python", arguments: pythonCases)
  func python(_ text: String, _ expected: [String]) {
    #expect(ProgramInMemory(["app.py": text]).found == expected)
  }

  static let scriptCases: [(String, [String])] = [
    (
      "import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';\nconst c = new SQSClient({});\nexport const handler = async (e) => { await c.send(new SendMessageCommand({ QueueUrl: process.env.Q, MessageBody: `a${e.b}` })); };\n",
      ["sqs:SendMessage(QueueUrl=$Q)"]
    ),
    (
      "const { SNS } = require('@aws-sdk/client-sns');\nconst sns = new SNS();\nconst { T } = process.env;\nexports.handler = async function (e) { return sns.publish({ TopicArn: T, Message: 'm' }); };\n",
      ["sns:Publish(Message=m, TopicArn=$T)"]
    ),
    (
      "import * as dynamo from '@aws-sdk/client-dynamodb'\nimport { DynamoDBDocumentClient as D, PutCommand } from \"@aws-sdk/lib-dynamodb\"\nconst doc = D.from(new dynamo.DynamoDBClient({}))\nconst TableName = process.env['T']\nexport async function handler(event) {\n  const a = /['\"`]/.test(event.x) ? 1 : 4 / 2 / 1\n  await doc.send(new PutCommand({ TableName, Item: { a } }))\n}\n",
      ["dynamodb:PutItem(TableName=$T)"]
    ),
    (
      "import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';\nconst client = new S3Client({});\nexport const handler = async () => {\n  for await (const p of paginateListObjectsV2({ client }, { Bucket: 'b' })) {}\n}\n",
      ["s3:ListObjectsV2(Bucket=b)"]
    ),
    (
      "import { S3Client } from '@aws-sdk/client-s3';\nimport { Upload } from '@aws-sdk/lib-storage';\nconst client = new S3Client({});\nexport const handler = async () => { await new Upload({ client, params: { Bucket: process.env.B } }).done(); }\n",
      ["s3:PutObject(Bucket=$B)"]
    ),
    (
      "import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';\nclass A { constructor() { this.c = new LambdaClient({ credentials: x }); }\n go() { return this.c.send(new InvokeCommand({ FunctionName: 'f' })); } }\nexport const handler = () => new A().go();\n",
      ["lambda:Invoke(FunctionName=f)!"]
    ),
    (
      "import { SQSClient, PurgeQueueCommand } from '@aws-sdk/client-sqs';\nconst c = new SQSClient({});\nfunction unused() { c.send(new PurgeQueueCommand({})) }\nexport const handler = async () => { /* unused() */ return \"unused()\"; };\n",
      []
    ),
    (
      "import { SQS } from '@aws-sdk/client-sqs';\nconst sqs = new SQS({});\nconst send = async (u: string): Promise<{ id: string }> => {\n  return await sqs.sendMessage({ QueueUrl: u });\n};\nclass Work {\n  async run(e: object): Promise<void> {\n    await sqs.purgeQueue({ QueueUrl: 'w' });\n  }\n}\nexport const handler = async (e: Event, c: Context): Promise<void> => { await send('u'); await new Work().run(e); };\nconst unused = async (e: Event): Promise<void> => { await sqs.deleteQueue({ QueueUrl: 'u' }); };\n",
      ["sqs:SendMessage()", "sqs:PurgeQueue(QueueUrl=w)"]
    ),
    (
      "import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';\nconst c = new EventBridgeClient({});\nconst EventBusName = process.env.B;\nexport const handler = async (e) => { await c.send(new PutEventsCommand({ Entries: [{ EventBusName, Detail: '{}' }] })); await c.send(new PutEventsCommand({ Entries: [{ ...e, EventBusName }] })); };\n",
      ["events:PutEvents(Entries[].EventBusName=$B)", "events:PutEvents()"]
    ),
  ]

  @Test("JavaScript", arguments: scriptCases)
  func script(_ text: String, _ expected: [String]) {
    #expect(ProgramInMemory(["index.mjs": text]).found == expected)
  }

  @Test("TypeScript: types are passed over")
  func types() {
    let program = ProgramInMemory([
      "index.ts": """
      import type { Context } from 'aws-lambda';
      import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
      const client: DynamoDBClient = new DynamoDBClient({});
      const table: string | undefined = process.env.TABLE;
      interface Event { id: string; nested?: Map<string, Array<number>> }
      export const handler = async (event: Event, context: Context): Promise<{ a: number }> => {
        const found = await client.send(new GetItemCommand({ TableName: table!, Key: { id: { S: event.id as string } } }));
        return { a: 1 };
      };
      """
    ])
    #expect(program.found == ["dynamodb:GetItem(TableName=$TABLE)"])
    #expect(program.calls.isComplete)
  }

  @Test("files beside the handler are followed, and only what the handler reaches counts")
  func files() {
    let python = ProgramInMemory([
      "app.py": "from lib import store\nfrom .util import send as s\ndef handler(e, c):\n  store.save({})\n  s('x')\n",
      "lib/__init__.py": "",
      "lib/store.py":
        "import boto3\nT = boto3.resource('dynamodb').Table('t')\ndef save(i):\n  T.put_item(Item=i)\ndef load(k):\n  T.get_item(Key=k)\n",
      "util.py":
        "import boto3\nfrom lib.store import T\ndef send(x):\n  boto3.client('sqs').send_message(QueueUrl=x)\n  T.scan()\n",
    ])
    #expect(
      Set(python.found) == ["dynamodb:PutItem(TableName=t)", "sqs:SendMessage()", "dynamodb:Scan(TableName=t)"])
    #expect(python.calls.isComplete)
    let script = ProgramInMemory([
      "index.mjs": "import { save } from './store.js';\nexport const handler = async (e) => save(e);\n",
      "store.ts":
        "import { S3, S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3({});\nexport const save = (e: any) => s3.putObject({ Bucket: 'b' });\nexport const drop = (e: any) => s3.deleteObject({ Bucket: 'b' });\nexport default { save, drop };\n",
    ])
    #expect(script.found == ["s3:PutObject(Bucket=b)"])
  }

  @Test("what may call without being seen is said")
  func gaps() {
    func reasons(_ text: String) -> [HandlerCalls.Reason] { ProgramInMemory(["app.py": text]).calls.gaps.map(\.reason) }
    #expect(
      reasons("import boto3, json\ns = boto3.client('sqs')\ndef handler(e, c):\n  s.send_message(QueueUrl='u')\n")
        .isEmpty)
    #expect(reasons("import boto3\ns = boto3.client('sqs')\ndef handler(e, c):\n  work(s)\n") == [.clientEscapes])
    #expect(
      reasons("import boto3\ns = boto3.client('sqs')\ndef handler(e, c):\n  s.invent()\n") == [.unknownCall("invent")])
    #expect(reasons("import requests, vendored\n") == [.foreignModule("requests"), .foreignModule("vendored")])
  }
}
