import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let numberOutOfRange = Rule(
    "STK406", "number-out-of-range", .error, "a number outside the range the property takes",
    why: "CloudFormation rejects the resource: `… is not greater or equal to …`, `… is not less or equal to …`.",
    examples: [
      .bad("queues:\n  jobs: { visibilityTimeout: ↓13h }\n"),
      .good("queues:\n  jobs: { visibilityTimeout: 12h }\n"),
    ])
}

extension ShapeCheck {
  static let numberOutOfRange = ShapeCheck(.numberOutOfRange, where: [.number, .limits]) { visit, findings in
    guard !visit.hasTighterRule, let text = visit.value.scalarText, let number = Double(text) else { return }
    let shape = visit.shape
    guard !shape.kinds.isDisjoint(with: [.number, .integer]) else { return }
    let bounds = PropertyBounds(shape, .number)
    if let broken = bounds.broken(by: number) {
      findings.report(.numberOutOfRange(number, text, bounds, broken.bound, isQuota: broken.isQuota, visit))
    } else if shape.exclusiveMinimum.map({ number <= $0 }) ?? false {
      let least = Bounds.plain(shape.exclusiveMinimum ?? 0)
      findings.report(
        Diagnostic(
          .numberOutOfRange, "`\(visit.name)` must be above \(least), and this is \(text)", at: visit.value.span,
          consequences: ["CloudFormation rejects the resource"]))
    }
  }
}

extension Diagnostic {
  fileprivate static func numberOutOfRange(
    _ number: Double, _ text: String, _ bounds: PropertyBounds, _ bound: PropertyBounds.Bound, isQuota: Bool,
    _ visit: ShapeVisit
  ) -> Diagnostic {
    let written = WrittenQuantity(visit.value.span, value: number, in: visit.context.sources)
    let word: (Double) -> String = { written?.phrase($0) ?? Bounds.plain($0) }
    guard isQuota else {
      return Diagnostic(
        .numberOutOfRange, "`\(visit.name)` must be \(bounds.phrase(word)), and this is \(written?.text ?? text)",
        at: visit.value.span, consequences: [bound.consequence], limits: bound.limits)
    }
    return Diagnostic(
      .numberOutOfRange,
      "`\(visit.name)` is \(written?.text ?? text), and AWS takes at most \(word(bound.value)) unless asked for more",
      at: visit.value.span, severity: .warning, consequences: ["the service refuses it until the quota is raised"],
      help: ["have AWS raise the quota before the stack is deployed"], limits: bound.limits)
  }
}

extension ShapeVisit {
  /// Whether another rule knows tighter bounds than the schema: Lambda's schema allows what only managed instances take.
  fileprivate var hasTighterRule: Bool {
    resource.type == "AWS::Lambda::Function" && resource["CapacityProviderConfig"] == nil
      && ["MemorySize", "Timeout", "Size"].contains(key)
  }
}

/// Bounds in words.
enum Bounds {
  /// `0 to 43200`, `at least 1`, `at most 5`.
  static func phrase(_ least: Double?, _ most: Double?, _ word: (Double) -> String = plain) -> String {
    switch (least, most) {
    case (let least?, let most?): "\(word(least)) to \(word(most))"
    case (let least?, nil): "at least \(word(least))"
    case (nil, let most?): "at most \(word(most))"
    case (nil, nil): "anything"
    }
  }

  /// A number without needless digits.
  static func plain(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? String(number)
  }
}
