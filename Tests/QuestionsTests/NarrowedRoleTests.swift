import Diagnostics
import Driver
import Policy
import Questions
import Source
import Testing

/// Roles that allow too much, and what is left of them when the offered fixes are applied: all that is used, by the engine's
/// word, and nothing that is not.
@Suite struct NarrowedRoleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var path = "stack.yaml"
    var code: String
    /// Codes of findings, in order.
    let found: [String]
    /// Who, action, what: allowed before and after.
    let kept: [(String, String, String)]
    /// Allowed before, and not after.
    let dropped: [(String, String, String)]
    var testDescription: String { name }
  }

  private static let sending =
    "import os\nimport boto3\n\n\ndef handler(event, context):\n    boto3.client(\"sqs\").send_message(QueueUrl=os.environ[\"ORDERS\"], MessageBody=\"{}\")\n"

  private static func stack(_ statements: String, code: String = "") -> String {
    """
    functions:
      intake:
        runtime: python3.13
        handler: app.handler
        code: src
        role: roles.intake
        consumes: queues.jobs
        environment: { ORDERS: "${queues.orders.url}" }
    queues:
      orders: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
      failed: { retention: 14d }
    roles:
      intake:
        trusts: lambda.amazonaws.com
        allow:
    \(statements)
    """
  }

  private static let uses = [
    ("functions.intake", "sqs:SendMessage", "queues.orders"), ("functions.intake", "sqs:ReceiveMessage", "queues.jobs"),
    ("functions.intake", "sqs:DeleteMessage", "queues.jobs"),
  ]
  private static let others = [
    ("functions.intake", "sqs:PurgeQueue", "queues.orders"), ("functions.intake", "sqs:SendMessage", "queues.jobs"),
    ("functions.intake", "sqs:ReceiveMessage", "queues.failed"),
  ]

  static let cases: [Case] = [
    Case(
      name: "everything, in a block", text: stack("      - actions: \"*\"\n        on: \"*\"\n"), code: sending,
      found: ["STK775"], kept: uses + [("functions.intake", "logs:PutLogEvents", "*")],
      dropped: others + [("functions.intake", "s3:DeleteBucket", "*")]),
    Case(
      name: "everything of a service, in braces",
      text: stack(
        "      - { actions: [sqs:*], on: \"*\" } # all of it\n      - { actions: [logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents], on: \"*\" }\n"
      ), code: sending, found: ["STK775"], kept: uses, dropped: others),
    Case(
      name: "a list of lines",
      text: stack(
        "      - actions:\n          - 'sqs:*Message'\n          - sqs:GetQueueAttributes\n        on:\n          - \"*\"\n      - { actions: logs:*, on: \"*\" }\n"
      ), code: sending, found: ["STK776", "STK775"], kept: uses,
      dropped: [
        ("functions.intake", "sqs:SendMessage", "queues.jobs"), ("functions.intake", "logs:DeleteLogGroup", "*"),
      ]),
    Case(
      name: "with a condition, which all that is left keeps",
      text: stack(
        "      - { actions: sqs:*, on: \"*\", when: { StringEquals: { aws:RequestedRegion: \"${aws.region}\" } } }\n      - { actions: logs:*, on: \"*\" }\n"
      ), code: sending, found: ["STK775", "STK775"], kept: [], dropped: []),
    Case(
      name: "objects of a bucket", text: Self.bucket, code: Self.storing, found: ["STK775"],
      kept: [
        ("functions.keep", "s3:PutObject", "buckets.store/in/a.json"),
        ("functions.keep", "s3:GetObject", "buckets.store/list.json"),
      ],
      dropped: [
        ("functions.keep", "s3:DeleteObject", "buckets.store/in/a.json"),
        ("functions.keep", "s3:ListBucket", "buckets.store"),
      ]),
    Case(
      name: "everything, in one object that becomes a list",
      text: stack("      { actions: \"*\", on: \"*\" }\n"), code: sending, found: ["STK775"], kept: uses,
      dropped: others),
    Case(
      name: "a template in JSON", text: template, path: "template.json", code: "", found: ["STK775"],
      kept: [("Pass", "kinesis:PutRecord", "Jobs")],
      dropped: [("Pass", "kinesis:DeleteStream", "Jobs"), ("Pass", "kinesis:PutRecord", "Other")]),
  ]

  private static let bucket = """
    functions:
      keep: { runtime: python3.13, handler: app.handler, code: src, role: roles.keep, environment: { STORE: "${buckets.store.name}" } }
    buckets:
      store: {}
    roles:
      keep:
        trusts: lambda.amazonaws.com
        allow: { actions: s3:*, on: "*" }
        managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]

    """

  private static let storing =
    "import os\nimport boto3\n\ns3 = boto3.client(\"s3\")\nSTORE = os.environ[\"STORE\"]\n\n\ndef handler(event, context):\n    s3.get_object(Bucket=STORE, Key=\"list.json\")\n    s3.upload_file(\"/tmp/a\", STORE, event[\"key\"])\n"

  private static let template = """
    {"Resources": {
      "Jobs": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}},
      "Other": {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}},
      "Tick": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(1 hour)",
        "Targets": [{"Id": "jobs", "Arn": {"Fn::GetAtt": ["Jobs", "Arn"]}, "RoleArn": {"Fn::GetAtt": ["Pass", "Arn"]}}]}},
      "Pass": {"Type": "AWS::IAM::Role", "Properties": {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Service": "events.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
        "Policies": [{"PolicyName": "all", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "kinesis:*", "Resource": "*"}]}}]}}
    }}
    """

  private static func compile(_ text: String, _ example: Case) -> (Compilation, AskedStack?) {
    let files = FilesInMemory(["src/app.py": example.code])
    let compilation = Compiler.compile(
      SourceFile(path: example.path, text: text), files: files, options: Asked.options)
    let stack = compilation.template.map { template in
      AskedStack(
        template: template, sources: compilation.sources, trees: compilation.trees, files: files,
        today: Asked.options.today, deployment: Asked.options.deployment)
    }
    return (compilation, stack)
  }

  private static func isAllowed(_ question: (String, String, String), _ stack: AskedStack) throws -> Bool {
    try stack.answer(StackQuestion(who: question.0, action: question.1, what: question.2, context: [:])).isAllowed
      == true
  }

  private static func findings(_ compilation: Compilation) -> [Diagnostic] {
    compilation.findings.diagnostics.filter { ["7", "8"].contains($0.rule.code.dropFirst(3).prefix(1)) }
  }

  @Test(arguments: cases) func whatIsLeftIsWhatIsUsed(_ example: Case) throws {
    let (before, stack) = Self.compile(example.text, example)
    let asked = try #require(stack)
    let found = Self.findings(before)
    #expect(found.map(\.rule.code) == example.found, "\(found.map(\.message))")
    #expect(found.allSatisfy { !$0.fixes.isEmpty && $0.fixes.allSatisfy { !$0.isSafe } })
    for question in example.kept + example.dropped { #expect(try Self.isAllowed(question, asked), "\(question)") }

    let outcome = FixApplier.apply(found, to: before.sources, reach: .all)
    #expect(outcome.unfit == 0 && outcome.deferred == 0)
    let text = String(decoding: try #require(outcome.texts.first).bytes, as: UTF8.self)
    let (after, narrowed) = Self.compile(text, example)
    let left = try #require(narrowed)
    #expect(after.findings.diagnostics.allSatisfy { $0.severity != .error }, "\(text)")
    #expect(Self.findings(after).isEmpty, "\(Self.findings(after).map(\.message)) in \(text)")
    for question in example.kept { #expect(try Self.isAllowed(question, left), "\(question) in \(text)") }
    for question in example.dropped { #expect(try !Self.isAllowed(question, left), "\(question) in \(text)") }
  }

  /// Where not all is known that is done with a role, nothing is offered, and the finding shows what is not known.
  @Test(arguments: [
    ("import boto3\nfrom company import send\n\n\ndef handler(event, context):\n    send(event)\n", "company", ""),
    (
      "import boto3\n\n\ndef handler(event, context):\n    send(boto3.client(\"sqs\"))\n", "what is called with this",
      ""
    ),
    (sending, "role", "outputs:\n  role: ${roles.intake.arn}\n"),
    (sending, "layers", "layers:\n  common: { code: src, runtimes: python3.13 }\n"),
  ]) func nothingIsGuessed(_ code: String, place: String, more: String) throws {
    var text =
      Self.stack("      - { actions: sqs:*, on: \"*\" }\n      - { actions: ses:SendEmail, on: \"*\" }\n") + more
    if place == "layers" {
      text = text.replacing("    code: src\n", with: "    code: src\n    layers: layers.common\n")
    }
    let example = Case(name: place, text: text, code: code, found: [], kept: [], dropped: [])
    let found = Self.findings(Self.compile(text, example).0).filter { ["STK775", "STK776"].contains($0.rule.code) }
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.rule.code == "STK775")
    #expect(finding.fixes.isEmpty)
    #expect(finding.help.contains { $0.contains("stackc tighten") })
    let sources = Self.compile(text, example).0.sources
    let note = try #require(finding.notes.first)
    #expect("\(note.message) \(sources.text(note.span))".contains(place), "\(note.message)")
  }
}
