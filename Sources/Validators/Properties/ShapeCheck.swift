import Diagnostics
import Source
import Spec
import Template

/// A rule over one value and the shape its resource type gives it. The walk visits each value once and asks them all.
struct ShapeCheck: Sendable {
  /// The rule.
  let rule: Rule
  /// Looks at one value.
  let run: @Sendable (ShapeVisit, inout Findings) -> Void

  init(_ rule: Rule, _ run: @escaping @Sendable (ShapeVisit, inout Findings) -> Void) {
    self.rule = rule
    self.run = run
  }

  /// All of them.
  static let all: [ShapeCheck] = [
    .unknownProperty, .missingProperty, .wrongPropertyType, .valueNotAllowed, .numberOutOfRange, .lengthOutOfRange,
    .itemCountOutOfRange, .patternMismatch, .propertyGroups, .duplicateItem,
    .malformedIdentifier,
  ]
}

/// One value on the walk.
struct ShapeVisit {
  /// What checks may look at.
  let context: CheckContext
  /// The resource.
  let resource: Resource
  /// The value; never a call of an intrinsic.
  let value: Value
  /// What its type allows.
  let shape: Shape
  /// The property as the template names it; empty at the top.
  let key: String
  /// How its key is written; the resource's type at the top.
  let name: String
  /// Where its key is; the resource's place at the top.
  let nameSpan: Span
  /// Whether the value is a parameter's default.
  var isDefault = false
}
