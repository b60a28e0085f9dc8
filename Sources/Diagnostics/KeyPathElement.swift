/// One step of the way from a document's root to a value.
public enum KeyPathElement: Hashable, Sendable {
  /// The value of a key.
  case key(String)
  /// An item of a sequence, from 0.
  case index(Int)
}

extension Sequence<KeyPathElement> {
  /// The path as people write it: `functions.fulfil.consumes[0]`, `apis.shop.routes["POST /orders"]`.
  public var keyPathText: String {
    var text = ""
    for element in self {
      switch element {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where key.isPlainKey: text += text.isEmpty ? key : ".\(key)"
      case .key(let key):
        let escaped = key.unicodeScalars.reduce(into: "") { result, scalar in
          if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
          result.unicodeScalars.append(scalar)
        }
        text += "[\"\(escaped)\"]"
      }
    }
    return text
  }
}

extension String {
  /// Whether a key can stand in a path without quotes.
  fileprivate var isPlainKey: Bool {
    !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
          || scalar == "_" || scalar == "-" || scalar == ":" || scalar == "$"
      }
  }
}
