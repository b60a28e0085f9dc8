/// An action of a service (Service Authorization Reference, Actions).
public struct IAMAction: Sendable, Hashable {
  /// What an action may do.
  public enum AccessLevel: UInt32, Sendable, CaseIterable {
    case list = 1
    case read, write, permissionsManagement, tagging
  }

  /// A type of resource that an action works on.
  public struct Resource: Sendable, Hashable {
    /// The type.
    public let type: IAMResourceType
    /// Whether a statement must name a resource of that type for the action to be allowed.
    public let isRequired: Bool
  }

  /// Name; access level and, from bit 8, dependent actions; resources; condition keys.
  static let width = 4

  let row: Int
  let service: Int

  private var table: FactTable { .shared }
  private func word(_ column: Int) -> UInt32 { table.word(.actions, row * Self.width + column) }

  /// The action written `sqs:SendMessage`, whatever its case; nil when the service or the action is unknown.
  public static func named(_ action: String) -> IAMAction? {
    guard let colon = action.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = String(action[action.utf8.index(after: colon)...])
    return IAMService.named(String(action[..<colon]))?.action(named: name)
  }

  /// The actions that `service:pattern` stands for, `*` and `?` being wildcards in the action's part; empty when the service is
  /// unknown, or when the prefix itself holds a wildcard.
  public static func matching(_ pattern: String) -> [IAMAction] {
    guard let colon = pattern.utf8.firstIndex(of: UInt8(ascii: ":")) else { return [] }
    let name = String(pattern[pattern.utf8.index(after: colon)...])
    return IAMService.named(String(pattern[..<colon]))?.actions(matching: name) ?? []
  }

  /// The action without its service, in AWS's own case where that is known.
  public var shortName: String { table.string(word(0)) }
  /// The action with its service: `sqs:SendMessage`.
  public var name: String { "\(IAMService(row: service).prefix):\(shortName)" }
  /// What it may do; nil for an action too new for the tables.
  public var accessLevel: AccessLevel? { AccessLevel(rawValue: word(1) & 255) }

  /// The types of resource it works on; none when its statement's resource must be `*`.
  public var resourceTypes: [Resource] {
    let list = FactList(table, word(2))
    let first = IAMService(row: service).range(4).lowerBound
    return (0..<list.count).map {
      let word = list.word($0)
      return Resource(
        type: IAMResourceType(row: first + Int(word & 0x7FFF_FFFF)), isRequired: word >> 31 == 1)
    }
  }

  /// The condition keys that a request of it carries, beyond the global ones; sorted.
  public var conditionKeys: NameList { NameList(list: FactList(table, word(3))) }
  /// Actions that its caller must be allowed too; sorted.
  public var dependentActions: NameList { NameList(list: FactList(table, word(1) >> 8)) }

  /// Whether its name begins with some letters, whatever their case.
  func begins(with letters: UnsafeBufferPointer<UInt8>) -> Bool {
    let name = table.utf8(word(0))
    guard name.count >= letters.count else { return false }
    return letters.indices.allSatisfy { letters[$0].asciiLowercased == name[$0].asciiLowercased }
  }

  /// Whether its short name matches a pattern of `*` and `?`, whatever its case.
  func matches(_ pattern: UnsafeBufferPointer<UInt8>) -> Bool {
    let name = table.utf8(word(0))
    var at = 0
    var step = 0
    var star: (pattern: Int, name: Int)?
    while at < name.count {
      if step < pattern.count, pattern[step] == UInt8(ascii: "*") {
        star = (step, at)
        step += 1
      } else if step < pattern.count,
        pattern[step] == UInt8(ascii: "?") || pattern[step].asciiLowercased == name[at].asciiLowercased
      {
        step += 1
        at += 1
      } else if let last = star {
        // The star takes one byte more, and what follows it is tried again.
        star = (last.pattern, last.name + 1)
        step = last.pattern + 1
        at = last.name + 1
      } else {
        return false
      }
    }
    return pattern[step...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
