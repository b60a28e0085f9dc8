import Diagnostics
import Source
import Spec
import Template
import Testing
import Validators

/// The stack language has no mappings, so that a template made here must show what is counted of them.
@Suite struct SectionTooLongTests {
  @Test(arguments: [(200, 0), (201, 1)]) func countsMappings(count: Int, found: Int) {
    let findings = findings(mappings: count, attributes: 1)
    #expect(findings.count == found)
    #expect(findings.allSatisfy { $0.limits == ["CFN-006"] && $0.span == place(of: 200) })
  }

  @Test(arguments: [(200, 0), (201, 1)]) func countsAttributesOfAMapping(count: Int, found: Int) {
    let findings = findings(mappings: 1, attributes: count)
    #expect(findings.count == found)
    #expect(findings.allSatisfy { $0.limits == ["CFN-018"] && $0.span == place(of: 200) })
  }

  /// The rule's findings in a template with so many mappings, each with so many attributes.
  private func findings(mappings: Int, attributes: Int) -> [Diagnostic] {
    let source = SourceFile(path: "stack.yaml", text: String(repeating: "a", count: 300))
    var sources = SourceMap()
    let id = sources.add(source)
    var template = StackTemplate(source: id)
    for number in 0..<mappings {
      var attributed = ValueMap()
      for key in 0..<attributes { attributed.set("k\(key)", at: place(of: key), .string("v", place(of: key))) }
      template.mappings.set("m\(number)", at: place(of: number), Value(.map(attributed), place(of: number)))
    }
    guard let today = CalendarDate(year: 2026, month: 11, day: 24) else { return [] }
    let context = CheckContext(template: template, sources: sources, files: FilesInMemory(), today: today)
    var findings = Findings()
    Checks.run(context, into: &findings)
    return findings.diagnostics.filter { $0.rule.code == "STK902" }
  }

  /// Where the key of a number stands.
  private func place(of number: Int) -> Span { Span(SourceID(0), number, number + 1) }
}
