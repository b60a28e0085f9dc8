import Diagnostics
import Driver
import Questions
import Source
import Template
import Testing

/// Two stacks, compared as `stackc diff` compares them: what is told, and where.
@Suite struct StackComparisonTests {
  /// What is told of a change, one line a finding: code, file, line, message.
  static func told(_ old: String, _ new: String, paths: (String, String) = ("old.yaml", "new.yaml")) throws -> [String]
  {
    let (findings, sources) = try findings(old, new, paths)
    return findings.map { finding in
      let line = sources.start(of: finding.span)?.line ?? 0
      return "\(finding.rule.code) \(sources[finding.span.source]?.path ?? "?"):\(line) \(finding.message)"
    }
  }

  static func findings(
    _ old: String, _ new: String, _ paths: (String, String) = ("old.yaml", "new.yaml")
  ) throws -> ([Diagnostic], SourceMap) {
    func compile(_ text: String, _ path: String, _ sources: SourceMap) -> Compilation {
      Compiler.compile(
        SourceFile(path: path, text: text), files: Asked.files, options: Asked.options, sources: sources)
    }
    let before = compile(old, paths.0, SourceMap())
    let after = compile(new, paths.1, before.sources)
    for compilation in [before, after] {
      let faults = compilation.findings.diagnostics.filter { $0.severity == .error }
      #expect(faults.isEmpty, "\(faults.map { "\($0.rule.code) \($0.message)" })")
    }
    let comparison = StackComparison(
      try Asked.stack(before, after.sources), try Asked.stack(after, after.sources))
    #expect(comparison.isEmpty == comparison.findings.isEmpty)
    return (comparison.findings, after.sources)
  }

  static func function(_ rest: String) -> String {
    "functions:\n  worker:\n    runtime: python3.13\n    handler: app.f\n    code: src\n\(rest)"
  }

  // MARK: Resources

  @Test func theSameIsNoChange() throws { #expect(try Self.told(Asked.shop, Asked.shop).isEmpty) }

  @Test func orderAndPlaceAreNoChange() throws {
    let old = "queues: { a: {}, b: { visibilityTimeout: 30s } }\ntopics: { n: {} }\n"
    let new = "\n# moved\ntopics: { n: {} }\nqueues: { b: { visibilityTimeout: 30 }, a: {} }\n"
    #expect(try Self.told(old, new).isEmpty)
  }

  @Test func valuesAreToldAtTheirPlaces() throws {
    #expect(
      try Self.told("queues:\n  a: { visibilityTimeout: 30s }\n", "queues:\n  a: { visibilityTimeout: 60s }\n")
        == ["STK782 new.yaml:2 `queues.a` (AWS::SQS::Queue) changes: `VisibilityTimeout` from `30` to `60`"])
  }

  @Test func aReplacementOfDataIsAnError() throws {
    let (findings, _) = try Self.findings(
      "tables: { orders: { key: { id: string } } }\n", "tables: { orders: { key: { pk: string } } }\n")
    let lost = try #require(findings.first { $0.rule.code == "STK784" })
    #expect(lost.severity == .error)
    #expect(lost.message.contains("may be replaced, and its items lost: `KeySchema/0/AttributeName` from `id` to `pk`"))
  }

  @Test func aReplacementWithoutDataIsAWarning() throws {
    #expect(
      try Self.told("topics: { n: { name: one } }\n", "topics: { n: { name: two } }\n").first?.hasPrefix(
        "STK783 new.yaml:1 `topics.n` (AWS::SNS::Topic) is replaced: `TopicName` from `one` to `two`") == true)
  }

  /// CloudFormation makes the new resource first, and its name is taken.
  @Test func aNameInTheWayIsTold() throws {
    let (findings, _) = try Self.findings(
      "queues: { a.fifo: { name: a.fifo } }\n",
      "resources:\n  AFifoQueue: { Type: AWS::SQS::Queue, Properties: { QueueName: a } }\n")
    #expect(findings.contains { $0.rule.code == "STK784" })
  }

  @Test func whatIsDeletedIsLostUnlessItIsKept() throws {
    let kept = "resources:\n  B: { Type: AWS::S3::Bucket, DeletionPolicy: Retain, UpdateReplacePolicy: Retain }\n"
    let gone = "resources:\n  B: { Type: AWS::S3::Bucket }\n"
    let rest = "topics: { n: {} }\n"
    #expect(
      try Self.told(rest + kept, rest) == ["STK781 old.yaml:3 `B` (AWS::S3::Bucket) is no more of the stack, and stays"]
    )
    #expect(
      try Self.told(rest + gone, rest)
        == ["STK784 old.yaml:3 `B` (AWS::S3::Bucket) is deleted, and its objects are lost"])
  }

  @Test func anotherLogicalIdIsAnotherResource() throws {
    let told = try Self.told(
      "queues:\n  one: { visibilityTimeout: 45s }\n", "queues:\n  two: { visibilityTimeout: 45s }\n")
    #expect(
      told == [
        "STK784 new.yaml:2 `queues.two` is `queues.one` under another logical id: a new one is made, and the old one is "
          + "deleted with its messages"
      ])
  }

  @Test func whatFollowsIsToldWithIt() throws {
    let (findings, _) = try Self.findings("queues: { a: {} }\n", "queues: { a: {} }\n" + Self.function(""))
    let added = findings.filter { $0.rule.code == "STK780" }
    #expect(added.map(\.message) == ["`functions.worker` is new: an `AWS::Lambda::Function`"])
    #expect(added.first?.consequences.first?.contains("`WorkerRole` (AWS::IAM::Role)") == true)
  }

  /// A parameter's default is its value unless one is given, and a call that cannot be worked out is known by what it says.
  @Test func valuesAreComparedAsTheyComeOut() throws {
    let old = "parameters: { t: { type: Number, default: 30 } }\nqueues: { a: { visibilityTimeout: !Ref t } }\n"
    #expect(try Self.told(old, "queues: { a: { visibilityTimeout: 30s } }\n").isEmpty)
    #expect(try Self.told(old, old.replacing("30", with: "40")).count == 1)
    let imported = "topics: { n: { displayName: !Select [0, !GetAZs ''] } }\n"
    #expect(try Self.told(imported, "# moved\n" + imported).isEmpty)
    #expect(try Self.told(imported, imported.replacing("[0", with: "[1")).count == 1)
  }

  // MARK: Permissions

  static let queues = "queues: { jobs: {}, posts: {} }\n"

  @Test func aGrantIsToldAtItsLine() throws {
    let old = Self.queues + Self.function("")
    let new = Self.queues + Self.function("    access:\n      - send: queues.jobs\n")
    let told = try Self.told(old, new).filter { $0.hasPrefix("STK785") }
    #expect(
      told == [
        "STK785 new.yaml:8 `functions.worker` can now call `sqs:GetQueueUrl` and `sqs:SendMessage` on `queues.jobs`"
      ])
    let lost = try Self.told(new, old).filter { $0.hasPrefix("STK786") }
    #expect(
      lost == [
        "STK786 old.yaml:8 `functions.worker` can no longer call `sqs:GetQueueUrl` and `sqs:SendMessage` on `queues.jobs`"
      ])
  }

  static func role(_ rest: String, _ more: String = "") -> String {
    "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n"
      + "        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]\n\(rest)"
      + "  Q: { Type: AWS::SQS::Queue }\n\(more)"
  }

  static func inline(_ statements: String) -> String {
    "      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: [\(statements)] } }]\n"
  }

  static let send = "{ Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Q.Arn }"

  @Test func otherWordsAreNoChange() throws {
    let merged = Self.inline(
      "{ Effect: Allow, Action: [sqs:SendMessage, sqs:ReceiveMessage], Resource: !GetAtt Q.Arn }")
    let split = Self.inline("{ Effect: Allow, Action: 'SQS:receivemessage', Resource: !Sub '${Q.Arn}' }, \(Self.send)")
    let apart =
      "  P:\n    Type: AWS::IAM::RolePolicy\n    Properties:\n      RoleName: !Ref R\n      PolicyName: p\n      PolicyDocument:\n"
      + "        Version: '2012-10-17'\n        Statement: [{ Effect: Allow, Action: sqs:ReceiveMessage, Resource: !GetAtt Q.Arn }]\n"
    #expect(try Self.told(Self.role(merged), Self.role(split)).isEmpty)
    let moved = try Self.told(Self.role(merged), Self.role(Self.inline(Self.send), apart))
    #expect(moved == ["STK780 new.yaml:10 `P` is new: an `AWS::IAM::RolePolicy`"])
  }

  @Test func aBoundaryTakesAway() throws {
    let limit =
      "  L:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n"
      + "        Statement: [{ Effect: Allow, Action: 'sns:*', Resource: '*' }]\n"
    let told = try Self.told(
      Self.role(Self.inline(Self.send), limit),
      Self.role(Self.inline(Self.send) + "      PermissionsBoundary: !Ref L\n", limit))
    #expect(told.count == 1 && told[0].contains("`R` can no longer call `sqs:SendMessage` on `Q`"), "\(told)")
  }

  @Test func trustIsComparedToo() throws {
    let old = Self.role(Self.inline(Self.send))
    let told = try Self.told(old, old.replacing("lambda.amazonaws", with: "states.amazonaws"))
    #expect(
      told == [
        "STK786 old.yaml:7 `lambda.amazonaws.com` can no longer call `sts:AssumeRole` on `R`",
        "STK785 new.yaml:7 `states.amazonaws.com` can now call `sts:AssumeRole` on `R`",
      ])
  }

  static func queuePolicy(_ statement: String) -> String {
    "Resources:\n  Q: { Type: AWS::SQS::Queue }\n  QP:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Q]\n"
      + "      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - \(statement)\n"
  }

  @Test func resourcePoliciesAdmitOthers() throws {
    let own = Self.queuePolicy(
      "{ Effect: Allow, Principal: { AWS: '111122223333' }, Action: sqs:SendMessage, Resource: !GetAtt Q.Arn }")
    let other = own.replacing("111122223333", with: "444455556666")
    let told = try Self.told(own, other)
    #expect(told.contains("STK785 new.yaml:10 account 444455556666 can now call `sqs:SendMessage` on `Q`"), "\(told)")
    #expect(
      told.contains("STK786 old.yaml:10 account 111122223333 can no longer call `sqs:SendMessage` on `Q`"), "\(told)")
    let anyone = own.replacing("{ AWS: '111122223333' }", with: "'*'")
    #expect(try Self.told(own, anyone).contains("STK785 new.yaml:10 anyone can now call `sqs:SendMessage` on `Q`"))
  }

  @Test func aFunctionWithAnotherRoleCanDoWhatThatOneMay() throws {
    let roles = """
      roles:
        small: { trusts: lambda.amazonaws.com, allow: [{ actions: sqs:SendMessage, on: queues.jobs }] }
        large: { trusts: lambda.amazonaws.com, allow: [{ actions: 'sqs:*', on: '*' }] }

      """
    let old = Self.queues + roles + Self.function("    role: roles.small\n")
    let told = try Self.told(old, old.replacing("role: roles.small", with: "role: roles.large"))
    let gains = told.filter { $0.hasPrefix("STK785") }
    #expect(
      gains == [
        "STK785 new.yaml:4 `functions.worker` can now call `sqs:*` other than `sqs:SendMessage` on any resource"
      ]
        || gains.contains { $0.contains("`functions.worker` can now call") }, "\(told)")
  }

  @Test func aPolicyOfWhichNothingIsKnownIsTold() throws {
    let old = Self.role("")
    let new = Self.role("      ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/own']\n")
    let told = try Self.told(old, new)
    #expect(told.count == 1 && told[0].hasPrefix("STK787 new.yaml:8 `R` gets the managed policy"), "\(told)")
  }

  /// A condition that holds for part of the requests is told with the change.
  @Test func conditionsAreTold() throws {
    let new = Self.send.replacing(
      " }", with: ", Condition: { IpAddress: { 'aws:SourceIp': 10.0.0.0/8 } } }")
    let told = try Self.told(Self.role(Self.inline(Self.send)), Self.role(Self.inline(new)))
    #expect(told.count == 1 && told[0].hasPrefix("STK786"), "\(told)")
    let gained = try Self.told(Self.role(""), Self.role(Self.inline(new)))
    #expect(gained.count == 1 && gained[0].contains("on `Q`, if `aws:SourceIp` IpAddress `10.0.0.0/8`"), "\(gained)")
  }
}
