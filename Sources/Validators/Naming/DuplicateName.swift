import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let duplicateName = Rule(
    "STK421", "duplicate-name", .error, "two resources of one type get the same name",
    why: """
      Names are unique in an account and Region, or in whatever the resource belongs to. The second resource cannot be \
      made: `… already exists in stack …`, and the deployment is rolled back.
      """,
    examples: [
      .bad("queues:\n  jobs: { name: work }\n  tasks: { name: ↓work }\n"),
      .bad(
        "functions:\n  work: { runtime: python3.13, handler: app.f, code: src, name: work }\nresources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties: { LogGroupName: shop }\n  More:\n    Type: AWS::Logs::LogGroup\n    Properties: { LogGroupName: ↓shop }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .bad(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs: { name: work, condition: isProd }\n  tasks: { name: !If [isProd, ↓work, tasks] }\n"
      ),
      .good("queues:\n  jobs: { name: jobs }\n  tasks: { name: tasks }\n"),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\n  isDev: !Equals [!Ref stage, dev]\nqueues:\n  jobs: { name: work, condition: isProd }\n  tasks: { name: work, condition: isDev }\n"
      ),
    ])
}

extension Check {
  static let duplicateName = Check(.duplicateName) { context, findings in
    var earlier: [PartialText: [(resource: Resource, branch: Branch)]] = [:]
    for resource in context.template.resources {
      guard let property = resource.identity?.nameProperty,
        let entry = resource.properties.entry(property)
      else { continue }
      var isTold = false
      let isChosen = entry.value.intrinsic?.function == .ifElse
      for branch in context.branches(of: entry.value, under: resource.condition) {
        var named = resource
        if isChosen { named.properties.set(property, at: entry.keySpan, branch.value) }
        guard let arn = context.resolver.arn(of: named) else { continue }
        // Of two under different conditions perhaps never both are there.
        let other = earlier[arn]?.first { other in
          other.resource.type == resource.type && other.resource.logicalID != resource.logicalID
            && context.conditions.isPossible(other.branch.facts + branch.facts)
        }
        earlier[arn, default: []].append((resource, branch))
        guard !isTold, let other else { continue }
        isTold = true
        findings.report(.duplicateName(branch.value, of: resource, other.resource, other.branch, context))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateName(
    _ value: Value, of resource: Resource, _ first: Resource, _ branch: Branch, _ context: CheckContext
  ) -> Diagnostic {
    let name = context.resolver.text(value)?.description ?? ""
    return Diagnostic(
      .duplicateName,
      "`\(context.called(resource))` gets the name `\(name)`, which `\(context.called(first))` has already",
      at: value.span,
      notes: [.init("`\(context.called(first))` gets it here", at: branch.value.span)],
      consequences: ["the deployment fails: `\(name) already exists`"],
      help: ["give it another name, or none: CloudFormation then makes one"])
  }
}
