import Patterns
import ServiceModels

/// Checks a decoded value against the constraints of its shape (Smithy 2.0, "Constraint traits"): required members, enums,
/// lengths, ranges and patterns.
struct ConstraintCheck {
  /// AWS reports no more than these, and an answer is not to grow with what is wrong with a request.
  private static let mostViolations = 10
  /// Longer texts are not matched with patterns: the cost grows with them, and none that AWS bounds by a pattern is longer.
  private static let longestMatched = 8192

  /// One step of the way to a value.
  private enum Step {
    case member(ModelName)
    case item(Int)
    case key(String)
  }

  private var path: [Step] = []
  private(set) var violations: [Violation] = []

  /// Checks an operation's input.
  /// - Throws: the service's answer to what is wrong with it.
  static func check(_ input: WireObject, _ shape: ShapeModel, _ call: WireCall) throws(ServiceError) {
    var check = ConstraintCheck()
    check.structure(input, shape)
    if !check.violations.isEmpty { throw ViolationAnswer.error(check.violations, call) }
  }

  private mutating func structure(_ object: WireObject, _ shape: ShapeModel) {
    for position in 0..<shape.memberCount {
      let member = shape.member(at: position)
      guard member.isRequired || member.shape.isConstrained else { continue }
      path.append(.member(member.name))
      if let value = object[member.name.string] {
        if member.shape.isConstrained { self.value(value, member.shape) }
      } else if member.isRequired {
        report(nil, .missing)
      }
      path.removeLast()
      if violations.count >= Self.mostViolations { return }
    }
  }

  private mutating func value(_ value: WireValue, _ shape: ShapeModel) {
    switch (shape.kind, value) {
    case (.structure, .object(let object)): structure(object, shape)
    case (.list, .list(let items)): list(items, value, shape)
    case (.map, .object(let object)): map(object, value, shape)
    default: for constraint in broken(value, shape) { report(value, constraint) }
    }
  }

  private mutating func list(_ items: [WireValue], _ value: WireValue, _ shape: ShapeModel) {
    count(items.count, value, shape)
    let target = shape.item.shape
    guard target.isConstrained else { return }
    for (index, item) in items.enumerated() {
      if violations.count >= Self.mostViolations { return }
      if target.isAggregate {
        path.append(.item(index + 1))
        self.value(item, target)
        path.removeLast()
      } else if !broken(item, target).isEmpty {
        // AWS shows the list, and once.
        return report(value, .items(Self.constraints(of: target)))
      }
    }
  }

  private mutating func map(_ object: WireObject, _ value: WireValue, _ shape: ShapeModel) {
    count(object.members.count, value, shape)
    let (key, target) = (shape.key.shape, shape.value.shape)
    if key.isConstrained, object.members.contains(where: { !broken(.string($0.name), key).isEmpty }) {
      report(value, .keys(Self.constraints(of: key)))
    }
    guard target.isConstrained else { return }
    for (name, item) in object.members {
      if violations.count >= Self.mostViolations { return }
      if target.isAggregate {
        path.append(.key(name))
        self.value(item, target)
        path.removeLast()
      } else if !broken(item, target).isEmpty {
        return report(value, .values(Self.constraints(of: target)))
      }
    }
  }

  private mutating func count(_ count: Int, _ value: WireValue, _ shape: ShapeModel) {
    for constraint in broken(Double(count), shape, isLength: true) { report(value, constraint) }
  }

  /// Every constraint of a shape that is no aggregate.
  private static func constraints(of shape: ShapeModel) -> [Violation.Constraint] {
    let isLength = shape.kind == .string || shape.kind == .blob
    var constraints: [Violation.Constraint] = []
    if let bound = shape.maximum { constraints.append(.atMost(Self.text(bound, shape), isLength: isLength)) }
    if let bound = shape.minimum { constraints.append(.atLeast(Self.text(bound, shape), isLength: isLength)) }
    if !shape.pattern.isEmpty { constraints.append(.pattern(shape.pattern.string)) }
    if !shape.enumValues.isEmpty { constraints.append(.enumeration(shape.enumValues.map(\.string))) }
    return constraints
  }

  /// The constraints that a value that is no aggregate breaks.
  private func broken(_ value: WireValue, _ shape: ShapeModel) -> [Violation.Constraint] {
    guard shape.isConstrained else { return [] }
    switch value {
    case .string(let text): return broken(text, shape)
    case .blob(let bytes): return broken(Double(bytes.count), shape, isLength: true)
    case .integer(let number): return broken(Double(number), shape, isLength: false)
    case .double(let number): return broken(number, shape, isLength: false)
    case .null, .bool, .timestamp, .list, .object: return []
    }
  }

  /// A bound: of shapes with fractions, with one.
  private static func text(_ bound: Double, _ shape: ShapeModel) -> String {
    let isWhole = shape.kind != .float && shape.kind != .double
    return isWhole ? Int64(exactly: bound).map(String.init) ?? bound.description : bound.description
  }

  private func broken(_ number: Double, _ shape: ShapeModel, isLength: Bool) -> [Violation.Constraint] {
    var broken: [Violation.Constraint] = []
    if let bound = shape.maximum, number > bound { broken.append(.atMost(Self.text(bound, shape), isLength: isLength)) }
    if let bound = shape.minimum, number < bound {
      broken.append(.atLeast(Self.text(bound, shape), isLength: isLength))
    }
    return broken
  }

  private func broken(_ text: String, _ shape: ShapeModel) -> [Violation.Constraint] {
    var broken: [Violation.Constraint] = []
    if shape.minimum != nil || shape.maximum != nil {
      broken = self.broken(Double(text.unicodeScalars.count), shape, isLength: true)
    }
    if !shape.enumValues.isEmpty, !shape.enumValues.contains(where: { $0.equals(text) }) {
      broken.append(.enumeration(shape.enumValues.map(\.string)))
    }
    if !shape.pattern.isEmpty, text.utf8.count <= Self.longestMatched {
      let pattern = shape.pattern.string
      if let compiled = Pattern.compiled("^(?:\(pattern))$"), !compiled.matches(text) {
        broken.append(.pattern(pattern))
      }
    }
    return broken
  }

  private mutating func report(_ value: WireValue?, _ constraint: Violation.Constraint) {
    guard violations.count < Self.mostViolations else { return }
    violations.append(Violation(path: pathText, member: lastMember, value: value, constraint: constraint))
  }

  /// The name of the innermost member.
  private var lastMember: String {
    for case .member(let name) in path.reversed() { return name.string }
    return ""
  }

  /// Members with a small first letter; what is in a list or map is its `member`.
  private var pathText: String {
    path.map { step in
      switch step {
      case .member(let name):
        let text = name.string
        return text.prefix(1).lowercased() + text.dropFirst()
      case .item(let index): return "\(index).member"
      case .key(let key): return "\(key).member"
      }
    }.joined(separator: ".")
  }
}

extension ShapeModel {
  fileprivate var isAggregate: Bool { kind == .structure || kind == .list || kind == .map }
}
