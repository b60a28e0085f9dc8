/// What a value may be (Smithy 2.0, "Simple types", "Aggregate types").
public enum ShapeKind: UInt8, Sendable {
  case structure, list, map, string, integer, long, float, double, boolean, blob, timestamp
  /// Any JSON value.
  case document
}

/// How a time is written (Smithy 2.0, "Serialization traits").
public enum TimestampFormat: UInt8, Sendable {
  case iso8601 = 1
  /// As HTTP writes dates.
  case rfc822
  /// Seconds since 1970, with a fraction.
  case unixTimestamp
}

/// A shape of a service's model. Recursive shapes refer to themselves, so only a value can be followed to its end.
public struct ShapeModel: Sendable, Equatable {
  static let width = 15
  let index: Int

  @inline(__always)
  private func word(_ column: Int) -> UInt32 {
    let table = ModelTable.shared
    return table.word(table.shapes, index * Self.width + column)
  }

  @inline(__always)
  private func flag(_ bit: UInt32) -> Bool { word(1) & (1 << (8 + bit)) != 0 }

  /// Its name.
  public var name: ModelName { ModelName(id: word(0)) }
  /// What its values are.
  public var kind: ShapeKind { ShapeKind(rawValue: UInt8(word(1) & 0xFF)) ?? .string }
  /// Whether the items stand without an element about them (XML, query).
  public var isFlattened: Bool { flag(0) }
  /// Whether it is an error.
  public var isException: Bool { flag(1) }
  /// Whether the service is at fault rather than the caller.
  public var isServiceFault: Bool { flag(2) }
  /// Whether the caller is at fault, as the model says expressly.
  public var isSenderFault: Bool { flag(3) }
  /// Whether it is a stream of events.
  public var isEventStream: Bool { flag(4) }
  /// Whether it is a stream of bytes.
  public var isStreaming: Bool { flag(5) }
  /// Whether a value can break a constraint, here or in a part of it; nothing else need be checked.
  public var isConstrained: Bool { flag(6) }

  /// The rows of its members.
  private var memberRows: Range<Int> {
    clamped(word(2), word(3), ModelTable.shared.members.count / (4 * MemberModel.width))
  }

  /// A structure's members in the model's order; the item of a list, the key and value of a map.
  public var members: ModelRows<MemberModel> { ModelRows(memberRows) { MemberModel(index: $0) } }

  /// How many members there are.
  public var memberCount: Int { memberRows.count }

  /// The member at a position below `memberCount`: what `members` gives, without its closure.
  @inline(__always)
  public func member(at position: Int) -> MemberModel { MemberModel(index: Int(word(2)) + position) }

  /// The member of a name in the model.
  public func member(_ name: String) -> MemberModel? {
    var name = name
    return name.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return memberRows.lazy.map { MemberModel(index: $0) }.first { $0.name.equals(bytes) }
    }
  }

  /// A list's item.
  public var item: MemberModel { member(at: 0) }
  /// A map's key.
  public var key: MemberModel { member(at: 0) }
  /// A map's value.
  public var value: MemberModel { member(at: 1) }

  /// The texts that are allowed, in the model's order; empty if any is.
  public var enumValues: ModelNames { ModelNames(start: word(4), count: word(5)) }
  /// The least value, length (in characters or bytes) or count.
  public var minimum: Double? { ModelTable.shared.number(word(6)) }
  /// The greatest value, length or count.
  public var maximum: Double? { ModelTable.shared.number(word(7)) }
  /// The regular expression that all of a text must match; else empty.
  public var pattern: ModelName { ModelName(id: word(8)) }
  /// How its times are written, if the shape says so.
  public var timestampFormat: TimestampFormat? { TimestampFormat(rawValue: UInt8(truncatingIfNeeded: word(9))) }
  /// The member that is the whole body (REST); nil if the members share it.
  public var payload: MemberModel? {
    let place = Int(word(10))
    return place == 0 || place > memberCount ? nil : member(at: place - 1)
  }
  /// An error's code on the wire where it is another than the name; else empty.
  public var errorCode: ModelName { ModelName(id: word(11)) }
  /// An error's HTTP status; 0 if the model has none.
  public var errorStatus: Int { Int(word(12)) }
  /// Its element in XML; else empty.
  public var element: ModelName { ModelName(id: word(13)) }
  /// The name space of its element; else empty.
  public var xmlNamespace: ModelName { ModelName(id: word(14)) }
}

/// Where a member stands in an HTTP message.
public enum MemberLocation: UInt8, Sendable {
  case body, uri, querystring, header, headers, statusCode
}

/// A member of a structure, the item of a list, the key or value of a map.
public struct MemberModel: Sendable, Equatable {
  static let width = 7
  let index: Int

  @inline(__always)
  private func word(_ column: Int) -> UInt32 {
    let table = ModelTable.shared
    return table.word(table.members, index * Self.width + column)
  }

  @inline(__always)
  private func flag(_ bit: UInt32) -> Bool { word(2) & (1 << bit) != 0 }

  /// Its name in the model, which is its name in values.
  public var name: ModelName { ModelName(id: word(0)) }
  /// Its shape.
  public var shape: ShapeModel { ShapeModel(index: Int(word(1))) }
  /// Where it stands.
  public var location: MemberLocation { MemberLocation(rawValue: UInt8(word(2) & 0xF)) ?? .body }
  /// Whether it must be there.
  public var isRequired: Bool { flag(4) }
  /// Whether its list or map is flattened, by the member or by its shape.
  public var isFlattened: Bool { flag(5) || shape.isFlattened }
  /// Whether it is an attribute of its structure's XML element.
  public var isXMLAttribute: Bool { flag(6) }
  /// Whether a client makes up a value if none is given.
  public var isIdempotencyToken: Bool { flag(7) }
  /// Whether its text is JSON, in a header in base64.
  public var isJSONValue: Bool { flag(8) }
  /// Whether it is a stream.
  public var isStreaming: Bool { flag(9) || shape.isStreaming }
  /// Whether it is the payload of an event.
  public var isEventPayload: Bool { flag(10) }
  /// Whether it is a header of an event.
  public var isEventHeader: Bool { flag(11) }

  /// Its name in JSON, XML, headers, path or query.
  @inline(__always)
  public var wireName: ModelName {
    let id = word(3)
    return ModelName(id: id == 0 ? word(0) : id)
  }

  /// Its name in the query protocol where that is another than the name; else empty.
  public var queryName: ModelName { ModelName(id: word(4)) }
  /// How its times are written, if it or its shape says so.
  public var timestampFormat: TimestampFormat? {
    TimestampFormat(rawValue: UInt8(truncatingIfNeeded: word(5))) ?? shape.timestampFormat
  }
  /// The name space of its element; else empty.
  public var xmlNamespace: ModelName { ModelName(id: word(6)) }
}
