/// Writes the JSON of one event, straight into bytes: an event is written for each request, and is most of an API's own work.
struct EventJSON {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  /// Starts with room for so many bytes.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Writes an object; `body` writes its members.
  mutating func object(_ body: (inout EventJSON) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  /// Writes a member that is an object.
  mutating func object(_ name: String, _ body: (inout EventJSON) -> Void) {
    key(name)
    object(body)
  }

  /// Writes a member that is a string.
  mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  /// Writes a member that is a number.
  mutating func member(_ name: String, _ value: Int64) {
    key(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a member that is a boolean.
  mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
  }

  /// Writes a member that is null.
  mutating func null(_ name: String) {
    key(name)
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a member that is an array of strings.
  mutating func member(_ name: String, _ values: [String]) {
    key(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      string(value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Writes the members `body` and `isBase64Encoded`.
  mutating func body(_ body: [UInt8], isText: Bool) {
    key("body")
    bytes.append(UInt8(ascii: "\""))
    if isText { escape(body) } else { APIBody.encode(body, into: &bytes) }
    bytes.append(UInt8(ascii: "\""))
    member("isBase64Encoded", !isText)
  }

  private mutating func key(_ name: String) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Copies runs that need no escape as they are.
  private mutating func escape(_ text: some RandomAccessCollection<UInt8>) {
    var run = text.startIndex
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      bytes.append(contentsOf: text[run..<index])
      run = text.index(after: index)
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      default:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      }
    }
    bytes.append(contentsOf: text[run...])
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
