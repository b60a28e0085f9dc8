import Diagnostics
import Handlers
import Policy
import Source
import Spec
import Template

extension Rule {
  static let callNotAllowed = Rule(
    "STK860", "call-not-allowed", .error, "a handler calls what its function's role does not allow",
    why: """
      Handlers call AWS with the execution role of their function. What the role does not allow fails with AccessDenied, \
      but only when the line is reached. The code is read for calls of Boto3 and of the AWS SDK for JavaScript; what cannot \
      be told from it is not judged. Where the resource is not known and the role allows the call on nothing, this is a \
      warning, since the resource's own policy may allow it; so it is where no page of AWS's was found for what the call needs.
      """,
    examples: [
      .bad(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    environment:\n      ORDERS: ${queues.orders.url}\n"
          + "    access:\n      - receive: queues.orders\nqueues:\n  orders: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n",
        fixed:
          "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    environment:\n      ORDERS: ${queues.orders.url}\n"
          + "    access:\n      - receive: queues.orders\n      - send: queues.orders\nqueues:\n  orders: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n",
        files: [
          "src/app.py":
            "import os\nimport boto3\n\nsqs = boto3.client(\"sqs\")\n\n\ndef handler(event, context):\n    sqs.receive_message(QueueUrl=os.environ[\"ORDERS\"])\n    sqs.↓send_message(QueueUrl=os.environ[\"ORDERS\"], MessageBody=\"{}\")\n"
        ]),
      .bad(
        "functions:\n  f: { runtime: nodejs22.x, handler: index.handler, code: src }\n",
        files: [
          "src/index.mjs":
            "import { SNSClient, PublishCommand } from \"@aws-sdk/client-sns\";\nconst sns = new SNSClient({});\nexport const handler = async (event) => {\n  await sns.send(new ↓PublishCommand({ TopicArn: event.topic, Message: \"hello\" }));\n};\n"
        ]),
      .bad(
        "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    CodeUri: src\n    Runtime: python3.13\n    Environment: { Variables: { NEWS: !Ref News } }\n"
          + "Resources:\n  News: { Type: AWS::SNS::Topic }\n  Tell:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: app.handler }\n",
        file: "template.yaml",
        files: [
          "src/app.py":
            "import os\nimport boto3\n\n\ndef handler(event, context):\n    boto3.client(\"sns\").↓publish(TargetArn=os.environ[\"NEWS\"], Message=\"hello\")\n"
        ]),
      .bad(
        "functions:\n  f:\n    runtime: nodejs22.x\n    handler: index.handler\n    code: dist\n    build: npx esbuild src/index.ts --bundle --outdir=dist\n    environment: { BUS: \"${buses.shop.name}\" }\nbuses:\n  shop: {}\n",
        files: [
          "src/index.ts":
            "import { EventBridgeClient, PutEventsCommand } from \"@aws-sdk/client-eventbridge\";\nconst client = new EventBridgeClient({});\nexport const handler = async (event: object): Promise<void> => {\n  await client.send(new ↓PutEventsCommand({ Entries: [{ EventBusName: process.env.BUS, Detail: JSON.stringify(event) }] }));\n};\n"
        ]),
      // What was built before may be of other sources.
      .good(
        "functions:\n  f:\n    runtime: nodejs22.x\n    handler: index.handler\n    code: dist\n    build: make\n",
        files: [
          "dist/index.mjs":
            "import { SNSClient, PublishCommand } from \"@aws-sdk/client-sns\";\nexport const handler = async (event) => {\n  await new SNSClient({}).send(new PublishCommand({ TopicArn: event.topic, Message: \"hello\" }));\n};\n"
        ]),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    environment:\n      ORDERS: ${tables.orders.name}\n"
          + "    access:\n      - write: tables.orders\ntables:\n  orders: { key: { id: string } }\n",
        files: [
          "src/app.py":
            "import os\nimport boto3\n\ntable = boto3.resource(\"dynamodb\").Table(os.environ[\"ORDERS\"])\n\n\ndef handler(event, context):\n    table.put_item(Item={\"id\": \"1\"})\n"
        ]),
    ])
}

extension Check {
  static let callNotAllowed = Check(.callNotAllowed) { context, findings in
    let permissions = PermissionContext(context)
    for function in FunctionCalls.all(permissions) {
      for call in function.judged {
        if let missing = MissingCall(call, of: function, permissions) {
          findings.report(.callNotAllowed(missing, function, permissions))
        }
      }
    }
  }
}

/// A call with the actions that the role does not allow.
private struct MissingCall {
  let call: SDKCall
  let actions: [String]
  let target: CallTarget

  /// Nil if the role allows the call, or may.
  init?(_ call: SDKCall, of function: FunctionCalls, _ permissions: PermissionContext) {
    let denied = call.operation.actions.compactMap { action -> (String, CallTarget)? in
      let target = permissions.target(of: call, action: action, by: function.function)
      switch permissions.decide(role: function.role, action: action, on: target).outcome {
      case .allow, .depends: return nil
      case .implicitDeny, .explicitDeny: return (action, target)
      }
    }
    guard let first = denied.first else { return nil }
    switch call.operation.need {
    case .none, .unknown: return nil
    case .any:
      guard denied.count == call.operation.actions.count else { return nil }
      actions = [first.0]
    case .all: actions = denied.map(\.0)
    }
    self.call = call
    target = first.1
  }
}

extension Diagnostic {
  fileprivate static func callNotAllowed(
    _ missing: MissingCall, _ function: FunctionCalls, _ permissions: PermissionContext
  ) -> Diagnostic {
    let actions = missing.actions.map { "`\($0)`" }.joined(separator: ", ")
    let isKnown = missing.target.isKnown
    let isSure = isKnown && missing.call.operation.isVerified
    let subject = missing.target.resource?.reference
    let place =
      subject.map { " on `\($0)`" } ?? (isKnown && missing.target.arn != "*" ? " on `\(missing.target.arn)`" : "")
    let offer = CallFix(function: function, actions: missing.actions, target: missing.target).offer(permissions)
    let role = permissions.note(on: function.role)
    let isDerived = function.role.origin == .derived
    let holder = function.function
    return Diagnostic(
      .callNotAllowed, "`\(holder.label)` may not call `\(missing.call.written)`: its role lacks \(actions)\(place)",
      at: missing.call.span, label: "called with the role of `\(holder.label)`", severity: isSure ? .error : .warning,
      notes: [
        isDerived ? .init(Self.origin(of: function, permissions), at: holder.span) : .init(role.text, at: role.span)
      ],
      consequences: [
        isKnown
          ? "the call fails with AccessDenied"
          : "the call fails with AccessDenied, unless a policy on the resource itself allows it"
      ], help: offer.help, fixes: offer.fixes)
  }
}

extension Diagnostic {
  /// What a derived role follows from.
  private static func origin(of function: FunctionCalls, _ permissions: PermissionContext) -> String {
    permissions.context.template.isWrittenAsTemplate
      ? "the role of this function is made of its `Policies` and its events"
      : "the role of this function is derived from its arrows and its `access:`"
  }
}

/// What lets a function make a call: a line of `access:` where its role is derived, else a statement of the role.
private struct CallFix {
  let function: FunctionCalls
  let actions: [String]
  let target: CallTarget

  func offer(_ permissions: PermissionContext) -> (fixes: [Fix], help: [String]) {
    let context = permissions.context
    let subject = target.resource?.reference ?? (target.isKnown ? "\"\(target.arn)\"" : "ARN")
    guard function.role.origin == .derived, !context.template.isWrittenAsTemplate else {
      guard target.isKnown else {
        return (
          [],
          [
            "allow \(actions.map { "`\($0)`" }.joined(separator: ", ")) in \(permissions.policyPlace(of: function.role))"
          ]
        )
      }
      let lack = RoleOffer.Lack(actions: actions, subject: target.subject(context), shown: subject)
      return RoleOffer(role: function.role, lacks: [lack], permissions: permissions).offer()
    }
    let line = word.map { "\($0): \(subject)" } ?? "{ allow: [\(actions.joined(separator: ", "))], on: \(subject) }"
    guard word != nil, let place = lastAccess(context) else {
      return ([], ["add to the function's `access:`  `- \(line)`"])
    }
    let text = "\n\(String(repeating: " ", count: place.column))- \(line)"
    return ([Fix("let `\(function.function.label)` do this", safe: false, edits: [Edit(place.end, text)])], [])
  }

  /// The access word that stands for the least that has the actions.
  private var word: String? {
    guard let type = target.resource?.type else { return nil }
    return AccessVerb.all.filter { row in
      row.resourceType == type && row.when == "always" && actions.allSatisfy { row.actions.contains($0) }
    }.min { $0.actions.count < $1.actions.count }?.verb
  }

  /// The end of the last line of `access:`, and the column of its dash.
  private func lastAccess(_ context: CheckContext) -> (end: Span, column: Int)? {
    guard let last = function.accesses(context).max(by: { $0.span < $1.span }), last.verb != nil,
      let file = context.sources[last.span.source],
      let column = file.columnOfDash(beforeItemAt: Int(last.span.start))
    else { return nil }
    let end = file.lineRange(file.lineIndex(of: Int(last.span.end))).upperBound
    return (Span(last.span.source, end, end), column)
  }
}
