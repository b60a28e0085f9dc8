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
  static let all: [ShapeCheck] = ofMaps + [.duplicateItem] + ofTexts

  /// What a map is held against.
  static let ofMaps: [ShapeCheck] = [
    .unknownProperty, .missingProperty, .wrongPropertyType, .itemCountOutOfRange, .propertyGroups,
  ]
  /// What a list is held against.
  static let ofLists: [ShapeCheck] = [.wrongPropertyType, .itemCountOutOfRange, .duplicateItem]
  /// What a text or a number is held against, where more is asked of it than its type.
  static let ofTexts: [ShapeCheck] = [
    .valueNotAllowed, .numberOutOfRange, .lengthOutOfRange, .patternMismatch, .malformedIdentifier,
  ]
}

extension ShapeVisit {
  /// Holds the value against all that its kind can break.
  func check(into findings: inout Findings) {
    switch value.kind {
    case .map: for check in ShapeCheck.ofMaps { check.run(self, &findings) }
    case .list: for check in ShapeCheck.ofLists { check.run(self, &findings) }
    case .null, .bool, .number, .string, .intrinsic:
      ShapeCheck.wrongPropertyType.run(self, &findings)
      if shape.isBounded { for check in ShapeCheck.ofTexts { check.run(self, &findings) } }
    }
  }
}

/// One value on the walk.
struct ShapeVisit {
  /// The resource that the walk is in.
  let walked: WalkedResource
  /// The value; never a call of an intrinsic.
  let value: Value
  /// What its type allows.
  let shape: Shape
  /// The property as the template names it; empty at the top.
  let key: String
  /// Where its key is; the resource's place at the top.
  let nameSpan: Span
  /// The shapes of a map's members, in their order; nil for one that the type does not document.
  var members: [Shape?] = []
  /// Where the value stands as the default of a parameter.
  var defaultPlace: Span?
  /// Whether it is in a branch of `Fn::If`, whose condition may ask whether there is a value at all.
  var isInBranch = false
}

/// A resource on the walk; a class, so that each place on it takes no copy.
final class WalkedResource: Sendable {
  /// What checks may look at.
  let context: CheckContext
  /// The resource.
  let resource: Resource

  init(_ resource: Resource, _ context: CheckContext) {
    self.resource = resource
    self.context = context
  }
}

extension ShapeVisit {
  /// What checks may look at.
  var context: CheckContext { walked.context }
  /// The resource.
  var resource: Resource { walked.resource }
  /// How the property's key is written; the resource's name at the top.
  var name: String { key.isEmpty ? walked.resource.label : context.written(key, nameSpan) }
}
