/// Why a text is not JSON.
public struct JSONError: Error, Equatable, Sendable {
  /// What is wrong: lower case, no full stop.
  public let message: String
  /// Where it is wrong.
  public let span: Span
}

extension Datum {
  /// Reads JSON (RFC 8259), strictly. Of a name that is given twice the last value counts, as in the readers AWS uses;
  /// half a surrogate pair becomes U+FFFD.
  public init(json file: SourceFile, id: SourceID) throws(JSONError) {
    var reader = JSONReader(bytes: file.bytes, id: id)
    self = try reader.document()
  }
}

/// Reads one JSON text with an explicit stack, so that depth costs no call frames.
struct JSONReader {
  /// Deepest nesting: what EventBridge's `PutEvents` takes, the deepest of AWS's documented caps.
  static let deepest = 1_000
  /// Longest text in bytes: well above any AWS payload kept in memory, well below what a ``Span`` can count.
  static let longest = 256 << 20

  let bytes: [UInt8]
  let id: SourceID
  var position = 0
  /// The containers that are open, outermost first.
  private var open: [Container] = []

  init(bytes: [UInt8], id: SourceID) {
    self.bytes = bytes
    self.id = id
  }

  /// A list or map being read.
  private struct Container {
    let start: Int
    let isMap: Bool
    var items: [Datum] = []
    var members: [Datum.Member] = []
    /// Position of each name, once there are too many to look through.
    var places: [String: Int] = [:]
    /// The name whose value comes next.
    var key: (text: String, span: Span)?

    /// Above this many members names are looked up in ``places``.
    static let fewMembers = 16

    mutating func add(_ value: Datum) {
      guard let key else { return items.append(value) }
      self.key = nil
      if let place = place(of: key.text) {
        members[place] = Datum.Member(key: key.text, keySpan: key.span, value: value)
      } else {
        if !places.isEmpty { places[key.text] = members.count }
        members.append(Datum.Member(key: key.text, keySpan: key.span, value: value))
      }
    }

    private mutating func place(of key: String) -> Int? {
      guard members.count >= Self.fewMembers else { return members.firstIndex { $0.key == key } }
      if places.isEmpty { for (index, member) in members.enumerated() { places[member.key] = index } }
      return places[key]
    }
  }

  /// The byte at the position; nil at the end.
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  func fault(_ message: String, from start: Int? = nil) -> JSONError {
    let start = min(start ?? position, bytes.count)
    return JSONError(message: message, span: Span(id, start, min(max(start, position) + 1, bytes.count)))
  }

  mutating func document() throws(JSONError) -> Datum {
    guard bytes.count <= Self.longest else { throw fault("the text is longer than \(Self.longest) bytes") }
    while true {
      skipSpace()
      guard var value = try startValue() else { continue }
      while true {
        guard var container = open.popLast() else { return try end(value) }
        container.add(value)
        guard try isComplete(&container) else {
          open.append(container)
          break
        }
        value = close(container)
      }
    }
  }

  private mutating func end(_ value: Datum) throws(JSONError) -> Datum {
    skipSpace()
    if position < bytes.count { throw fault("something follows the value") }
    return value
  }

  /// A whole value, or nil if a container was opened whose first value comes next.
  private mutating func startValue() throws(JSONError) -> Datum? {
    guard let byte else { throw fault("the text ends where a value must stand") }
    guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return try scalar(byte) }
    guard open.count < Self.deepest else { throw fault("values are nested deeper than \(Self.deepest) levels") }
    var container = Container(start: position, isMap: byte == UInt8(ascii: "{"))
    position += 1
    skipSpace()
    if self.byte == (container.isMap ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      position += 1
      return close(container)
    }
    if container.isMap { container.key = try key() }
    open.append(container)
    return nil
  }

  /// Goes past a comma to the next value, or past the closing mark.
  private mutating func isComplete(_ container: inout Container) throws(JSONError) -> Bool {
    skipSpace()
    let mark = container.isMap ? UInt8(ascii: "}") : UInt8(ascii: "]")
    guard let byte else { throw fault(container.isMap ? "a `}` is missing" : "a `]` is missing") }
    if byte == mark {
      position += 1
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      throw fault(container.isMap ? "`,` or `}` must stand here" : "`,` or `]` must stand here")
    }
    position += 1
    skipSpace()
    if container.isMap { container.key = try key() }
    return false
  }

  private func close(_ container: Container) -> Datum {
    let span = Span(id, container.start, position)
    return container.isMap ? Datum(.map(container.members), span) : Datum(.list(container.items), span)
  }

  private mutating func key() throws(JSONError) -> (text: String, span: Span) {
    guard byte == UInt8(ascii: "\"") else { throw fault("a name in double quotes must stand here") }
    let start = position
    let text = try string()
    let span = Span(id, start, position)
    skipSpace()
    guard byte == UInt8(ascii: ":") else { throw fault("`:` must stand here") }
    position += 1
    return (text, span)
  }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }
}
