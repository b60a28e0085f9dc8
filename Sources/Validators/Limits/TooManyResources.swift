import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let tooManyResources = Rule(
    "STK901", "too-many-resources", .error, "a template with more resources than CloudFormation takes",
    limits: ["CFN-001"],
    why: """
      CloudFormation rejects the template: `Template format error: Number of resources … is greater than maximum allowed`. \
      Resources that follow from others, such as roles, permissions and event source mappings, count too. The stack has to \
      be cut into several ("CloudFormation quotas", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(Self.queues(500) + "  ↓one: {}\n"),
      .good(Self.queues(500)),
    ])

  private static func queues(_ count: Int) -> String {
    "queues:\n" + (1...count).map { "  q\($0): {}\n" }.joined()
  }
}

extension Check {
  static let tooManyResources = Check(.tooManyResources) { context, findings in
    let resources = context.template.resources
    guard let most = CheckContext.limit("CFN-001"), resources.indices.contains(most) else { return }
    findings.report(
      Diagnostic(
        .tooManyResources, "the stack has \(resources.count) resources, and CloudFormation takes \(most)",
        at: resources[most].span, label: "resource \(most + 1)",
        consequences: ["CloudFormation rejects the template: `Number of resources … is greater than maximum allowed`"],
        help: [context.wayToCut]))
  }
}
