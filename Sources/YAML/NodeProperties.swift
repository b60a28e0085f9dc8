/// The tag and anchor before a node's content, found again in the source: libyaml gives one range for all of it.
struct NodeProperties {
  var tag: Range<Int>?
  /// Where the content starts.
  var content: Int

  /// Reads the properties from `start`; the content starts at `end` at the latest.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    var index = start
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "!"), UInt8(ascii: "&"):
        // A tag and an anchor once each: what follows is content.
        if byte == UInt8(ascii: "!"), tag != nil {
          content = index
          return
        }
        let first = index
        let isVerbatim = index + 1 < end && bytes[index + 1] == UInt8(ascii: "<")
        while index < end, !Self.ends(bytes[index], isVerbatim: isVerbatim) { index += 1 }
        if byte == UInt8(ascii: "!") { tag = first..<index }
      case UInt8(ascii: "#"):
        while index < end, !Self.isBreak(bytes[index]) { index += 1 }
      default:
        guard Self.isBlank(byte) || Self.isBreak(byte) else {
          content = index
          return
        }
        index += 1
      }
    }
    content = end
  }

  /// Whether a byte ends a tag or anchor: brackets and commas do, but for a verbatim tag (`!<…>`).
  private static func ends(_ byte: UInt8, isVerbatim: Bool) -> Bool {
    if isBlank(byte) || isBreak(byte) { return true }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      return !isVerbatim
    default: return false
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
