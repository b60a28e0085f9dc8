import Diagnostics
import Policy
import Source
import Testing
import YAML

/// Runs the examples of every rule over the policies in them: found where the mark stands, nothing else found, mended by the
/// fix.
@Suite struct RuleExampleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let rule: Rule
    let number: Int
    var testDescription: String { "\(rule.code) \(rule.name) example \(number + 1)" }
  }

  static let cases = PolicyRules.all.flatMap { rule in rule.examples.indices.map { Case(rule: rule, number: $0) } }

  @Test(arguments: cases) func behavesAsItSays(_ example: Case) throws {
    let (rule, written) = (example.rule, example.rule.examples[example.number])
    let marks = written.text.unicodeScalars.split(separator: "↓", omittingEmptySubsequences: false)
    let text = marks.map { String($0) }.joined()
    let found = Self.check(text, file: written.file)
    let others = found.filter { $0.rule.code != rule.code }.map(\.message)
    #expect(others.isEmpty, "also found \(others)")
    var offset = 0
    let places = marks.dropLast().map { part -> Int in
      offset += String(part).utf8.count
      return offset
    }
    #expect(found.filter { $0.rule.code == rule.code }.map { Int($0.span.start) } == places)
    #expect(written.isBad != places.isEmpty)
    guard let fixed = written.fixed else { return }
    var bytes = Array(text.utf8)
    for edit in found.compactMap({ $0.fixes.first }).flatMap(\.edits).sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.replacement.utf8))
    }
    #expect(String(decoding: bytes, as: UTF8.self) == fixed)
    #expect(Self.check(fixed, file: written.file).isEmpty)
  }

  @Test func everyRuleIsShownGoodAndBad() {
    for rule in PolicyRules.all {
      #expect(rule.code.hasPrefix("STK8"))
      #expect(rule.examples.contains { $0.isBad } && rule.examples.contains { !$0.isBad }, "\(rule.code)")
    }
    #expect(Set(PolicyRules.all.map(\.code)).count == PolicyRules.all.count)
  }

  /// `IAM-022` counts white space, too.
  @Test(arguments: [5120, 5121]) func aControlPolicyTakesSoManyCharacters(length: Int) throws {
    let text = #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sqs:*","Resource":"*"} }"#
    let padded = text.replacing(" }", with: String(repeating: " ", count: length - text.utf8.count + 1) + "}")
    var findings = Findings()
    let document = try #require(
      PolicyText.read(SourceFile(path: "scp.json", text: padded), id: SourceID(0), into: &findings))
    PolicyDocument.check(document, as: .serviceControl, isAlone: true, into: &findings)
    #expect(findings.diagnostics.map(\.rule.code) == (length > 5120 ? ["STK848"] : []))
  }

  /// What is found in the policies of a template.
  static func check(_ text: String, file: String = "stack.yaml") -> [Diagnostic] {
    var findings = Findings()
    if file == PolicyText.exampleName {
      let source = SourceFile(path: file, text: text)
      if let document = PolicyText.read(source, id: SourceID(0), into: &findings) {
        PolicyDocument.check(document, as: .guess(document), isAlone: true, into: &findings)
      }
      return findings.diagnostics
    }
    let template = Given.datum(text)
    for resource in template["resources"]?.members ?? [] {
      guard let properties = resource.value["Properties"] else { continue }
      for place in PolicyPlace.all where place.type == resource.value["Type"]?.literal {
        for document in place.path.reduce(
          [properties],
          { values, key in
            values.flatMap(\.itemsOrSelf).compactMap { $0[key] }
          })
        {
          PolicyDocument.check(document, as: place.kind, into: &findings)
        }
      }
    }
    return findings.diagnostics
  }

  /// Malformed policies: whatever is wrong, all that can be read is read, and the fault is reported.
  @Test(
    arguments: [
      "just text", "[]", "{Statement: 7}", "{Version: '2012-10-17', Statement: [[]]}",
      "{Version: '2012-10-17', Statement: [{Effect: [Allow], Action: [[x]], Resource: {}}]}",
      "{Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*', Condition: [x]}]}",
      "{Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*', Condition: {Bool: x}}]}",
      "{Version: {}, Statement: {Effect: Allow, Principal: [x], Action: 's3:GetObject', Resource: '*'}}",
    ])
  func malformedIsReported(_ text: String) {
    var findings = Findings()
    let datum = Given.datum(text)
    PolicyDocument.check(datum, as: .identity, into: &findings)
    #expect(!findings.diagnostics.isEmpty)
    let policy = CompiledPolicy(PolicyDocument(reading: datum), as: .identity)
    _ = PolicySet(identity: [policy]).explain(Given.request())
  }

  @Test func aMalformedStatementDoesNotTakeTheOthersAlong() {
    let policy = Given.policy("[7, {Effect: allow}, {Effect: Allow, Action: 'sqs:*', Resource: '*'}]")
    #expect(PolicySet(identity: [policy]).decide(Given.request()).word == "allow")
  }

  @Test func writingAndReadingAgainChangesNothing() {
    let text = """
      {Version: '2012-10-17', Id: x, Statement: [{Sid: A, Effect: Deny, NotPrincipal: {AWS: ['1', '2'], Service: s}, NotAction: [a:b],
      NotResource: ['<Q.Arn>', '*'], Condition: {StringEquals: {a: [b, c], d: e}, Bool: {f: 'true'}}}]}
      """
    let document = Given.document(text)
    #expect(document.statements.count == 1)
    #expect(document.statements[0].conditions.count == 3)
    let again = PolicyDocument(reading: document.datum)
    #expect(again.datum.members?.map(\.key) == ["Version", "Id", "Statement"])
    #expect(again.statements.map(\.principal?.entries.count) == [3])
    #expect(again.statements[0].resources?.values.map(\.value) == document.statements[0].resources?.values.map(\.value))
    #expect(again.removing(statementAt: 0).statements.isEmpty)
  }
}
