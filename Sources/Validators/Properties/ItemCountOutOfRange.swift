import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let itemCountOutOfRange = Rule(
    "STK408", "item-count-out-of-range", .error, "a list with more or fewer items than the property takes",
    why: "CloudFormation rejects the resource: `expected maximum item count: …, found: …`.",
    examples: [
      .bad(
        "resources:\n  Key:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: ↓[]\n      AttributeDefinitions: []\n      BillingMode: PAY_PER_REQUEST\n",
        options: ["--ignore", "STK5"]),
      .good(
        "tables:\n  orders: { key: { id: string } }\n"),
    ])
}

extension ShapeCheck {
  static let itemCountOutOfRange = ShapeCheck(.itemCountOutOfRange, where: [.count, .limits]) { visit, findings in
    guard let count = visit.value.list?.count ?? visit.value.map?.entries.count else { return }
    let bounds = PropertyBounds(visit.shape, .count)
    guard let (bound, isQuota) = bounds.broken(by: Double(count)), visit.hasKnownCount else { return }
    // Of a resource that was written wrong, items may be missing that were refused.
    let isBelow = Double(count) < bound.value
    guard !isBelow || !visit.context.incomplete.contains(visit.resource.logicalID) else { return }
    // A third attribute of a table's key has a rule of its own.
    guard isBelow || visit.resource.type != "AWS::DynamoDB::Table" || visit.key != "KeySchema" else { return }
    let noun = visit.value.list == nil ? "entries" : "items"
    let few = noun == "items" ? "item" : "entry"
    guard !isQuota else {
      findings.report(
        Diagnostic(
          .itemCountOutOfRange,
          "`\(visit.name)` has \(count) \(noun), and AWS takes \(Bounds.plain(bound.value)) unless asked for more",
          at: visit.value.span, severity: .warning, consequences: ["the service refuses it until the quota is raised"],
          help: ["have AWS raise the quota before the stack is deployed"], limits: bound.limits))
      return
    }
    let phrase = bounds.phrase()
    findings.report(
      Diagnostic(
        .itemCountOutOfRange,
        "`\(visit.name)` takes \(phrase) \(phrase.hasSuffix(" 1") ? few : noun), and has \(count)",
        at: visit.value.span, consequences: [bound.consequence], limits: bound.limits))
  }
}

extension ShapeVisit {
  /// Whether none of the items of a list, or of the entries of a map, may turn out to be none or many.
  fileprivate var hasKnownCount: Bool {
    if let list = value.list {
      return list.allSatisfy { $0.intrinsic == nil || context.given(by: $0)?.isSingle == true }
    }
    return value.map?.entries.allSatisfy { $0.value.intrinsic?.function != .ifElse } == true
  }
}
