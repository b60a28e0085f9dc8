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
        "buses:\n  shop: { name: ↓\"my shop\" }\n"),
      .good(
        "buses:\n  shop: { name: my-shop }\n"),
    ])
}

extension ShapeCheck {
  static let patternMismatch = ShapeCheck(.patternMismatch, where: [.pattern, .limits]) { visit, findings in
    let shape = visit.shape
    guard let text = visit.value.scalarText, shape.kinds.contains(.string),
      !isJudgedByItsGrammar(visit), !visit.hasNameForm
    else { return }
    guard let (form, limits) = visit.form(refusing: text), visit.brokenLength(of: text) == nil else { return }
    findings.report(
      Diagnostic(
        .patternMismatch, "`\(visit.name)` does not have the form it must have", at: visit.value.span,
        help: ["it must match `\(form)`"], limits: limits))
  }
}

extension ShapeVisit {
  /// The form that a text does not have, and the limit that documents it.
  fileprivate func form(refusing text: String) -> (form: String, limits: [String])? {
    let schema = shape.pattern
    for limit in shape.hasLimits ? shape.limits : [] where limit.kind == .pattern {
      guard case .text(let form) = limit.value, let pattern = Pattern.compiled("^(?:\(form))$") else { continue }
      if !pattern.matches(text) { return (form, [limit.id]) }
    }
    guard let schema, let pattern = Pattern.compiled(schema), !pattern.matches(text) else { return nil }
    return (schema, [])
  }
}

/// A schedule has a grammar of its own, whose rules (STK465 and on) say more than that it does not match.
private func isJudgedByItsGrammar(_ visit: ShapeVisit) -> Bool {
  visit.resource.type == "AWS::Events::Rule" && visit.resource["ScheduleExpression"]?.span == visit.value.span
}
