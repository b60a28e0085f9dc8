public import Source

extension Datum {
  /// The value as JSON without white space; what is not known counts for nothing.
  public var json: String {
    var json = JSONWriter(.compact)
    write(to: &json)
    return json.text
  }

  private func write(to json: inout JSONWriter) {
    switch kind {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .number(let text): json.raw(text)
    case .string(let text):
      json.string(text.parts.map { if case .literal(let run) = $0 { run } else { "" } }.joined())
    case .list(let items): json.array { json in for item in items { item.write(to: &json) } }
    case .map(let members):
      json.object { json in
        for member in members {
          json.key(member.key)
          member.value.write(to: &json)
        }
      }
    case .unknown: json.raw("")
    }
  }
}
