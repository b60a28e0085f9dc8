/// A property of an object.
public struct Property: Sendable, Hashable {
  let nameID: UInt32
  /// What may stand there.
  public let shape: Shape
  /// Its name.
  public var name: String { shape.table.string(nameID) }
}

/// An object's properties, sorted by name.
public struct PropertyList: RandomAccessCollection, Sendable {
  let list: FactList

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The count of properties.
  public var endIndex: Int { list.count }

  /// The property at a position below `count`.
  public subscript(position: Int) -> Property {
    Property(nameID: list.word(position), shape: Shape(offset: list.word(position, 1)))
  }
}

/// Sets of properties of which one must be there.
public struct RequiredGroup: Sendable {
  /// How many of the sets must be complete.
  public enum Kind: UInt32, Sendable {
    case exactlyOne = 1
    case atLeastOne
  }

  let list: FactList

  /// How many of the sets must be complete.
  public var kind: Kind { Kind(rawValue: list.word(0)) ?? .atLeastOne }
  /// The sets, each of at least one name.
  public var alternatives: [NameList] {
    (1..<max(1, list.count)).map { NameList(list: FactList(list.table, list.word($0))) }
  }
}

/// What one property's presence says about others.
public struct PropertyDependency: Sendable {
  /// The property that has an effect when it is given.
  public let name: String
  /// The properties that must then be given, or must not.
  public let others: NameList
}

extension Shape {
  /// The properties known, sorted; those of every alternative of a union among them.
  public var properties: PropertyList { PropertyList(list: list(.properties, stride: 2)) }

  /// The property of exactly that name, by binary search, without allocation.
  public func property(named name: String) -> Property? {
    name.withBytes { property(utf8: $0) }
  }

  /// The property whose name has exactly these UTF-8 bytes.
  public func property(utf8 name: UnsafeBufferPointer<UInt8>) -> Property? {
    let list = self.list(.properties, stride: 2)
    return list.find(name).map { Property(nameID: list.word($0), shape: Shape(offset: list.word($0, 1))) }
  }

  /// The names that must be given.
  public var required: NameList { NameList(list: list(.required)) }

  /// Whether other names than `properties` and `patternProperties` are accepted.
  public var allowsAdditional: Bool { flags & (1 << 7) == 0 }
  /// The shape of a property of another name, where the schema gives one.
  public var additional: Shape? { field(.additional).map(Shape.init(offset:)) }
  /// Shapes by a pattern (ECMA-262) that the property's name matches; `name` is the pattern.
  public var patternProperties: PropertyList { PropertyList(list: list(.patternProperties, stride: 2)) }

  /// The least count of properties.
  public var minProperties: Int? { field(.minProperties).map(Int.init) }
  /// The greatest count of properties.
  public var maxProperties: Int? { field(.maxProperties).map(Int.init) }

  /// Groups of which one set of names must be given (`oneOf`, `anyOf`).
  public var alternatives: [RequiredGroup] {
    let groups = list(.groups)
    return (0..<groups.count).map { RequiredGroup(list: FactList(table, groups.word($0))) }
  }

  /// Properties that ask for others.
  public var dependentRequired: [PropertyDependency] { dependencies(.dependentRequired) }
  /// Properties that exclude others.
  public var dependentExcluded: [PropertyDependency] { dependencies(.dependentExcluded) }

  private func dependencies(_ field: Field) -> [PropertyDependency] {
    let rows = list(field, stride: 2)
    return (0..<rows.count).map {
      PropertyDependency(name: table.string(rows.word($0)), others: NameList(list: FactList(table, rows.word($0, 1))))
    }
  }
}
