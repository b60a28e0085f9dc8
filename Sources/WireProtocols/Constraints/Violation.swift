import ServiceModels

/// A value that breaks a constraint of its shape.
struct Violation {
  /// What is broken.
  enum Constraint {
    case missing
    /// The bound as AWS writes it, and whether it is of a length.
    case atMost(String, isLength: Bool)
    case atLeast(String, isLength: Bool)
    case pattern(String)
    case enumeration([String])
    /// One of a list's items, a map's keys or a map's values breaks one of these.
    indirect case items([Constraint])
    indirect case keys([Constraint])
    indirect case values([Constraint])
  }

  /// Where the value is, as AWS writes it: `attributes.key.member.dataType`.
  let path: String
  /// The member's name in the model, or the one that a missing member would have.
  let member: String
  /// The value; nil for one that is missing.
  let value: WireValue?
  let constraint: Constraint

  /// `Value 'x' at 'functionName' failed to satisfy constraint: Member must …`.
  var text: String {
    let value = value.map { "'\(Self.text($0))'" } ?? "null"
    return "Value \(value) at '\(path)' failed to satisfy constraint: \(constraint.text)"
  }

  /// A value as AWS's messages show it.
  static func text(_ value: WireValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .double(let value): value.description
    case .string(let value): value
    case .blob(let value): "java.nio.HeapByteBuffer[pos=0 lim=\(value.count) cap=\(value.count)]"
    case .timestamp(let value): Timestamps.iso8601(value)
    case .list(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .object(let object): "{" + object.members.map { "\($0.name)=\(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}

extension Violation.Constraint {
  var text: String {
    switch self {
    case .missing: "Member must not be null"
    case .atMost(let bound, let isLength): "Member must have \(Self.text("less", bound, isLength))"
    case .atLeast(let bound, let isLength): "Member must have \(Self.text("greater", bound, isLength))"
    case .pattern(let pattern): "Member must satisfy regular expression pattern: \(pattern)"
    case .enumeration(let values): "Member must satisfy enum value set: [\(values.joined(separator: ", "))]"
    case .items(let inner): "Member must satisfy constraint: \(Self.list(inner))"
    case .keys(let inner): "Map keys must satisfy constraint: \(Self.list(inner))"
    case .values(let inner): "Map value must satisfy constraint: \(Self.list(inner))"
    }
  }

  private static func list(_ constraints: [Self]) -> String {
    "[" + constraints.map(\.text).joined(separator: ", ") + "]"
  }

  private static func text(_ side: String, _ bound: String, _ isLength: Bool) -> String {
    "\(isLength ? "length" : "value") \(side) than or equal to \(bound)"
  }
}
