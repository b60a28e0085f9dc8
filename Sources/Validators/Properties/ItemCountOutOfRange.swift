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
  static let itemCountOutOfRange = ShapeCheck(.itemCountOutOfRange) { visit, findings in
    guard let items = visit.value.list else { return }
    let count = items.count
    let hasCalls = items.contains { $0.intrinsic != nil }
    // Of a resource that was written wrong, items may be missing that were refused.
    let isWhole = !hasCalls && !visit.context.incomplete.contains(visit.resource.logicalID)
    let isBelow = visit.shape.minItems.map { count < $0 && isWhole } ?? false
    let isAbove = visit.shape.maxItems.map { count > $0 && !hasCalls } ?? false
    guard isBelow || isAbove else { return }
    let bounds = Bounds.phrase(visit.shape.minItems.map(Double.init), visit.shape.maxItems.map(Double.init))
    findings.report(
      Diagnostic(
        .itemCountOutOfRange,
        "`\(visit.name)` takes \(bounds) \(bounds.hasSuffix(" 1") ? "item" : "items"), and has \(count)",
        at: visit.value.span))
  }
}
