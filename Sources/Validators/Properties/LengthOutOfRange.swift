import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let lengthOutOfRange = Rule(
    "STK407", "length-out-of-range", .error, "a text longer or shorter than the property takes",
    why: "CloudFormation rejects the resource: `expected maxLength: …, actual: …`.",
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, description: ↓\""
          + String(repeating: "x", count: 257) + "\" }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, description: Takes orders }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension ShapeCheck {
  static let lengthOutOfRange = ShapeCheck(.lengthOutOfRange, where: [.length, .limits]) { visit, findings in
    guard let text = visit.value.scalarText, visit.shape.kinds.contains(.string), !visit.hasNameForm else { return }
    guard let (bounds, bound) = visit.brokenLength(of: text) else { return }
    let unit = bound.limit?.unit == "bytes" ? "bytes" : "characters"
    findings.report(
      Diagnostic(
        .lengthOutOfRange,
        "`\(visit.name)` must have \(bounds.phrase()) \(unit), and has \(Value.length(text, for: bound.limit))",
        at: visit.value.span, consequences: [bound.consequence], limits: bound.limits))
  }
}

extension ShapeVisit {
  /// The bounds of a text's length and the one that it goes beyond; nil for a text of a fitting length.
  func brokenLength(of text: String) -> (bounds: PropertyBounds, bound: PropertyBounds.Bound)? {
    // A text of n bytes has at most n scalars and no fewer than a quarter: most texts need no count.
    let mostKnown = shape.maxLength ?? Int.max
    let isShort = (shape.minLength ?? 0) == 0 || text.utf8.count >= (shape.minLength ?? 0) * 4
    if !shape.hasLimits, text.utf8.count <= mostKnown, isShort { return nil }
    let bounds = PropertyBounds(shape, .length)
    if let least = bounds.least, Double(Value.length(text, for: least.limit)) < least.value { return (bounds, least) }
    if let most = bounds.most, Double(Value.length(text, for: most.limit)) > most.value { return (bounds, most) }
    return nil
  }
}
