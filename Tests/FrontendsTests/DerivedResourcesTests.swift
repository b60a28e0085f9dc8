import Diagnostics
import Driver
import Emitters
import Source
import Spec
import Template
import Testing

/// `derived:`, and what takes away what a section gives.
@Suite struct DerivedResourcesTests {
  private static let stack = """
    functions:
      fulfil:
        runtime: python3.13
        handler: app.f
        code: src
        consumes: queues.orders
    queues:
      orders: {}

    """

  private static func compile(_ more: String) -> Compilation {
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    return Compiler.compile(
      SourceFile(path: "stack.yaml", text: stack + more), files: FilesInMemory(["src/app.py": "def f(e, c): pass\n"]),
      options: CompileOptions(today: today))
  }

  private static func codes(_ compilation: Compilation) -> [String] {
    compilation.findings.diagnostics.filter { $0.severity == .error }.map(\.rule.code)
  }

  @Test func anIDIsOtherWhereverItIsNamed() throws {
    let compilation = Self.compile(
      "derived: { FulfilRole: ExecutionRole, FulfilRolePolicy: { logicalId: Statements, properties: { PolicyName: own } } }\n"
    )
    let template = try #require(compilation.template)
    #expect(Self.codes(compilation).isEmpty)
    #expect(template["FulfilRole"] == nil && template["FulfilRolePolicy"] == nil)
    #expect(template["Statements"]?["PolicyName"]?.string == "own")
    #expect(template["Statements"]?["Roles"]?.list?.first?.intrinsic?.argument.string == "ExecutionRole")
    #expect(template["FulfilFunction"]?["Role"]?.intrinsic?.argument(0)?.string == "ExecutionRole")
    #expect(template["OrdersToFulfilMapping"]?.dependsOn.map(\.text) == ["Statements"])
  }

  @Test func idsCanBeExchanged() throws {
    let template = try #require(
      Self.compile("derived: { FulfilRole: FulfilLogGroup, FulfilLogGroup: FulfilRole }\n").template)
    #expect(template["FulfilRole"]?.type == "AWS::Logs::LogGroup")
    #expect(template["FulfilLogGroup"]?.type == "AWS::IAM::Role")
  }

  @Test func nullTakesAPropertyAway() throws {
    let template = try #require(
      Self.compile(
        "derived: { OrdersToFulfilMapping: { properties: { FunctionResponseTypes: null, Enabled: false } } }\n"
      )
      .template)
    let mapping = try #require(template["OrdersToFulfilMapping"])
    #expect(mapping["FunctionResponseTypes"] == nil && mapping["Enabled"]?.bool == false)
    let queue = try #require(
      Self.compile("topics: { t: {} }\nbuses: { b: { properties: { Name: null } } }\n").template?["BBus"])
    #expect(queue["Name"] == nil)
  }

  @Test(arguments: [
    ("derived: { FulfilRol: Other }\n", "STK201"), ("derived: { OrdersQueue: Other }\n", "STK201"),
    ("derived: { FulfilRole: OrdersQueue }\n", "STK206"), ("derived: { FulfilRole: a-b }\n", "STK207"),
    ("derived: { FulfilRole: A, FulfilLogGroup: A }\n", "STK206"),
  ])
  func whatCannotBeIsTold(_ text: String, _ code: String) {
    #expect(Self.codes(Self.compile(text)) == [code])
  }

  @Test func codeMayLieElsewhere() throws {
    let layer = "layers: { common: { code: { bucket: b, key: k, version: v } } }\n"
    let template = try #require(Self.compile(layer).template)
    #expect(template["CommonLayer"]?["Content"]?["S3ObjectVersion"]?.string == "v")
    for bad in ["{ bucket: b }", "{ inline: a, bucket: b, key: k }", "{ version: v }"] {
      let function = "  other: { runtime: python3.13, handler: index.f, code: \(bad) }\n"
      let compilation = Compiler.compile(
        SourceFile(path: "stack.yaml", text: "functions:\n" + function), files: FilesInMemory(),
        options: CompileOptions(today: try #require(CalendarDate(parsing: "2026-11-24"))))
      #expect(!Self.codes(compilation).isEmpty, "\(bad)")
    }
  }
}
