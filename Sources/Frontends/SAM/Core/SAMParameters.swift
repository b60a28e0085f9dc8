import Source

/// Values of a template's parameters, as far as they are known before deployment, and the functions over them that SAM
/// works out itself.
struct SAMParameters {
  /// Values by name, pseudo parameters included.
  var values: [String: SAMValue]

  /// The value with every known `Ref` and every known name in `Fn::Sub` replaced.
  func resolved(_ value: SAMValue) -> SAMValue {
    switch value.kind {
    case .null, .bool, .number, .string: return value
    case .list(let items): return SAMValue(.list(items.map(resolved)), value.span)
    case .map(var map):
      if value.isIntrinsic, let entry = map.entries.first {
        if entry.key == "Ref", let name = entry.value.string, let known = values[name] {
          return SAMValue(known.kind, value.span)
        }
        if entry.key == "Fn::Sub" {
          map.set("Fn::Sub", substituted(entry.value))
          return SAMValue(.map(map), value.span)
        }
      }
      map.mapValues { $1 = resolved($1) }
      return SAMValue(.map(map), value.span)
    }
  }

  private func substituted(_ argument: SAMValue) -> SAMValue {
    if let text = argument.string { return SAMValue(.string(replaced(text)), argument.span) }
    guard var items = argument.list, let text = items.first?.string else { return resolved(argument) }
    items = items.map(resolved)
    items[0] = SAMValue(.string(replaced(text)), argument.list?[0].span)
    return SAMValue(.list(items), argument.span)
  }

  private func replaced(_ text: String) -> String {
    SAMSubstitution.replacing(text) { name in
      guard let value = values[name] else { return nil }
      return value.isString || value.isNumber || value.bool != nil ? value.pythonText : nil
    }
  }
}

/// The text of `Fn::Sub`.
enum SAMSubstitution {
  /// The text with each `${name}` for which there is a replacement replaced; `${!name}` is none.
  static func replacing(_ text: String, _ replacement: (String) -> String?) -> String {
    guard text.holds("${") else { return text }
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstRange(of: "${") {
      result += rest[..<open.lowerBound]
      let inner = rest[open.upperBound...]
      guard let close = inner.firstIndex(of: "}") else {
        rest = rest[open.lowerBound...]
        break
      }
      let name = String(inner[..<close])
      result += name.hasPrefix("!") ? "${\(name)}" : replacement(name) ?? "${\(name)}"
      rest = inner[inner.index(after: close)...]
    }
    return result + rest
  }
}

extension Substring {
  /// The first place of a short text.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(text) { return place..<index(place, offsetBy: text.count) }
      place = index(after: place)
    }
    return nil
  }
}
