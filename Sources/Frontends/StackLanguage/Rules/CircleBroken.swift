import Diagnostics
import Source
import Template

extension Rule {
  static let circleBroken = Rule(
    "STK329", "circle-broken", .info, "resources need each other, and the circle was broken",
    why: """
      CloudFormation makes a resource after those it refers to, and refuses resources that need each other. Some circles \
      have a way out that changes nothing of what the stack does: a role's statements can stand in a policy that is made \
      after the role, and the ARN of a resource with a given name can be written out from that name. What was written out \
      no longer makes CloudFormation wait for the resource.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, role: roles.caller }\n"
          + "roles:\n  caller:\n    trusts: lambda.amazonaws.com\n    allow:\n      - { actions: lambda:InvokeFunction, on: ↓functions.f }\n"
          + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, access: { send: queues.jobs } }\nqueues:\n  jobs: { retention: 14d }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Diagnostic {
  static func circleBroken(
    _ cycle: [DependencyGraph.Edge], _ edge: DependencyGraph.Edge, _ way: CircleBreaking.Way, _ template: StackTemplate
  ) -> Diagnostic {
    func name(_ id: String) -> String { template[id]?.label ?? id }
    let chain = (cycle.map(\.from) + [cycle[0].from]).map { "`\(name($0))`" }.joined(separator: " → ")
    return Diagnostic(
      .circleBroken,
      way == .ownPolicy
        ? "the statements of `\(name(edge.from))` stand in a policy of their own, since these need each other: \(chain)"
        : "the ARN of `\(name(edge.to))` is written out from its name, since these need each other: \(chain)",
      at: edge.span)
  }
}
