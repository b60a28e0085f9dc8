import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let valueNotAllowed = Rule(
    "STK405", "value-not-allowed", .error, "a value that is none of those the property takes",
    why: "CloudFormation rejects the resource: `… is not a valid enum value`.",
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, properties: { PackageType: ↓Zipp } }\n",
        fixed:
          "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, properties: { PackageType: Zip } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, properties: { PackageType: Zip } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension ShapeCheck {
  static let valueNotAllowed = ShapeCheck(.valueNotAllowed, where: [.values, .limits]) { visit, findings in
    let limit = visit.shape.hasLimits ? visit.shape.limits.first { $0.kind == .enum } : nil
    guard limit != nil || !visit.shape.enumValues.isEmpty, let text = visit.value.scalarText else { return }
    if limit == nil, visit.shape.enumValues.contains(text) { return }
    // A runtime has a life cycle of its own, which says more.
    guard visit.resource.type != "AWS::Lambda::Function" || visit.key != "Runtime" else { return }
    let allowed = visit.shape.allowed(limit)
    let isAllowed =
      visit.shape.enumIgnoresCase
      ? allowed.contains { $0.lowercased() == text.lowercased() } : allowed.contains(text)
    guard !isAllowed else { return }
    findings.report(.valueNotAllowed(text, allowed: allowed, visit, limits: limit.map { [$0.id] } ?? []))
  }
}

extension Shape {
  /// The values that both the schema and a limit let be.
  fileprivate func allowed(_ limit: ServiceLimit?) -> [String] {
    let values = enumValues.map(\.text)
    guard case .list(let documented)? = limit?.value else { return values }
    return values.isEmpty ? documented : documented.filter(values.contains)
  }
}

extension Diagnostic {
  static func valueNotAllowed(_ text: String, allowed: [String], _ visit: ShapeVisit, limits: [String])
    -> Diagnostic
  {
    // More values than this fill the screen and help nobody.
    let shown = allowed.prefix(12).map { "`\($0)`" }.joined(separator: ", ") + (allowed.count > 12 ? ", …" : "")
    var diagnostic = Diagnostic(
      .valueNotAllowed, "`\(visit.name)` cannot be `\(text)`", at: visit.value.span, help: ["it takes \(shown)"],
      limits: limits)
    if let nearest = Spelling.nearest(to: text, in: allowed) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(visit.value.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}

extension EnumValue {
  /// The value as a template writes it.
  var text: String {
    switch self {
    case .string(let text): text
    case .number(let number): Bounds.plain(number)
    case .boolean(let value): value ? "true" : "false"
    }
  }
}
