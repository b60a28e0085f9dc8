import Diagnostics
import Source
import Template

extension Rule {
  static let unknownDependency = Rule(
    "STK312", "unknown-dependency", .error, "`DependsOn` names no resource of the template",
    why: """
      CloudFormation rejects the template: `Unresolved resource dependencies […] in the Resources block of the template`. \
      `DependsOn` takes logical ids of resources of the same template; a parameter is none.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\n  failed: { dependsOn: ↓JobQueue }\n",
        fixed: "queues:\n  jobs: {}\n  failed: { dependsOn: JobsQueue }\n"),
      .good("queues:\n  jobs: {}\n  failed: { dependsOn: queues.jobs }\n"),
    ])
}

extension Check {
  static let unknownDependency = Check(.unknownDependency) { context, findings in
    for resource in context.template.resources {
      for name in resource.dependsOn where context.template[name.text] == nil {
        findings.report(.unknownDependency(name, of: resource, context))
      }
    }
  }
}

extension Diagnostic {
  static func unknownDependency(_ name: Name, of resource: Resource, _ context: CheckContext) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownDependency,
      "`\(context.called(resource))` depends on `\(name.text)`, which is no resource of this template",
      at: name.span,
      consequences: ["CloudFormation rejects the template: `Unresolved resource dependencies [\(name.text)]`"])
    let candidates = context.template.resources.lazy.filter { $0.logicalID != resource.logicalID }.map(\.logicalID)
    if let nearest = Spelling.nearest(to: name.text, in: candidates) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(name.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
