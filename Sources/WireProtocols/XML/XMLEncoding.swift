import ServiceModels

/// Writes values of a shape as XML (Smithy 2.0, "XML bindings"); the query protocol answers so, too.
struct XMLEncoding {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(512) }

  mutating func declaration() { bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

  mutating func open(_ name: String, namespace: String? = nil, attributes: [(name: String, value: String)] = []) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    // A name space that an attribute's prefix stands for is the prefix's, else the element's: `xmlns:xsi`, `xsi:type`.
    let prefix = attributes.lazy.map(\.name).first { $0.contains(":") }?.prefix { $0 != ":" }
    if let namespace { attribute(prefix.map { "xmlns:" + $0 } ?? "xmlns", namespace) }
    for (name, value) in attributes { attribute(name, value) }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func attribute(_ name: String, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: "=\"".utf8)
    text(value)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func close(_ name: String) {
    bytes.append(contentsOf: "</".utf8)
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func element(_ name: String, _ text: String) {
    open(name)
    self.text(text)
    close(name)
  }

  /// Characters; what XML 1.0 cannot hold is replaced.
  mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      // A parser would make a line feed of it.
      case 0x0D: bytes.append(contentsOf: "&#xD;".utf8)
      case 0x09, 0x0A: bytes.append(byte)
      case 0..<0x20: bytes.append(contentsOf: "\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
    }
  }

  /// A structure's members, in the model's order; of them, those that stand in the body.
  mutating func members(_ object: WireObject, _ shape: ShapeModel) {
    for position in 0..<shape.memberCount {
      let member = shape.member(at: position)
      guard member.location == .body, !member.isXMLAttribute else { continue }
      guard let value = object[member.name.string], value != .null else { continue }
      self.member(value, member)
    }
  }

  /// The name of a member's element: that of the query protocol where it has one of its own.
  static func name(_ member: MemberModel) -> String { (member.queryName.optional ?? member.wireName.string) }

  private mutating func member(_ value: WireValue, _ member: MemberModel) {
    let shape = member.shape
    let name = Self.name(member)
    switch (shape.kind, value) {
    case (.list, .list(let items)) where member.isFlattened:
      let itemName = shape.item.queryName.optional ?? name
      for item in items { element(item, shape.item, named: itemName) }
    case (.map, .object(let object)) where member.isFlattened:
      for entry in object.members { self.entry(entry.name, entry.value, shape, named: name) }
    default: element(value, member, named: name)
    }
  }

  /// A value in an element of its own.
  mutating func element(_ value: WireValue, _ member: MemberModel, named name: String) {
    let shape = member.shape
    let namespace = member.xmlNamespace.optional
    switch (shape.kind, value) {
    case (.structure, .object(let object)):
      open(
        name, namespace: namespace ?? shape.xmlNamespace.optional, attributes: attributes(object, shape))
      members(object, shape)
      close(name)
    case (.list, .list(let items)):
      open(name, namespace: namespace)
      for item in items { element(item, shape.item, named: shape.item.queryName.optional ?? "member") }
      close(name)
    case (.map, .object(let object)):
      open(name, namespace: namespace)
      for entry in object.members { self.entry(entry.name, entry.value, shape, named: "entry") }
      close(name)
    default:
      open(name, namespace: namespace)
      text(ScalarText.encode(value, member, times: .iso8601))
      close(name)
    }
  }

  private mutating func entry(_ key: String, _ value: WireValue, _ shape: ShapeModel, named name: String) {
    open(name)
    element(shape.key.queryName.optional ?? "key", key)
    element(value, shape.value, named: shape.value.queryName.optional ?? "value")
    close(name)
  }

  private func attributes(_ object: WireObject, _ shape: ShapeModel) -> [(name: String, value: String)] {
    shape.members.filter(\.isXMLAttribute).compactMap { member in
      object[member.name.string].map {
        (member.wireName.string, ScalarText.encode($0, member, times: .iso8601))
      }
    }
  }
}
