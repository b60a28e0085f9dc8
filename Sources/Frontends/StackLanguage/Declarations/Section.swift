import Spec

/// A section of a stack file: `queues:`.
///
/// The front end, `stackc schema` and `Docs/language.md` are all made from this one declaration.
public struct Section: Sendable {
  /// The key of the section.
  public let name: String
  /// The kind of resource its entries are; nil for sections that declare none.
  public let kind: ResourceKind?
  /// What an entry is, in one or two sentences.
  public let summary: String
  /// What an entry may hold.
  public let entry: KeyType
  /// A stack that uses it; the tests build it.
  public let example: String
  /// Lowers one entry.
  let lower: @Sendable (inout StackLowering, Entry) -> Void

  /// Declares a section whose entries are resources: they take the common keys too.
  init(
    _ kind: ResourceKind, _ summary: String, keys: [Key], shorthand: String? = nil, example: String,
    lower: @escaping @Sendable (inout StackLowering, Entry) -> Void
  ) {
    self.name = kind.rawValue
    self.kind = kind
    self.summary = summary
    self.entry = .object(ObjectShape(keys + CommonKeys.keys(of: kind), shorthand: shorthand))
    self.example = example
    self.lower = lower
  }

  /// Declares a section whose entries are no resources.
  init(
    _ name: String, _ summary: String, entry: KeyType, example: String,
    lower: @escaping @Sendable (inout StackLowering, Entry) -> Void
  ) {
    self.name = name
    self.kind = nil
    self.summary = summary
    self.entry = entry
    self.example = example
    self.lower = lower
  }
}

extension Section {
  /// All sections, in the order of the language reference. A new section is a line here and a file beside the others.
  public static let all: [Section] = [
    .parameters, .mappings, .conditions, .imports, .functions, .layers, .roles, .policies, .queues, .topics, .buses,
    .rules,
    .apis, .tables, .streams, .deliveryStreams, .analytics, .stateMachines, .schedules, .pipes, .apiDestinations,
    .userPools, .identityPools, .buckets, .networks, .keys, .logs, .alarms, .derived, .resources, .outputs,
  ]

  /// The section of a name.
  public static func named(_ name: String) -> Section? { all.first { $0.name == name } }
}

/// The keys that every resource takes.
public enum CommonKeys {
  /// The policies CloudFormation has for a resource that leaves the stack.
  static let removal: KeyType = .choice([
    Choice("delete", "Delete"), Choice("retain", "Retain"), Choice("retainExceptOnCreate", "RetainExceptOnCreate"),
    Choice("snapshot", "Snapshot"),
  ])

  /// The property that takes the tags of a type's resources: Cognito names it for the pool.
  static func tagProperty(of type: String) -> String? {
    let shape = ResourceType.named(type)?.shape
    return ["Tags", "UserPoolTags", "IdentityPoolTags"].first { shape?.property(named: $0) != nil }
  }

  /// The keys that a kind takes: not every type has tags, or a physical name.
  static func keys(of kind: ResourceKind) -> [Key] {
    let type = ResourceType.named(kind.resourceType)
    var absent: Set<String> = []
    if tagProperty(of: kind.resourceType) == nil { absent.insert("tags") }
    // An API's name is no identity, and CloudFormation makes none; its section sets it.
    if type?.identity?.nameProperty == nil, kind != .apis { absent.insert("name") }
    return all.filter { !absent.contains($0.name) }
  }

  /// The keys.
  public static let all: [Key] = [
    Key(
      "name", .text, default: "CloudFormation makes one",
      "The physical name. A resource with one cannot be replaced without a rename."),
    Key("tags", .map(.text), "Tags."),
    Key(
      "properties", .map(.anything),
      "CloudFormation properties, as they are; they win over what the other keys give, and `null` takes one away."),
    Key("dependsOn", .list(.text), "Resources that must exist first, by path or logical id."),
    Key("condition", .text, "The condition under which the resource exists."),
    Key("deletionPolicy", removal, "What becomes of the resource when it leaves the stack."),
    Key("updateReplacePolicy", removal, "What becomes of the old resource when it is replaced."),
    Key("metadata", .map(.anything), "Metadata for tools; CloudFormation makes nothing of it."),
    Key(
      "logicalId", .text, default: "the key in PascalCase with its kind",
      "The logical id in the template; to keep the id of an existing resource."),
  ]
}

/// The keys at the top of a stack file that are no sections.
public enum StackKeys {
  /// The keys.
  public static let all: [Key] = [
    Key("stack", .text, "Name of the stack."),
    Key("description", .text, "What the stack is for."),
    Key("include", .list(.text), "Further stack files, relative to this one; their sections are merged in."),
    Key(
      "defaults", .map(.map(.anything)),
      "By section, what every entry of it starts from. Maps merge by key, anything else is replaced."),
  ]
}
