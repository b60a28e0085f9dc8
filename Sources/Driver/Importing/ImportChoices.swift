import Frontends
import Template

/// What is decided of a stack file while it is made: each build of the text shows what does not come out as it was, and that
/// is then written closer to CloudFormation.
struct ImportChoices {
  /// How a property is said.
  enum Form: Int {
    /// Not at all: what the section gives by itself is hoped to be the same.
    case usual
    /// By the section's key.
    case key
    /// Under `properties:`.
    case raw
  }

  /// Logical ids of resources that stand under `resources:`.
  var raw: Set<String> = []
  /// Logical ids of resources that do not follow from another entry, though their like may.
  var ownEntry: Set<String> = []
  /// Forms other than the first that is tried, by logical id and property.
  private(set) var forms: [String: [String: Form]] = [:]
  /// Properties that a section gives by itself and the template has not.
  private(set) var removed: [String: Set<String>] = [:]
  /// Lines of `access:` by function.
  var access: [String: [Value]] = [:]
  /// Functions whose access words gave something else than their actions.
  var withoutVerbs: Set<String> = []
  /// Derived resources that stand for resources of the template, by the ids that they are derived with.
  var standIns: [String: StandIn] = [:]

  /// A resource of the template that is derived here.
  struct StandIn: Equatable {
    let id: String
    /// Properties that it has, or has not, other than the derived one.
    let differing: [String]
    /// Attributes that it has beyond the derived one.
    let others: [String]
  }

  /// Properties that sections give by themselves.
  static let usual: [ResourceKind: Set<String>] = [
    .alarms: ["ComparisonOperator", "EvaluationPeriods", "Period", "Statistic"],
    .apis: ["Name", "ProtocolType", "RouteSelectionExpression", "EndpointConfiguration"],
    .buckets: ["BucketEncryption", "PublicAccessBlockConfiguration"], .buses: ["Name"],
    .keys: ["EnableKeyRotation", "KeyPolicy"], .logs: ["RetentionInDays"],
    .queues: ["FifoQueue", "SqsManagedSseEnabled"],
    .schedules: ["FlexibleTimeWindow"], .streams: ["ShardCount", "StreamEncryption"],
    .tables: ["BillingMode", "PointInTimeRecoverySpecification"], .topics: ["FifoTopic"],
  ]

  func form(of property: String, _ id: String, _ kind: ResourceKind) -> Form {
    forms[id]?[property] ?? (Self.usual[kind]?.contains(property) == true ? .usual : .key)
  }

  /// Writes a property closer to CloudFormation; false if it is as close as can be.
  mutating func step(_ property: String, of id: String, _ kind: ResourceKind) -> Bool {
    guard let next = Form(rawValue: form(of: property, id, kind).rawValue + 1) else { return false }
    forms[id, default: [:]][property] = next
    return true
  }

  /// Writes a property as CloudFormation has it; false if it is so already.
  mutating func setRaw(_ property: String, of id: String) -> Bool {
    guard forms[id]?[property] != .raw else { return false }
    forms[id, default: [:]][property] = .raw
    return true
  }

  /// Writes resources as CloudFormation has them, with the entries that they follow from.
  mutating func giveUp(_ ids: Set<String>, in imported: ImportedTemplate) {
    let followers = Set(standIns.values.map(\.id))
    for id in ids {
      if followers.contains(id) || imported.mayFollow(id, self) { ownEntry.insert(id) } else { raw.insert(id) }
    }
  }

  /// Takes away what a section gives; false if that was done before.
  mutating func remove(_ property: String, of id: String) -> Bool {
    removed[id, default: []].insert(property).inserted
  }
}

/// A place of the stack file that stands for a resource other than the entry's own: an item of `consumes:`, a route.
struct ImportArrow {
  /// Logical ids of what it stands for; the first is what it is written of.
  let resources: [String]
  /// Logical id of the entry's own resource.
  let owner: String
  /// The property of the owner that it is written of, if it is one.
  let property: String?
  /// Keys and positions from the entry on.
  let place: [String]
}
