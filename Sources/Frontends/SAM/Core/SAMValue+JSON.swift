import Source

extension SAMValue {
  /// A value of the packed facts, which has no place.
  init?(json text: String) {
    let file = SourceFile(path: "facts", text: text)
    guard let datum = try? Datum(json: file, id: SourceID(0)) else { return nil }
    self.init(datum)
  }

  private init(_ datum: Datum) {
    switch datum.kind {
    case .null, .unknown: self.init(.null)
    case .bool(let value): self.init(.bool(value))
    case .number(let text): self.init(.number(text))
    case .string(let text): self.init(.string(text.literal ?? ""))
    case .list(let items): self.init(.list(items.map { SAMValue($0) }))
    case .map(let members):
      self.init(.map(SAMMap(members.map { .init(key: $0.key, keySpan: nil, value: SAMValue($0.value)) })))
    }
  }
}

extension SAMValue {
  /// Writes the value as JSON, in the order of its members.
  func write(to json: inout JSONWriter, depth: Int = 0) {
    guard depth < Self.deepest else { return json.null() }
    switch kind {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .number(let text): json.raw(text)
    case .string(let text): json.string(text)
    case .list(let items): json.array { json in for item in items { item.write(to: &json, depth: depth + 1) } }
    case .map(let map):
      json.object { json in
        for entry in map.entries {
          json.key(entry.key)
          entry.value.write(to: &json, depth: depth + 1)
        }
      }
    }
  }
}
