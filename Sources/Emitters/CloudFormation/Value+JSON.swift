import Source
import Template

extension Value {
  /// Values nested deeper than this are cut off as `null`; AWS takes far less, and the reader of files stops well before.
  static let deepest = 512

  /// Writes the value as CloudFormation has it in JSON: a call of an intrinsic function is an object with one member.
  func write(to json: inout JSONWriter, depth: Int = 0) {
    guard depth < Self.deepest else { return json.null() }
    switch kind {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .number(let text): json.raw(text)
    case .string(let text): json.string(text)
    case .list(let items): json.array { json in for item in items { item.write(to: &json, depth: depth + 1) } }
    case .map(let map): map.write(to: &json, depth: depth)
    case .intrinsic(let call):
      json.object { json in
        json.key(call.function.rawValue)
        call.argument.write(to: &json, depth: depth + 1)
      }
    }
  }
}

extension ValueMap {
  /// Writes the members as a JSON object, in source order.
  func write(to json: inout JSONWriter, depth: Int = 0) {
    json.object { json in
      for entry in entries {
        json.key(entry.key)
        entry.value.write(to: &json, depth: depth + 1)
      }
    }
  }
}
