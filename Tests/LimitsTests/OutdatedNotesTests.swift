import Diagnostics
import Driver
import Source
import Spec
import Template
import Testing

/// What many have learnt of AWS is no longer so. Where a finding touches it, it says what changed and when.
@Suite struct OutdatedNotesTests {
  /// A stack, the code of its finding, and words that the finding must have.
  struct Note: CustomTestStringConvertible, Sendable {
    let old: String
    let stack: String
    let code: String
    let words: [String]

    var testDescription: String { old }
  }

  static let notes = [
    Note(
      old: "a function has 15 minutes, without exception", stack: function("timeout: 16m"), code: "STK521",
      words: ["15 minutes", "durable functions", "December 2025", "managed instances", "9 September 2026"]),
    Note(
      old: "a message has 256 KB: queues", stack: "queues:\n  jobs: { maxMessageSize: 2 MB }\n", code: "STK406",
      words: ["1048576 bytes", "256 KB before 4 August 2025"]),
    Note(
      old: "a message has 256 KB: topics",
      stack: "resources:\n  News: { Type: AWS::SNS::Topic, Properties: { MaximumMessageSize: 1048577 } }\n",
      code: "STK406", words: ["1048576 bytes", "256 KB before 18 September 2026"]),
    Note(
      old: "JWT authorizers are for HTTP APIs alone",
      stack:
        "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n  Staff: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: !Ref Api, Name: staff, Type: JWT } }\n",
      code: "STK580", words: ["JwtConfiguration", "no JWT authorizers before 2026"]),
    Note(
      old: "queries over streams are SQL applications",
      stack: "resources:\n  Old: { Type: AWS::KinesisAnalytics::Application, Properties: { Inputs: [] } }\n",
      code: "STK597", words: ["27 January 2026", "15 October 2025", "Flink"]),
    Note(
      old: "SnapStart is for Java alone",
      stack: function("runtime: nodejs22.x, properties: { SnapStart: { ApplyOn: PublishedVersions } }"), code: "STK518",
      words: ["November 2024", "2 September 2026"]),
    Note(
      old: "a REST API waits 29 s, without exception",
      stack: function("timeout: 3s")
        + "apis:\n  shop: { protocol: rest, routes: { GET /: { to: functions.f, timeout: 60s } } }\n", code: "STK577",
      words: ["29 s", "June 2024"]),
  ]

  private static func function(_ keys: String) -> String {
    let runtime = keys.contains("runtime:") ? "handler: app.f, code: src" : LimitCase.function
    return "functions:\n  f: { \(runtime), \(keys) }\n"
  }

  @Test(arguments: notes) func saysWhatChangedAndWhen(_ note: Note) throws {
    let stack = LimitStack(note.stack, files: LimitCase.handler)
    let finding = try #require(
      stack.compilation.findings.diagnostics.first { $0.rule.code == note.code }, "found \(stack.found)")
    let text = Self.text(finding)
    for word in note.words { #expect(text.contains(word), "no \(word) in: \(text)") }
  }

  /// A container image takes what a `.zip` cannot: SnapStart too, by now.
  @Test func imagesAreNoExceptionAnyMore() {
    let stack = LimitStack(
      "resources:\n  F: { Type: AWS::Lambda::Function, Properties: { Role: \"arn:aws:iam::123456789012:role/r\", PackageType: Image, Code: { ImageUri: \"123456789012.dkr.ecr.eu-west-1.amazonaws.com/f:1\" }, SnapStart: { ApplyOn: PublishedVersions } } }\n",
      files: [:])
    #expect(stack.found.isEmpty, "\(stack.found)")
  }

  /// So has a REST API a JWT authorizer, in the stack language too.
  @Test(arguments: ["jwt: userPools.customers", "issuer: \"https://id.example\", audience: shop, algorithms: ES256"])
  func restAPIsCheckTokens(_ authorizer: String) throws {
    let stack = LimitStack(
      Self.function("timeout: 3s")
        + "userPools: { customers: { signIn: email, clients: { web: {} } } }\napis:\n  shop:\n    protocol: rest\n    authorizers: { staff: { \(authorizer) } }\n    routes: { GET /: { to: functions.f, authorizer: staff } }\n",
      files: LimitCase.handler)
    #expect(stack.compilation.findings.diagnostics.filter { $0.severity == .error }.isEmpty, "\(stack.found)")
    let template = try #require(stack.compilation.template)
    let made = template.resources(ofType: "AWS::ApiGateway::Authorizer")
    #expect(made.map { $0["Type"]?.string } == ["JWT"])
    let configuration = try #require(made.first?["JwtConfiguration"])
    #expect(configuration["Issuers"]?.list?.first?["Audiences"]?.list?.count == 1)
    #expect(
      configuration["DefaultAlgorithms"]?.list?.compactMap(\.string) == [
        authorizer.contains("ES256") ? "ES256" : "RS256"
      ])
    let method = template.resources(ofType: "AWS::ApiGateway::Method").first
    #expect(method?["AuthorizationType"]?.string == "JWT")
  }

  @Test func aPackageThatIsTooLargeNamesImages() throws {
    let limit = try #require(ServiceLimit.id("LAM-033"))
    #expect(limit.note?.contains("container images, since December 2020") == true)
  }

  /// Every runtime that AWS has ended or will end: from the day on, the finding names it.
  @Test(arguments: LambdaRuntime.all.map(\.name)) func runtimesEndOnTheirDays(_ name: String) throws {
    let runtime = try #require(LambdaRuntime.named(name))
    for day in [runtime.deprecatedOn, runtime.createBlockedOn, runtime.updateBlockedOn] {
      guard let day else { continue }
      func isPast(_ other: CalendarDate?) -> CalendarDate? { other.flatMap { $0 <= day ? $0 : nil } }
      let blocked = isPast(runtime.updateBlockedOn) ?? isPast(runtime.createBlockedOn)
      let since = blocked ?? isPast(runtime.deprecatedOn)
      let found = Self.findings(of: name, on: day).filter { ["STK538", "STK539"].contains($0.rule.code) }
      #expect(found.map(\.rule.code) == [blocked == nil ? "STK538" : "STK539"], "\(name) on \(day)")
      #expect(found.allSatisfy { $0.limits == ["LAM-123"] }, "\(name) on \(day)")
      #expect(found.allSatisfy { $0.message.contains("since \(since.map { "\($0)" } ?? "?")") }, "\(name) on \(day)")
    }
  }

  private static func findings(of runtime: String, on day: CalendarDate) -> [Diagnostic] {
    Compiler.compile(
      SourceFile(path: "stack.yaml", text: "functions:\n  f: { runtime: \(runtime), handler: app.f, code: src }\n"),
      files: FilesInMemory(LimitCase.handler), options: CompileOptions(today: day)
    ).findings.diagnostics
  }

  /// All that a reader sees of a finding.
  private static func text(_ finding: Diagnostic) -> String {
    ([finding.message, finding.label] + finding.notes.map(\.message) + finding.consequences + finding.help
      + finding.citations.map(\.line)).joined(separator: "\n")
  }
}
