import Diagnostics
import Source
import Spec
import Template

/// A rule over one value and the shape its resource type gives it. The walk visits each value once and asks them all.
struct ShapeCheck: Sendable {
  /// The rule.
  let rule: Rule
  /// What a shape must restrict so that a value can break the rule; nil where every shape matters.
  let restrictions: ShapeRestrictions?
  /// Looks at one value.
  let run: @Sendable (ShapeVisit, inout Findings) -> Void

  init(
    _ rule: Rule, where restrictions: ShapeRestrictions? = nil,
    _ run: @escaping @Sendable (ShapeVisit, inout Findings) -> Void
  ) {
    self.rule = rule
    self.restrictions = restrictions
    self.run = run
  }

  /// All of them.
  static let all: [ShapeCheck] = ofMaps + ofListsAlone + ofTextsAlone

  /// What a map is held against.
  static let ofMaps: [ShapeCheck] = [
    .unknownProperty, .missingProperty, .wrongPropertyType, .itemCountOutOfRange, .propertyGroups,
  ]
  /// What a list is held against.
  static let ofLists: [ShapeCheck] = [.wrongPropertyType, .itemCountOutOfRange] + ofListsAlone
  private static let ofListsAlone: [ShapeCheck] = [.duplicateItem, .repeatedItem]
  /// What a text or a number is held against.
  static let ofTexts: [ShapeCheck] = [.wrongPropertyType] + ofTextsAlone
  private static let ofTextsAlone: [ShapeCheck] = [
    .valueNotAllowed, .numberOutOfRange, .lengthOutOfRange, .patternMismatch, .malformedIdentifier,
  ]
}

extension ShapeVisit {
  /// Holds the value against all that its kind can break.
  func check(into findings: inout Findings) {
    let checks =
      switch value.kind {
      case .map: ShapeCheck.ofMaps
      case .list: ShapeCheck.ofLists
      case .null, .bool, .number, .string, .intrinsic: ShapeCheck.ofTexts
      }
    for check in checks {
      if let restrictions = check.restrictions, !shape.restricts(restrictions) { continue }
      check.run(self, &findings)
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
  /// Which members a map has, in each world that its conditions make; of a map that may lack something alone.
  var worlds: [MemberWorld] = []
  /// Where the value stands as the default of a parameter.
  var defaultPlace: Span?
  /// What holds of conditions where it stands, by the branches of `Fn::If` that it is in.
  var facts: [ConditionFact] = []
  /// Whether it is an item of the list that the key names.
  var isItem = false
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
  /// Whether it is in a branch of `Fn::If`, whose condition may ask whether there is a value at all.
  var isInBranch: Bool { !facts.isEmpty }
  /// How the property's key is written; the resource's name at the top.
  var name: String {
    if key.isEmpty { return walked.resource.label }
    // Where a resource, or the value alone, made the property necessary, no key is written.
    return nameSpan == walked.resource.span || nameSpan == value.span ? key : context.written(key, nameSpan)
  }
  /// What lacks something, in words, if the value does.
  var subject: String { isItem ? "an item of `\(name)`" : "`\(name)`" }
  /// Where it is told what the value lacks: at its key; an item of a list has none, but its own first one.
  var place: Span { isItem ? value.map?.entries.first?.keySpan ?? value.span : nameSpan }
}
