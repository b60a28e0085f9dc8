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
      .good("queues:\n  jobs: { name: jobs }\n  tasks: { name: tasks }\n"),
    ])
}

extension Check {
  static let duplicateName = Check(.duplicateName) { context, findings in
    var earlier: [PartialText: Resource] = [:]
    for resource in context.template.resources {
      guard let property = ResourceType.named(resource.type)?.identity?.nameProperty, let value = resource[property],
        let arn = context.resolver.arn(of: resource)
      else { continue }
      guard let first = earlier[arn] else {
        earlier[arn] = resource
        continue
      }
      // Of two under different conditions perhaps only one is there.
      guard first.type == resource.type, first.condition?.text == resource.condition?.text else { continue }
      findings.report(.duplicateName(value, of: resource, first, property, context))
    }
  }
}

extension Diagnostic {
  fileprivate static func duplicateName(
    _ value: Value, of resource: Resource, _ first: Resource, _ property: String, _ context: CheckContext
  ) -> Diagnostic {
    let name = context.resolver.text(value)?.description ?? ""
    return Diagnostic(
      .duplicateName,
      "`\(context.called(resource))` gets the name `\(name)`, which `\(context.called(first))` has already",
      at: value.span,
      notes: [.init("`\(context.called(first))` gets it here", at: first[property]?.span ?? first.span)],
      consequences: ["the deployment fails: `\(name) already exists`"],
      help: ["give it another name, or none: CloudFormation then makes one"])
  }
}
