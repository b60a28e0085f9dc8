/// What may stand behind a key of the stack language.
///
/// One declaration serves three readers: the front end, the JSON Schema and the language reference.
public indirect enum KeyType: Sendable {
  /// Text; `${…}` in it is replaced.
  case text
  /// `true` or `false`.
  case boolean
  /// A whole number.
  case integer
  /// A span of time: `30s`, `5m`, `12h`, `14d`; a bare number is in AWS's own unit of the property.
  case duration(TimeUnit)
  /// An amount of data: `512 MB`; a bare number is in AWS's own unit of the property.
  case size(SizeUnit)
  /// One of a few words, each standing for AWS's value.
  case choice([Choice])
  /// A resource of one of these kinds, by path, or its ARN.
  case reference([ResourceKind])
  /// The text of an ARN or an id of something outside the stack.
  case identifier
  /// A list; where it has one item, the item alone will do.
  case list(KeyType)
  /// A map with free keys.
  case map(KeyType)
  /// A map with fixed keys.
  case object(ObjectShape)
  /// Either form: a scalar or list as the first type says, or a map as the second.
  case either(KeyType, KeyType)
  /// Any value, as CloudFormation has it.
  case anything
}

/// A map with fixed keys.
public struct ObjectShape: Sendable {
  /// The keys.
  public let keys: [Key]
  /// The key that a lone scalar stands for.
  public let shorthand: String?
  /// Whether other keys are allowed and left to the section: access verbs, for one.
  public let open: KeyType?

  /// Declares a map. `literal` says that none of its values may be known at deployment alone.
  public init(_ keys: [Key], shorthand: String? = nil, open: KeyType? = nil, literal: Bool = false) {
    self.keys = keys.map { key in
      var key = key
      key.isLiteral = key.isLiteral || literal
      return key
    }
    self.shorthand = shorthand
    self.open = open
  }

  /// The key of a name.
  public func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}

/// One key of the stack language.
public struct Key: Sendable {
  /// The key as written.
  public let name: String
  /// What may stand behind it.
  public let type: KeyType
  /// The CloudFormation property that takes the value as it is, if there is one.
  public let property: String?
  /// Whether it must be given.
  public let isRequired: Bool
  /// Whether the value must be written out, without functions and parameters: it decides what is made.
  public fileprivate(set) var isLiteral: Bool
  /// CloudFormation's properties of which one under `properties:` does in its place.
  public let stands: [String]
  /// What it is, in one sentence.
  public let summary: String
  /// What holds when it is left out.
  public let defaultText: String?

  /// Declares a key.
  public init(
    _ name: String, _ type: KeyType, to property: String? = nil, required: Bool = false, literal: Bool = false,
    unless stands: [String] = [], default: String? = nil, _ summary: String
  ) {
    self.name = name
    self.type = type
    self.property = property
    self.isRequired = required
    self.isLiteral = literal
    self.stands = stands
    self.summary = summary
    self.defaultText = `default`
  }
}

/// A word and the value it stands for in CloudFormation.
public struct Choice: Sendable {
  /// The word as written.
  public let word: String
  /// AWS's value.
  public let value: String

  /// Declares a word.
  public init(_ word: String, _ value: String? = nil) {
    self.word = word
    self.value = value ?? word
  }
}

/// A unit of time as AWS's properties use it.
public enum TimeUnit: String, Sendable, CaseIterable {
  case milliseconds, seconds, minutes, hours, days

  /// The length in milliseconds.
  public var inMilliseconds: Int {
    switch self {
    case .milliseconds: 1
    case .seconds: 1000
    case .minutes: 60_000
    case .hours: 3_600_000
    case .days: 86_400_000
    }
  }

  /// The suffix people write.
  public var suffix: String {
    switch self {
    case .milliseconds: "ms"
    case .seconds: "s"
    case .minutes: "m"
    case .hours: "h"
    case .days: "d"
    }
  }
}

/// A unit of data as AWS's properties use it: powers of 1024, as AWS counts.
public enum SizeUnit: String, Sendable, CaseIterable {
  case bytes = "B"
  case kilobytes = "KB"
  case megabytes = "MB"
  case gigabytes = "GB"

  /// The size in bytes.
  public var inBytes: Int {
    switch self {
    case .bytes: 1
    case .kilobytes: 1024
    case .megabytes: 1_048_576
    case .gigabytes: 1_073_741_824
    }
  }
}
