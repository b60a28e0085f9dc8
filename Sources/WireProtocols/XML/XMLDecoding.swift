import ServiceModels

/// Reads XML into values of a shape (Smithy 2.0, "XML bindings").
struct XMLDecoding {
  /// A value that is a whole body.
  static func value(_ shape: ShapeModel, _ body: [UInt8]) throws(WireFault) -> WireValue? {
    let root = try XMLElement.parse(body)
    guard shape.kind == .structure else { return nil }
    return .object(try structure(shape, root))
  }

  private static func structure(_ shape: ShapeModel, _ element: XMLElement) throws(WireFault) -> WireObject {
    var object = WireObject()
    for member in shape.members where member.location == .body {
      if let value = try value(member, in: element) { object.append(member.name.string, value) }
    }
    return object
  }

  private static func value(_ member: MemberModel, in parent: XMLElement) throws(WireFault) -> WireValue? {
    let name = XMLEncoding.name(member)
    if member.isXMLAttribute {
      let local = name.split(separator: ":").last.map(String.init) ?? name
      return parent.attributes.first { $0.name == local }.map { .string($0.value) }
    }
    if member.isFlattened, member.shape.kind == .list || member.shape.kind == .map {
      let itemName = member.shape.kind == .list ? member.shape.item.queryName.optional ?? name : name
      let children = parent.children.filter { $0.name == itemName || $0.name == name }
      return children.isEmpty ? nil : try collection(member.shape, children)
    }
    guard let element = parent.children.first(where: { $0.name == name }) else { return nil }
    return try value(member.shape, element)
  }

  private static func value(_ shape: ShapeModel, _ element: XMLElement) throws(WireFault) -> WireValue {
    switch shape.kind {
    case .structure: return .object(try structure(shape, element))
    case .list, .map: return try collection(shape, element.children)
    default:
      guard let value = ScalarText.decode(element.text, shape) else {
        throw .malformed("The value of \(element.name) is not of its type.")
      }
      return value
    }
  }

  private static func collection(_ shape: ShapeModel, _ children: [XMLElement]) throws(WireFault) -> WireValue {
    if shape.kind == .list {
      var items: [WireValue] = []
      for child in children { items.append(try value(shape.item.shape, child)) }
      return .list(items)
    }
    var entries = UniqueEntries()
    let names = (key: shape.key.queryName.optional ?? "key", value: shape.value.queryName.optional ?? "value")
    for child in children {
      guard let key = child.children.first(where: { $0.name == names.key }) else { continue }
      guard let element = child.children.first(where: { $0.name == names.value }) else { continue }
      entries.set(key.text, try value(shape.value.shape, element))
    }
    return .object(entries.object)
  }
}
