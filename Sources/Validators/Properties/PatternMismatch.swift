import Diagnostics
import Patterns
import Source
import Spec
import Template

extension Rule {
  static let patternMismatch = Rule(
    "STK409", "pattern-mismatch", .error, "a text that does not have the form the property wants",
    why: "CloudFormation rejects the resource: `string … does not match pattern …`.",
    examples: [
      .bad(
        "functions:\n  f: { name: ↓\"my function\", runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { name: my-function, runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension ShapeCheck {
  static let patternMismatch = ShapeCheck(.patternMismatch) { visit, findings in
    guard let source = visit.shape.pattern, let text = visit.value.string, !isJudgedByItsGrammar(visit) else { return }
    guard let pattern = Pattern.compiled(source), !pattern.matches(text) else { return }
    findings.report(
      Diagnostic(
        .patternMismatch, "`\(visit.name)` does not have the form it must have", at: visit.value.span,
        help: ["it must match `\(source)`"]))
  }
}

/// A schedule has a grammar of its own, whose rules (STK465 and on) say more than that it does not match.
private func isJudgedByItsGrammar(_ visit: ShapeVisit) -> Bool {
  visit.resource.type == "AWS::Events::Rule" && visit.resource["ScheduleExpression"]?.span == visit.value.span
}
