public import Diagnostics
import Source
public import Template
public import YAML

/// The front end of CloudFormation templates, in YAML or JSON: what people write, what CDK writes, and what the
/// Serverless Application Model has them write.
public enum CloudFormationFile {
  /// Keys that make a file a template, whatever else it has.
  private static let marks = ["Resources", "AWSTemplateFormatVersion", "Transform"]

  /// Whether a file is a template rather than a stack file: by the keys at its top.
  public static func isTemplate(_ tree: SyntaxTree) -> Bool {
    guard let root = tree.root, root.kind == .mapping else { return false }
    if marks.contains(where: { root.entry($0) != nil }) { return true }
    let keys = root.entries.map(\.key.text)
    return keys.contains { TemplateReading.sections.contains($0) } && !keys.contains { Section.named($0) != nil }
  }

  /// Reads a template. What could be understood is in the result, every value with its place; the rest is in `findings`.
  ///
  /// Resources are taken whatever their type: those of the Serverless Application Model stand there as they were
  /// written, and `transforms` says that they are to be transformed.
  /// Files that `AWS::Include` names by their path are opened, and stand in its place.
  public static func lower(
    _ tree: SyntaxTree, open: ((String) -> SyntaxTree?)? = nil, into findings: inout Findings
  ) -> StackTemplate {
    var reading = TemplateReading(source: tree.source, open: open)
    if let root = tree.root { reading.read(root) }
    findings.append(reading.findings)
    for alias in tree.aliases { findings.report(.aliasInTemplate(at: alias)) }
    return reading.template
  }

  /// The parameters of a template alone, and nothing of what is wrong with it.
  static func parameters(of tree: SyntaxTree) -> [Parameter] {
    var reading = TemplateReading(source: tree.source, open: nil)
    if let root = tree.root { reading.readParameters(root) }
    return reading.template.parameters
  }

  /// Tells of each transform that was left to AWS.
  public static func tellUnexpanded(_ template: StackTemplate, into findings: inout Findings) {
    // Where SAM's was not carried out, what it refuses has been told.
    for transform in template.leftTransforms where !transform.text.hasPrefix(SAMTransform.prefix) {
      findings.report(.transformNotExpanded(transform))
    }
  }
}
