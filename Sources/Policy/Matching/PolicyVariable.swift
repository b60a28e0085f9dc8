/// A policy variable `${aws:username}`, or one with a value for when the request has none: `${aws:PrincipalTag/team, 'x'}`
/// (IAM User Guide, IAM policy elements: Variables and tags).
struct PolicyVariable: Sendable, Equatable {
  /// The condition key, in lower case.
  let key: String
  /// The value to take when the request has none.
  let fallback: String?

  enum Content {
    /// `${*}`, `${?}` or `${$}`: the character itself.
    case literal(UInt8)
    case variable(PolicyVariable)
  }

  /// Longer variables are read as plain text: a key has at most 128 characters and a tag's value 256.
  static let longest = 1024

  /// Reads the variable that begins at the `$` at `start`, and says where it ends; nil if there is none.
  static func scan(_ bytes: [UInt8], at start: Int) -> (content: Content, end: Int)? {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "{") else { return nil }
    let limit = min(bytes.count, start + longest)
    var end = start + 2
    var isQuoted = false
    while end < limit, isQuoted || bytes[end] != UInt8(ascii: "}") {
      if bytes[end] == UInt8(ascii: "'") { isQuoted.toggle() }
      end += 1
    }
    guard end < limit, end > start + 2 else { return nil }
    let inner = bytes[(start + 2)..<end]
    if inner.count == 1, let byte = inner.first, "*?$".utf8.contains(byte) { return (.literal(byte), end + 1) }
    let comma = inner.firstIndex(of: UInt8(ascii: ","))
    let key = trimmed(inner[..<(comma ?? inner.endIndex)])
    var fallback: String?
    if let comma {
      var value = trimmed(inner[(comma + 1)...])
      if value.count >= 2, value.first == UInt8(ascii: "'"), value.last == UInt8(ascii: "'") {
        value = value.dropFirst().dropLast()
      }
      fallback = String(decoding: value, as: UTF8.self)
    }
    guard !key.isEmpty else { return nil }
    let name = String(decoding: key, as: UTF8.self).lowercased()
    return (.variable(PolicyVariable(key: name, fallback: fallback)), end + 1)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while bytes.first == UInt8(ascii: " ") { bytes = bytes.dropFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes = bytes.dropLast() }
    return bytes
  }
}
