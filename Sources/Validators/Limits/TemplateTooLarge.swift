public import Diagnostics
import Source
import Spec
import Template

extension Rule {
  /// Judged when the template has been written, since only then its size is known.
  static let templateTooLarge = Rule(
    "STK905", "template-too-large", .error, "a template with more bytes than CloudFormation takes",
    limits: ["CFN-009"],
    why: """
      CloudFormation reads at most 1 MB from a template in S3, and refuses one that is larger. The stack \
      has to be cut into several ("CloudFormation quotas", AWS CloudFormation User Guide).
      """,
    examples: [.good("queues:\n  jobs: {}\n")])
}

extension CheckContext {
  /// Judges the size of the template as it was written, in bytes.
  public func judgeTemplate(bytes: Int, into findings: inout Findings) {
    guard let most = Self.limit("CFN-009"), bytes > most else { return }
    let place = template.resources.first?.span ?? Span(template.source, 0, 0)
    findings.report(
      Diagnostic(
        .templateTooLarge, "the template has \(bytes) bytes, and CloudFormation takes \(most)", at: place,
        help: [wayToCut]))
  }
}
