import ServiceModels

/// Writes values of a shape as JSON.
struct JSONEncoding {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  mutating func empty() { bytes += [UInt8(ascii: "{"), UInt8(ascii: "}")] }

  /// A structure; of its members, those that `isIncluded` takes.
  mutating func structure(
    _ object: WireObject, _ shape: ShapeModel, where isIncluded: (MemberModel) -> Bool = { _ in true }
  ) {
    bytes.append(UInt8(ascii: "{"))
    let count = shape.memberCount
    var expected = 0
    var isFirst = true
    for (name, value) in object.members where value != .null {
      guard let position = Self.position(of: name, in: shape, count, from: expected) else { continue }
      expected = position + 1
      let member = shape.member(at: position)
      guard isIncluded(member) else { continue }
      comma(&isFirst)
      // Names of a model need no escapes.
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: member.wireName.utf8)
      bytes.append(UInt8(ascii: "\""))
      bytes.append(UInt8(ascii: ":"))
      self.value(value, member.shape, member)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// An object of which some members have a shape and the others are written by their kinds.
  mutating func mixed(_ object: WireObject, _ shape: ShapeModel?) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for (name, value) in object.members where value != .null {
      comma(&isFirst)
      let member = shape?.member(name)
      string(member?.wireName.string ?? name)
      bytes.append(UInt8(ascii: ":"))
      if let member { self.value(value, member.shape, member) } else { document(value) }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  @inline(__always)
  private static func position(of name: String, in shape: ShapeModel, _ count: Int, from expected: Int) -> Int? {
    var name = name
    return name.withUTF8 { text in
      let text = UnsafeRawBufferPointer(text)
      for offset in 0..<count {
        let position = expected + offset < count ? expected + offset : expected + offset - count
        if shape.member(at: position).name.equals(text) { return position }
      }
      return nil
    }
  }

  private mutating func comma(_ isFirst: inout Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  /// A value of a shape. A value of another kind than the shape's is written by its own kind.
  mutating func value(_ value: WireValue, _ shape: ShapeModel, _ member: MemberModel?) {
    let kind = shape.kind
    switch value {
    case .object(let object) where kind == .structure: structure(object, shape)
    case .object(let object) where kind == .map:
      let target = shape.value
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for (name, value) in object.members {
        comma(&isFirst)
        string(name)
        bytes.append(UInt8(ascii: ":"))
        self.value(value, target.shape, target)
      }
      bytes.append(UInt8(ascii: "}"))
    case .list(let items) where kind == .list:
      let target = shape.item
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for item in items {
        comma(&isFirst)
        self.value(item, target.shape, target)
      }
      bytes.append(UInt8(ascii: "]"))
    case .timestamp(let seconds): timestamp(seconds, member?.timestampFormat ?? shape.timestampFormat)
    case .integer(let seconds) where kind == .timestamp:
      timestamp(Double(seconds), member?.timestampFormat ?? shape.timestampFormat)
    case .string(let text) where kind == .blob: string(Base64.encode(Array(text.utf8)))
    default: document(value)
    }
  }

  private mutating func timestamp(_ seconds: Double, _ format: TimestampFormat?) {
    switch format {
    case .iso8601: string(Timestamps.iso8601(seconds))
    case .rfc822: string(Timestamps.httpDate(seconds))
    case .unixTimestamp, nil: bytes.append(contentsOf: Timestamps.epoch(seconds).utf8)
    }
  }

  /// A value by its own kind.
  mutating func document(_ value: WireValue) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .double(let value):
      if value.isFinite { bytes.append(contentsOf: value.description.utf8) } else { string(Numbers.text(value)) }
    case .string(let value): string(value)
    case .blob(let value): string(Base64.encode(value))
    case .timestamp(let value): bytes.append(contentsOf: Timestamps.epoch(value).utf8)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for item in items {
        comma(&isFirst)
        document(item)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for (name, value) in object.members {
        comma(&isFirst)
        string(name)
        bytes.append(UInt8(ascii: ":"))
        document(value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// A string with its quotes (RFC 8259, section 7).
  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      var start = 0
      for index in text.indices {
        let byte = text[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        bytes.append(contentsOf: text[start..<index])
        start = index + 1
        escape(byte)
      }
      bytes.append(contentsOf: text[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(contentsOf: [UInt8.hexadecimalDigits[Int(byte >> 4)], UInt8.hexadecimalDigits[Int(byte & 15)]])
    }
  }
}
