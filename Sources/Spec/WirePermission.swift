/// What one side of a wire must allow, for a wire between two resources to work.
///
/// `wire` names the source and the target: `event-source-queue`, `rule-function`, `topic-queue`. A wire may have several
/// rows; `Docs/facts.md` lists the words of `on`, `when` and `value`.
public struct WirePermission: Sendable, Hashable {
  /// Where the permission must stand.
  public enum Side: UInt32, Sendable {
    /// In the policies of a role that the service assumes.
    case role
    /// In the target's resource policy.
    case resource
    /// In the policy of the KMS key that encrypts the target.
    case key
  }

  /// Wire, side, principal, actions, on, when, condition, operator, value, source, verified.
  static let width = 11

  /// The rows of a wire; none when there is no such wire.
  public static func `for`(wire: String) -> [WirePermission] { byWire[wire] ?? [] }

  /// Every row, sorted by wire. There are few, and every arrow asks for its own: they are read once.
  public static let all: [WirePermission] = Array(TableRows(.wires, width: width, WirePermission.init(row:)))

  private static let byWire = Dictionary(grouping: all, by: \.wire)

  /// The wire's name.
  public let wire: String
  /// Where the permission must stand.
  public let side: Side
  /// The service principal: whom the role must trust, or whom the resource or key policy must name.
  public let principal: String
  /// The actions, sorted.
  public let actions: [String]
  /// What the statement's resource is, relative to the wire: `source`, `target`, `target/*`, `target-key`, `*`, ….
  public let on: String
  /// When it is needed: `always`, `target-encrypted`, `credentials-set`, ….
  public let when: String
  /// The condition key that should restrict the statement, such as `aws:SourceArn`; nil when none is possible.
  public let condition: String?
  /// The condition's operator, such as `ArnLike`.
  public let conditionOperator: String?
  /// What the condition compares with: `source` (the source's ARN), `account`, or a literal.
  public let conditionValue: String?
  /// The document that says so.
  public let source: String
  /// Whether a document was found to say so; if not, it is known from use, and `source` is where to look.
  public let isVerified: Bool

  init(row: Int) {
    let table = FactTable.shared
    func word(_ column: Int) -> UInt32 { table.word(.wires, row * Self.width + column) }
    wire = table.string(word(0))
    side = Side(rawValue: word(1)) ?? .role
    principal = table.string(word(2))
    actions = Array(NameList(list: FactList(table, word(3))))
    on = table.string(word(4))
    when = table.string(word(5))
    condition = table.optionalString(word(6))
    conditionOperator = table.optionalString(word(7))
    conditionValue = table.optionalString(word(8))
    source = table.string(word(9))
    isVerified = word(10) == 1
  }
}

extension WirePermission {
  /// Whether AWS documents that no condition restricts a service's call: of an event of EventBridge's for a topic, for one.
  public static func isUnconditional(_ service: String, _ action: String) -> Bool {
    unconditional.contains("\(service) \(action)")
  }

  private static let unconditional = Set(
    all.filter { $0.side == .resource && $0.condition == nil }.flatMap { row in
      row.actions.map { "\(row.principal) \($0)" }
    })
}
