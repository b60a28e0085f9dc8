/// A value of one of AWS's service models (Smithy 2.0, "Simple types", "Aggregate types"), as it stands between the wire and
/// a service: decoded, checked against its shape, and without a trace of the protocol that brought it.
public indirect enum WireValue: Sendable, Equatable {
  /// A null of JSON; inside structures an absent member is left out instead.
  case null
  case bool(Bool)
  case integer(Int64)
  case double(Double)
  case string(String)
  case blob([UInt8])
  /// Seconds since 1970.
  case timestamp(Double)
  case list([WireValue])
  /// A structure's members or a map's entries.
  case object(WireObject)
}

/// Members in the order they were set; names are unique.
public struct WireObject: Sendable, Equatable {
  /// The members in order. Structures have few, so that a search by name is faster than a hash.
  public private(set) var members: [(name: String, value: WireValue)] = []

  /// Makes one without members.
  public init() {}

  /// The value of a name. Setting nil removes the member.
  public subscript(name: String) -> WireValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a member whose name is known to be new: without a search, for what is decoded or built in bulk.
  public mutating func append(_ name: String, _ value: WireValue) { members.append((name, value)) }

  /// Whether it has no members.
  public var isEmpty: Bool { members.isEmpty }

  /// Whether both have the same members; their order means nothing.
  public static func == (a: WireObject, b: WireObject) -> Bool {
    a.members.count == b.members.count && a.members.allSatisfy { b[$0.name] == $0.value }
  }
}
