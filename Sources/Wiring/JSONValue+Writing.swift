public import Source

extension JSONValue {
  /// Writes the value, its members in order.
  public func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .integer(let value): json.integer(value)
    case .decimal(let value): json.raw(value.isFinite ? "\(value)" : "null")
    case .string(let value): json.string(value)
    case .array(let items): json.array { json in for item in items { item.write(to: &json) } }
    case .object(let members):
      json.object { json in
        for member in members.items {
          json.key(member.name)
          member.value.write(to: &json)
        }
      }
    }
  }
}
