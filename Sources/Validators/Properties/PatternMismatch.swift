import Diagnostics
import Patterns
import Source
import Spec
import Synchronization
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
    guard let broken = visit.form(refusing: text), visit.brokenLength(of: text) == nil else { return }
    var finding = Diagnostic(
      .patternMismatch, "\(visit.subject) does not have the form it must have", at: visit.value.span,
      help: ["it must match `\(broken.form)`"], limits: broken.limits)
    if let policy = visit.managedPolicy(meantBy: text) { finding.label = "did you mean `\(policy)`?" }
    findings.report(finding)
  }
}

extension ShapeVisit {
  /// The policy of AWS's whose name a text without an ARN is, or nearly is: as SAM takes it by its name, else its ARN.
  fileprivate func managedPolicy(meantBy text: String) -> String? {
    guard key == "ManagedPolicyArns", !text.hasPrefix("arn:") else { return nil }
    let known = SAMManagedPolicy.named(text)
    let nearest = known == nil ? Spelling.nearest(to: text, in: SAMManagedPolicy.all.lazy.map(\.name)) : nil
    guard let policy = known ?? nearest.flatMap(SAMManagedPolicy.named) else { return nil }
    return resource.origin == .derived ? policy.name : "arn:aws:iam::aws:policy/\(policy.path)"
  }
}

extension ShapeVisit {
  /// The form that a text does not have, and the limit that documents it.
  fileprivate func form(refusing text: String) -> RequiredForm? {
    RequiredForm.all(of: shape).first { !$0.pattern.matches(text) }
  }
}

/// A form that a shape asks of a text.
private struct RequiredForm {
  /// As it is documented.
  let form: String
  let pattern: Pattern
  /// The limit that documents it; none for that of the schema.
  let limits: [String]

  private static let known = Mutex<[Shape: [RequiredForm]]>([:])

  /// The forms of a shape, those of the limits first; compiled once a process.
  static func all(of shape: Shape) -> [RequiredForm] {
    if let forms = known.withLock({ $0[shape] }) { return forms }
    var forms: [RequiredForm] = shape.limits.compactMap { limit in
      guard limit.kind == .pattern, case .text(let form) = limit.value else { return nil }
      return Pattern.compiled("^(?:\(form))$").map { RequiredForm(form: form, pattern: $0, limits: [limit.id]) }
    }
    if let form = shape.pattern, let pattern = Pattern.compiled(form) {
      forms.append(RequiredForm(form: form, pattern: pattern, limits: []))
    }
    known.withLock { $0[shape] = forms }
    return forms
  }
}

/// A schedule has a grammar of its own, whose rules (STK465 and on) say more than that it does not match.
private func isJudgedByItsGrammar(_ visit: ShapeVisit) -> Bool {
  visit.resource.type == "AWS::Events::Rule" && visit.resource["ScheduleExpression"]?.span == visit.value.span
}
