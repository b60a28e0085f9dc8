import Diagnostics
import Source
import Template

/// What a template says to cfn-lint of findings that it does not want: `ignore_checks` of the template, and of a resource for
/// what stands in it.
struct CfnLintSuppressions {
  private var everywhere: Set<String> = []
  private var inResources: [(extent: Span, codes: Set<String>)] = []

  /// Reads them.
  init(_ template: StackTemplate) {
    everywhere = Self.codes(template.metadata)
    for resource in template.resources {
      let codes = Self.codes(template.metadata(of: resource))
      if !codes.isEmpty { inResources.append((resource.extent, codes)) }
    }
  }

  /// Whether a finding is not wanted.
  func cover(_ finding: Diagnostic) -> Bool {
    let code = finding.rule.code
    if everywhere.contains(code) { return true }
    return inResources.contains { extent, codes in
      codes.contains(code) && extent.source == finding.span.source && extent.start <= finding.span.start
        && finding.span.end <= extent.end
    }
  }

  /// The codes of ours for the rules that are named; a name's beginning stands for all rules that begin so.
  private static func codes(_ metadata: Value?) -> Set<String> {
    guard let ignored = metadata?["cfn-lint"]?["config"]?["ignore_checks"]?.list else { return [] }
    let names = ignored.compactMap(\.string).filter { !$0.isEmpty }
    guard !names.isEmpty else { return [] }
    return Set(CfnLintRule.all.filter { rule in names.contains { rule.id.hasPrefix($0) } }.flatMap(\.codes))
  }
}
