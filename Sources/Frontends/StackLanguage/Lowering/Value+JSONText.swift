import Source
import Template

extension Value {
  /// The value as a text of JSON, where AWS's property takes JSON in a string; references in it become a `Fn::Sub`.
  var asJSONText: Value {
    var tokens = false
    var json = JSONWriter(.compact)
    let isWhole = write(to: &json, tokens: &tokens)
    guard isWhole else { return .call(.toJsonString, self, span) }
    return tokens ? .sub(json.text, span) : .string(json.text, span)
  }

  /// Writes the value; false where an intrinsic has no form inside a text.
  private func write(to json: inout JSONWriter, tokens: inout Bool) -> Bool {
    switch kind {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .number(let text): json.raw(text)
    case .string(let text): json.string(text)
    case .list(let items):
      var isWhole = true
      json.array { json in for item in items { isWhole = item.write(to: &json, tokens: &tokens) && isWhole } }
      return isWhole
    case .map(let map):
      var isWhole = true
      json.object { json in
        for entry in map.entries {
          json.key(entry.key)
          isWhole = entry.value.write(to: &json, tokens: &tokens) && isWhole
        }
      }
      return isWhole
    case .intrinsic(let call):
      tokens = true
      if let token = substitutionToken {
        json.string("${\(token)}")
      } else if call.function == .sub, let text = call.argument.string {
        json.string(text)
      } else {
        return false
      }
    }
    return true
  }
}
