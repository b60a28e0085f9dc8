import Diagnostics
import Frontends
import Source
import Template
import YAML

/// One run of SAM's transform over a template.
struct SAMRun {
  let template: StackTemplate
  let findings: [Diagnostic]
  private let sources: SourceMap
  private let written: StackTemplate
  private let deployment: SAMDeployment

  init(_ text: String, region: String? = nil, parameters: [String: String] = [:]) {
    var sources = SourceMap()
    var findings = Findings()
    let file = SourceFile(path: "template.yaml", text: "Transform: AWS::Serverless-2016-10-31\n" + text)
    let tree = SyntaxTree.parse(file, id: sources.add(file), into: &findings)
    deployment = SAMDeployment(region: region, parameters: parameters)
    written = CloudFormationFile.lower(tree, into: &findings)
    template = SAMTransform.expand(written, for: deployment, into: &findings)
    self.findings = findings.diagnostics
    self.sources = sources
  }

  /// The line of a place; the first is that of the transform.
  func line(_ span: Span) -> Int? { sources[span.source]?.location(of: Int(span.start)).line }

  /// What is written at a place.
  func text(_ span: Span) -> String { sources.text(span) }

  /// What is quoted of SAM.
  var quoted: [String] {
    let mark = "SAM refuses the template: \""
    return findings.flatMap(\.consequences).filter { $0.hasPrefix(mark) }.map {
      String($0.dropFirst(mark.count).dropLast())
    }
  }

  /// What the findings mark.
  var marked: [String] { findings.map { text($0.span) } }

  /// What SAM would give, as one line of JSON.
  var json: String {
    switch SAMTransform.outcome(of: written, for: deployment) {
    case .transformed(let bytes): String(decoding: bytes, as: UTF8.self)
    case .refused(let refusal): refusal.message
    }
  }
}
