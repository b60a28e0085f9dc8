import ServiceModels

/// Reads JSON straight into values of a shape (Smithy 2.0, "AWS JSON 1.0 protocol").
enum JSONDecoding {
  /// A structure that is a whole body; an empty body stands for one without members.
  static func structure(_ shape: ShapeModel?, _ body: [UInt8]) throws(WireFault) -> WireObject {
    guard let shape, !body.isEmpty else { return [:] }
    return try value(shape, body)?.object ?? [:]
  }

  /// A value that is a whole body; nil for `null`.
  static func value(_ shape: ShapeModel, _ body: [UInt8]) throws(WireFault) -> WireValue? {
    try body.withUnsafeBytes { (bytes) -> Result<WireValue?, WireFault> in
      var scanner = JSONScanner(bytes)
      do throws(WireFault) {
        let value = try scanner.value(shape)
        return scanner.next() == nil ? .success(value) : .failure(scanner.unexpected())
      } catch {
        return .failure(error)
      }
    }.get()
  }
}

extension JSONScanner {
  /// A value of a shape; nil for `null`.
  fileprivate mutating func value(_ shape: ShapeModel) throws(WireFault) -> WireValue? {
    guard let first = next() else { throw unexpected() }
    if first == UInt8(ascii: "n") {
      try word("null")
      return nil
    }
    let kind = shape.kind
    switch (kind, first) {
    case (.document, _): return try document()
    case (.structure, UInt8(ascii: "{")): return .object(try structure(shape))
    case (.map, UInt8(ascii: "{")): return .object(try map(shape))
    case (.list, UInt8(ascii: "[")): return .list(try list(shape))
    case (.string, UInt8(ascii: "\"")): return .string(try string())
    case (.boolean, UInt8(ascii: "t")):
      try word("true")
      return .bool(true)
    case (.boolean, UInt8(ascii: "f")):
      try word("false")
      return .bool(false)
    case (.integer, UInt8(ascii: "-")), (.integer, UInt8(ascii: "0")...UInt8(ascii: "9")),
      (.long, UInt8(ascii: "-")), (.long, UInt8(ascii: "0")...UInt8(ascii: "9")):
      return .integer(try integer(kind))
    case (.float, UInt8(ascii: "-")), (.float, UInt8(ascii: "0")...UInt8(ascii: "9")),
      (.double, UInt8(ascii: "-")), (.double, UInt8(ascii: "0")...UInt8(ascii: "9")):
      return .double(try double())
    case (.float, UInt8(ascii: "\"")), (.double, UInt8(ascii: "\"")): return .double(try namedNumber(kind))
    case (.timestamp, UInt8(ascii: "-")), (.timestamp, UInt8(ascii: "0")...UInt8(ascii: "9")):
      return .timestamp(try double())
    case (.timestamp, UInt8(ascii: "\"")):
      guard let time = Timestamps.parse(try string()) else {
        throw .type("STRING_VALUE can not be converted to an Date")
      }
      return .timestamp(time)
    case (.blob, UInt8(ascii: "\"")): return .blob(try blob())
    default: throw mismatch(kind, first)
    }
  }

  private mutating func structure(_ shape: ShapeModel) throws(WireFault) -> WireObject {
    var object = WireObject()
    let count = shape.memberCount
    // Clients mostly write members in the model's order, so the search begins after the last one found.
    var expected = 0
    var seen: UInt64 = 0
    try members { (scanner, name, hasEscapes) throws(WireFault) in
      guard let position = try Self.position(of: name, hasEscapes, in: shape, count, from: expected, scanner) else {
        return try scanner.skip()
      }
      expected = position + 1
      let member = shape.member(at: position)
      let value = try scanner.value(member.shape)
      guard let value else { return }
      let bit: UInt64 = position < 64 ? 1 << UInt64(position) : 0
      if bit != 0, seen & bit == 0 {
        object.append(member.name.string, value)
        seen |= bit
      } else {
        object[member.name.string] = value
      }
    }
    return object
  }

  @inline(__always)
  private static func position(
    of name: Range<Int>, _ hasEscapes: Bool, in shape: ShapeModel, _ count: Int, from expected: Int,
    _ scanner: JSONScanner
  ) throws(WireFault) -> Int? {
    if hasEscapes {
      let text = try scanner.text(name, true)
      return (0..<count).first { shape.member(at: $0).wireName.equals(text) }
    }
    let bytes = UnsafeRawBufferPointer(rebasing: scanner.bytes[name])
    for offset in 0..<count {
      let position = expected + offset < count ? expected + offset : expected + offset - count
      if shape.member(at: position).wireName.equals(bytes) { return position }
    }
    return nil
  }

  private mutating func map(_ shape: ShapeModel) throws(WireFault) -> WireObject {
    var entries = UniqueEntries()
    let target = shape.value.shape
    try members { (scanner, name, hasEscapes) throws(WireFault) in
      let key = try scanner.text(name, hasEscapes)
      let value = try scanner.value(target)
      if let value { entries.set(key, value) }
    }
    return entries.object
  }

  private mutating func list(_ shape: ShapeModel) throws(WireFault) -> [WireValue] {
    var result: [WireValue] = []
    let target = shape.item.shape
    try items { (scanner) throws(WireFault) in result.append(try scanner.value(target) ?? .null) }
    return result
  }

  private mutating func integer(_ kind: ShapeKind) throws(WireFault) -> Int64 {
    let (range, isWhole) = try number()
    let digits = UnsafeRawBufferPointer(rebasing: bytes[range])
    let value: Int64? =
      if isWhole { Int64(decimal: digits) } else {
        // AWS truncates what has a fraction.
        Double(String(decoding: digits, as: UTF8.self)).flatMap { Int64(exactly: $0.rounded(.towardZero)) }
      }
    guard let value, kind == .long || Int32(exactly: value) != nil else {
      throw .type("NUMBER_VALUE can not be converted to an \(kind == .long ? "Long" : "Integer")")
    }
    return value
  }

  private mutating func double() throws(WireFault) -> Double {
    let (range, _) = try number()
    let digits = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else {
      throw .type("NUMBER_VALUE can not be converted to an Double")
    }
    return value
  }

  private mutating func namedNumber(_ kind: ShapeKind) throws(WireFault) -> Double {
    switch try string() {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: throw mismatch(kind, UInt8(ascii: "\""))
    }
  }

  private mutating func blob() throws(WireFault) -> [UInt8] {
    let (range, hasEscapes) = try rawString()
    let blob: [UInt8]? =
      if hasEscapes { Base64.decode(try text(range, true)) } else {
        Base64.decode(UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    guard let blob else { throw .type("Invalid Base64 encoding") }
    return blob
  }

  /// A JSON value of any kind.
  private mutating func document() throws(WireFault) -> WireValue {
    switch next() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    case UInt8(ascii: "{"):
      var entries = UniqueEntries()
      try members { (scanner, name, hasEscapes) throws(WireFault) in
        let key = try scanner.text(name, hasEscapes)
        entries.set(key, try scanner.document())
      }
      return .object(entries.object)
    case UInt8(ascii: "["):
      var result: [WireValue] = []
      try items { (scanner) throws(WireFault) in result.append(try scanner.document()) }
      return .list(result)
    default:
      let (range, isWhole) = try number()
      let digits = UnsafeRawBufferPointer(rebasing: bytes[range])
      if isWhole, let value = Int64(decimal: digits) { return .integer(value) }
      return .double(Double(String(decoding: digits, as: UTF8.self)) ?? .nan)
    }
  }

  /// A value of another kind than the shape's, in the words of AWS's front ends.
  private func mismatch(_ kind: ShapeKind, _ first: UInt8) -> WireFault {
    let wanted =
      switch kind {
      case .integer: "Integer"
      case .long: "Long"
      case .float: "Float"
      case .double: "Double"
      case .boolean: "Boolean"
      case .timestamp: "Date"
      case .blob: "Blob"
      default: "String"
      }
    switch first {
    case UInt8(ascii: "{"): return .type("Start of structure or map found where not expected.")
    case UInt8(ascii: "["): return .type("Start of list found where not expected.")
    case _ where kind == .structure || kind == .map || kind == .list: return .type("Unexpected field type")
    case UInt8(ascii: "\""): return .type("STRING_VALUE can not be converted to an \(wanted)")
    case UInt8(ascii: "t"): return .type("TRUE_VALUE can not be converted to an \(wanted)")
    case UInt8(ascii: "f"): return .type("FALSE_VALUE can not be converted to an \(wanted)")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .type("NUMBER_VALUE can not be converted to an \(wanted)")
    default: return unexpected()
    }
  }
}

/// Entries with unique names, the last of each name; quick for many, and for a few without a dictionary.
struct UniqueEntries {
  private var entries: [(name: String, value: WireValue)] = []
  private var places: [String: Int] = [:]

  /// Up to here a search is faster than a hash.
  private static let few = 8

  mutating func set(_ name: String, _ value: WireValue) {
    if entries.count < Self.few {
      if let place = entries.firstIndex(where: { $0.name == name }) {
        entries[place].value = value
      } else {
        entries.append((name, value))
      }
      return
    }
    if places.isEmpty { for (place, entry) in entries.enumerated() { places[entry.name] = place } }
    if let place = places[name] {
      entries[place].value = value
    } else {
      places[name] = entries.count
      entries.append((name, value))
    }
  }

  var object: WireObject {
    var object = WireObject()
    for entry in entries { object.append(entry.name, entry.value) }
    return object
  }
}
