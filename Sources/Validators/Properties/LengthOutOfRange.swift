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
  static let lengthOutOfRange = ShapeCheck(.lengthOutOfRange) { visit, findings in
    guard let text = visit.value.string, visit.shape.kinds.contains(.string) else { return }
    let least = visit.shape.minLength ?? 0
    let most = visit.shape.maxLength ?? Int.max
    // A text of n bytes has at most n scalars: most texts need no count.
    if text.utf8.count <= most, least == 0 || text.utf8.count >= least * 4 { return }
    let length = text.unicodeScalars.count
    guard length < least || length > most else { return }
    findings.report(
      Diagnostic(
        .lengthOutOfRange,
        "`\(visit.name)` must have \(Bounds.phrase(Double(least), visit.shape.maxLength.map(Double.init))) characters, and has \(length)",
        at: visit.value.span))
  }
}
