/// The JSON kinds a value may have.
public struct JSONKinds: OptionSet, Sendable, Hashable {
  /// One bit a kind, from bit 0: string, number, integer, boolean, object, array.
  public let rawValue: UInt8

  /// A set by its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A string.
  public static let string = JSONKinds(rawValue: 1)
  /// A number, whole or not.
  public static let number = JSONKinds(rawValue: 2)
  /// A whole number.
  public static let integer = JSONKinds(rawValue: 4)
  /// `true` or `false`.
  public static let boolean = JSONKinds(rawValue: 8)
  /// A map.
  public static let object = JSONKinds(rawValue: 16)
  /// A list.
  public static let array = JSONKinds(rawValue: 32)
  /// No restriction: what a schema says nothing about.
  public static let any = JSONKinds(rawValue: 63)
}

/// What a shape restricts besides the kind of a value.
public struct ShapeRestrictions: OptionSet, Sendable {
  /// One bit a restriction, where the first word of a shape has it.
  public let rawValue: UInt32

  /// A set by its bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ fields: Shape.Field...) { self.init(rawValue: fields.reduce(0) { $0 | 1 << $1.rawValue }) }

  /// The values themselves.
  public static let values = ShapeRestrictions(.enumValues)
  /// How great a number is.
  public static let number = ShapeRestrictions(.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum)
  /// How long a text is.
  public static let length = ShapeRestrictions(.minLength, .maxLength)
  /// What a text looks like.
  public static let pattern = ShapeRestrictions(.pattern)
  /// What a text refers to.
  public static let formats = ShapeRestrictions(.formats)
  /// How many items or properties there are.
  public static let count = ShapeRestrictions(.minItems, .maxItems, .minProperties, .maxProperties)
  /// Properties that must be given.
  public static let required = ShapeRestrictions(.required)
  /// Properties that need or exclude each other.
  public static let groups = ShapeRestrictions(.groups, .dependentRequired, .dependentExcluded)
  /// What rows of the limits' table say.
  public static let limits = ShapeRestrictions(.limits)
}

/// What may stand at one place of a resource: kinds, bounds and properties, as CloudFormation's resource schema has them.
///
/// A shape is a reference into the fact table; equal places share one, and a recursive definition refers to itself. So
/// whoever walks shapes without a value to follow must stop at shapes already seen.
public struct Shape: Hashable, Sendable {
  /// What follows a shape's first word, in this order; the raw value is its bit there.
  enum Field: UInt32 {
    case enumValues = 9
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern
    case minItems, maxItems, items, minProperties, maxProperties, properties, required, additional
    case patternProperties, groups, dependentRequired, dependentExcluded, formats
    case limits
  }

  /// The offset in the section of shapes; it identifies the shape.
  let offset: UInt32

  var table: FactTable { .shared }

  private static let words = FactTable.shared.words(.shapes)

  /// Kinds in bits 0 to 5, three marks, and from bit 9 on which fields follow.
  var flags: UInt32 { Self.words[Int(offset)] }

  /// The word of a field, which the flags say is there, and where: after those of the lower bits.
  func field(_ field: Field) -> UInt32? {
    let flags = self.flags
    let bit: UInt32 = 1 << field.rawValue
    guard flags & bit != 0 else { return nil }
    let below = flags & (bit - 1) & ~((1 << Field.enumValues.rawValue) - 1)
    return Self.words[Int(offset) + 1 + below.nonzeroBitCount]
  }

  func list(_ field: Field, stride: Int = 1) -> FactList {
    FactList(table, self.field(field) ?? 0, stride: stride)
  }

  /// The kinds of value accepted. CloudFormation also takes a number or a boolean written as a string.
  public var kinds: JSONKinds { JSONKinds(rawValue: UInt8(flags & 63)) }

  /// Whether one of these is restricted.
  public func restricts(_ restrictions: ShapeRestrictions) -> Bool { flags & restrictions.rawValue != 0 }

  /// Whether anything but the kind of a value is restricted.
  public var isBounded: Bool { flags >> Field.enumValues.rawValue != 0 }

  /// The only values accepted, or none when any is.
  public var enumValues: EnumValues { EnumValues(list: list(.enumValues)) }
  /// Whether `enumValues` are compared without regard to case.
  public var enumIgnoresCase: Bool { flags & (1 << 8) != 0 }

  /// The least number accepted.
  public var minimum: Double? { field(.minimum).map(table.number) }
  /// The greatest number accepted.
  public var maximum: Double? { field(.maximum).map(table.number) }
  /// A number that the value must exceed.
  public var exclusiveMinimum: Double? { field(.exclusiveMinimum).map(table.number) }
  /// A number that the value must stay below.
  public var exclusiveMaximum: Double? { field(.exclusiveMaximum).map(table.number) }

  /// The least length of a string, in Unicode scalars.
  public var minLength: Int? { field(.minLength).map(Int.init) }
  /// The greatest length of a string, in Unicode scalars.
  public var maxLength: Int? { field(.maxLength).map(Int.init) }
  /// A regular expression (ECMA-262 dialect) that must match somewhere in the string.
  public var pattern: String? { field(.pattern).map(table.string) }
  /// What the string refers to, as `AWS::SNS::Topic.Arn` (any one of them), or a JSON Schema format such as `date-time`.
  public var formats: NameList { NameList(list: list(.formats)) }
  /// The only format, when there is one only.
  public var format: String? { formats.count == 1 ? formats.first : nil }

  /// Whether rows of the limits' table bound what stands here.
  public var hasLimits: Bool { field(.limits) != nil }
  /// The rows of the limits' table that bound what stands here, in the order of their ids.
  public var limits: [ServiceLimit] {
    let list = self.list(.limits)
    return (0..<list.count).map { ServiceLimit(row: Int(list.word($0))) }
  }

  /// The least count of items.
  public var minItems: Int? { field(.minItems).map(Int.init) }
  /// The greatest count of items.
  public var maxItems: Int? { field(.maxItems).map(Int.init) }
  /// Whether no item may occur twice.
  public var uniqueItems: Bool { flags & (1 << 6) != 0 }
  /// The shape of each item.
  public var items: Shape? { field(.items).map(Shape.init(offset:)) }
}
