import Spec
import Testing
import Validators

/// A limit of one property, with stacks made from the property's shape: values past each end of the limit, and at it.
struct PropertyCase: CustomTestStringConvertible, Sendable {
  let limit: String
  let property: String
  /// Values as YAML, each past one end of the limit.
  let past: [String]
  /// Values as YAML that the limit lets be.
  let at: [String]

  var testDescription: String { "\(limit) \(property)" }

  /// A stack whose only resource has the property with a value; the value is marked.
  func stack(_ value: String) -> String {
    var steps = property.split(separator: ".").map { String($0) }
    let type = steps.removeFirst()
    var shape = ResourceType.named(type)?.shape
    var open = ""
    var close = ""
    for step in steps {
      while let items = shape?.items {
        shape = items
        open += "["
        close = "]" + close
      }
      shape = shape?.property(named: step)?.shape
      open += "{ \(step): "
      close = " }" + close
    }
    // What bounds an item stands in a list of one.
    if let own = shape, own.kinds == .array, own.hasLimits == false { (open, close) = (open + "[", "]" + close) }
    return "resources:\n  Limited:\n    Type: \(type)\n    Properties: \(open)↓\(value)\(close)\n"
  }

  /// Every property that a rule over shapes holds to a limit.
  static let all: [PropertyCase] = ServiceLimit.all.flatMap { limit in
    Checks.shapeRules(holding: limit).isEmpty ? [] : limit.properties.map { PropertyCase(limit, $0) }
  }

  init(_ limit: ServiceLimit, _ property: String) {
    self.limit = limit.id
    self.property = property
    let whole = Shape.of(property: property)
    let shape = whole.map { $0.hasLimits ? $0 : $0.items ?? $0 }
    let values = shape.map { PropertyValues(limit, $0) }
    past = values?.past ?? []
    at = values?.at ?? []
  }
}
