import Diagnostics
import Source
import Template
import Testing
import Validators

/// The size of a package is known only once it is packed, so that no example can show this rule.
@Suite struct PackageTooLargeTests {
  @Test(arguments: [(262_144_000, 0), (262_144_001, 1)]) func isJudgedByItsBytes(bytes: Int, count: Int) {
    let artifact = Artifact(
      owner: "F", property: "Code", path: Name("src", Span(SourceID(0), 0, 3)), build: nil, objectName: "")
    var findings = Findings()
    Checks.judgePackage(artifact, bytes: bytes, into: &findings)
    #expect(findings.diagnostics.count == count)
    #expect(findings.diagnostics.allSatisfy { $0.rule.code == "STK917" && $0.limits == ["LAM-033"] })
  }
}
