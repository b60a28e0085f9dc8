public import Diagnostics
public import Spec

extension Checks {
  /// The rules of the walk over the properties that hold a stack to a limit. None where the schema of each property is
  /// narrower than the limit, or where no shape says how it is meant.
  public static func shapeRules(holding limit: ServiceLimit) -> [Rule] {
    var found: [Rule] = []
    for property in limit.properties {
      guard let shape = Shape.of(property: property),
        let rule = rule(holding: limit, shape) ?? shape.items.flatMap({ Self.rule(holding: limit, $0) }),
        !found.contains(where: { $0.code == rule.code })
      else { continue }
      found.append(rule)
    }
    return found
  }

  /// The rule by what a shape makes of a limit.
  private static func rule(holding limit: ServiceLimit, _ shape: Shape) -> Rule? {
    guard shape.hasLimits, shape.limits.contains(limit) else { return nil }
    switch limit.kind {
    case .enum: return .valueNotAllowed
    case .pattern: return .patternMismatch
    case .max, .min, .count, .length, .default:
      let measures: [(PropertyBounds.Measure, Rule)] = [
        (.number, .numberOutOfRange), (.length, .lengthOutOfRange), (.count, .itemCountOutOfRange),
      ]
      return measures.first { measure, _ in
        let bounds = PropertyBounds(shape, measure)
        return measure.fits(shape) && [bounds.least, bounds.most, bounds.quota].contains { $0?.limit == limit }
      }?.1
    case .relation: return nil
    }
  }
}

extension PropertyBounds.Measure {
  /// Whether values of a shape have this measure.
  fileprivate func fits(_ shape: Shape) -> Bool {
    switch self {
    case .number: !shape.kinds.isDisjoint(with: [.number, .integer])
    case .length: shape.kinds.contains(.string)
    case .count: !shape.kinds.isDisjoint(with: [.array, .object])
    }
  }
}

extension Shape {
  /// The shape of a property by type and path, as ``ServiceLimit/properties`` has them.
  public static func of(property: String) -> Shape? {
    let steps = property.split(separator: ".").map { String($0) }
    var shape = steps.first.flatMap { ResourceType.named($0)?.shape }
    for step in steps.dropFirst() {
      while let items = shape?.items { shape = items }
      shape = shape?.property(named: step)?.shape
    }
    return shape
  }
}
