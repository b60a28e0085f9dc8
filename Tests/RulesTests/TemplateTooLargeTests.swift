import Diagnostics
import Source
import Spec
import Template
import Testing
import Validators

/// The size of a template is known only once it is written, so that no example can show this rule.
@Suite struct TemplateTooLargeTests {
  @Test(arguments: [(1_048_576, 0), (1_048_577, 1)]) func isJudgedByItsBytes(bytes: Int, count: Int) throws {
    let source = SourceID(0)
    var template = StackTemplate(source: source)
    for name in ["first", "second"] { template.add(Resource(name, "AWS::SQS::Queue", at: Span(source, 0, 1))) }
    let day = try #require(CalendarDate(parsing: "2026-11-24"))
    let context = CheckContext(template: template, sources: SourceMap(), files: FilesInMemory(), today: day)
    var findings = Findings()
    context.judgeTemplate(bytes: bytes, into: &findings)
    #expect(findings.diagnostics.count == count)
    #expect(findings.diagnostics.allSatisfy { $0.rule.code == "STK905" && $0.help.first?.hasPrefix("2 parts") == true })
  }
}
