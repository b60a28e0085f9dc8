import Diagnostics
import Driver
import Frontends
import Source
import Template
import Testing

/// Stacks that nobody means: the compiler ends soon, and says something.
@Suite(.serialized, .timeLimit(.minutes(5))) struct HostileStackTests {
  @Test(arguments: ["", "\n", "# nothing\n", "---\n", "null", "5", "[]", "text", "- a\n- b\n", "{", "\u{0}", "&a *a"])
  func noStackAtAll(text: String) {
    #expect(!Compile.findings(Compile.text(text)).isEmpty)
  }

  @Test(
    arguments: Section.all.map(\.name),
    [
      "", "{}", "5", "text", "[a, b]", "{ a: }", "{ a: 5 }", "{ a: [b] }", "{ ü: {} }", "{ \"\": {} }",
      "{ a: { properties: 5, name: [1], tags: x, condition: {}, dependsOn: {} } }",
    ])
  func anythingInASection(section: String, value: String) {
    let compilation = Compile.text("\(section): \(value)\n")
    #expect(compilation.template != nil)
    if ["5", "text", "[a, b]"].contains(value) { #expect(Compile.findings(compilation).count == 1) }
  }

  @Test func everySectionEmpty() {
    let text = Section.all.map { "\($0.name):\n" }.joined()
    #expect(Compile.findings(Compile.text(text)).isEmpty)
  }

  /// Names that are made of themselves, parameters that are their own default, conditions in a circle.
  @Test(arguments: [
    "queues:\n  a: { name: \"${queues.a.name}\" }\n",
    "queues:\n  a: { name: \"${queues.b.name}\" }\n  b: { name: \"${queues.a.name}\" }\n",
    "parameters:\n  a: { type: String, default: !Ref a }\nqueues:\n  q: { name: \"${parameters.a}\" }\n",
    "conditions:\n  a: !Condition a\nqueues:\n  q: { condition: a, delay: !If [a, 1, 2] }\n",
    "conditions:\n  a: !Not [!Condition b]\n  b: !Not [!Condition a]\nqueues:\n  q: { condition: a, delay: !If [a, 1, 2] }\n",
    "roles:\n  r: { trusts: \"${roles.r.arn}\", path: \"${roles.r.arn}\" }\n",
    "buses:\n  b: { name: \"${buses.b.arn}\" }\nrules:\n  r: { bus: buses.b, name: \"${rules.r.name}\", schedule: rate(1 day), to: buses.b }\n",
    "resources:\n  A: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref B } }\n  B: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref A } }\n  M: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref A, EventSourceArn: \"arn:aws:sqs:a:1:b\" } }\n",
    "queues:\n  a: { deadLetter: { to: queues.a, maxReceiveCount: 1 } }\n",
  ]) func circles(text: String) { #expect(Compile.text(text).template != nil) }

  @Test func namesThatDouble() {
    let queues = (0..<60).map { "  q\($0): { name: \"${queues.q\($0 + 1).name}${queues.q\($0 + 1).name}\" }\n" }
    #expect(Compile.text("queues:\n" + queues.joined() + "  q60: { name: x }\n").template != nil)
  }

  @Test(arguments: ["Fn::And", "Fn::Or"]) func conditionsThatDouble(function: String) {
    let conditions = (0..<60).map {
      "  c\($0): { \(function): [{ Condition: c\($0 + 1) }, { Condition: c\($0 + 1) }] }\n"
    }
    let text = "conditions:\n" + conditions.joined() + "  c60: !Equals [a, !Ref AWS::Region]\n"
    #expect(Compile.text(text + "queues:\n  q: { condition: c0, delay: !If [c0, 1, 2] }\n").template != nil)
  }

  /// Thousands of entries of a section, and thousands of lines that are wrong in the same way.
  @Test(arguments: [
    ("queues", "{ retention: 14d }"), ("topics", "{}"), ("buses", "{}"), ("queues", "{ retenton: 14d }"),
    ("parameters", "{ type: String }"), ("outputs", "text"), ("conditions", "!Equals [a, b]"),
    ("layers", "{ code: lib }"),
  ]) func thousandsOfEntries(section: String, value: String) {
    let entries = (0..<2_000).map { "  e\($0): \(value)\n" }
    #expect(Compile.text("\(section):\n" + entries.joined()).template != nil)
  }

  /// Members that are there or not, each by a condition of its own, and by many within each other.
  @Test func membersOfManyWorlds() {
    let names = (0..<60).map { "C\($0)" }
    let conditions = names.map { "  \($0): !Equals [!Ref AWS::Region, \($0)]\n" }.joined()
    let members = names.map { "      \($0): !If [\($0), a, !Ref AWS::NoValue]\n" }.joined()
    let nested = names.reduce("!Ref AWS::NoValue") { "!If [\($1), a, \($0)]" }
    let text = """
      Conditions:
      \(conditions)Resources:
        Alias:
          Type: AWS::Lambda::Alias
          Properties:
      \(members)      FunctionName: \(nested)

      """
    let told = Compile.text(text, path: "template.yaml").findings.diagnostics.map(\.rule.code)
    #expect(told.contains("STK403"))
  }

  @Test func hundredsOfNamesThatAreNone() {
    let lines = (0..<300).map { "  o\($0): ${queues.absent\($0).url}\n" }
    let queues = (0..<300).map { "  q\($0): {}\n" }
    let found = Compile.findings(Compile.text("queues:\n" + queues.joined() + "outputs:\n" + lines.joined()))
    #expect(found.filter { $0.hasPrefix("STK301") }.count == 300)
  }

  @Test(arguments: [10, 100, 1_000, 20_000], ["[", "{ a: ", "!If [a, ", "- "]) func depth(depth: Int, opening: String) {
    let text = "queues:\n  q:\n    properties:\n      P: " + String(repeating: opening, count: depth)
    _ = Compile.findings(Compile.text(text))
    let closing = opening.contains("[") ? "]" : opening.contains("{") ? "}" : ""
    _ = Compile.findings(Compile.text(text + "1" + String(repeating: closing, count: depth) + "\n"))
  }
}
