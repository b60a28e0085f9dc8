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

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.wires, row * Self.width + column) }

  /// The rows of a wire; none when there is no such wire.
  public static func `for`(wire: String) -> TableRows<WirePermission> {
    let table = FactTable.shared
    let rows = 0..<table.rows(.wires, width: width)
    return wire.withBytes { name in
      let first = table.lowerBound(rows, name) { table.word(.wires, $0 * width) }
      var end = first
      while end < rows.upperBound, NameOrder.exact.compare(table.utf8(table.word(.wires, end * width)), name) == 0 {
        end += 1
      }
      return TableRows(first..<end, WirePermission.init(row:))
    }
  }

  /// Every row, sorted by wire.
  public static var all: TableRows<WirePermission> { TableRows(.wires, width: width, WirePermission.init(row:)) }

  /// The wire's name.
  public var wire: String { FactTable.shared.string(word(0)) }
  /// Where the permission must stand.
  public var side: Side { Side(rawValue: word(1)) ?? .role }
  /// The service principal: whom the role must trust, or whom the resource or key policy must name.
  public var principal: String { FactTable.shared.string(word(2)) }
  /// The actions, sorted.
  public var actions: NameList { NameList(list: FactList(.shared, word(3))) }
  /// What the statement's resource is, relative to the wire: `source`, `target`, `target/*`, `target-key`, `*`, ….
  public var on: String { FactTable.shared.string(word(4)) }
  /// When it is needed: `always`, `target-encrypted`, `credentials-set`, ….
  public var when: String { FactTable.shared.string(word(5)) }
  /// The condition key that should restrict the statement, such as `aws:SourceArn`; nil when none is possible.
  public var condition: String? { FactTable.shared.optionalString(word(6)) }
  /// The condition's operator, such as `ArnLike`.
  public var conditionOperator: String? { FactTable.shared.optionalString(word(7)) }
  /// What the condition compares with: `source` (the source's ARN), `account`, or a literal.
  public var conditionValue: String? { FactTable.shared.optionalString(word(8)) }
  /// The document that says so.
  public var source: String { FactTable.shared.string(word(9)) }
  /// Whether a document was found to say so; if not, it is known from use, and `source` is where to look.
  public var isVerified: Bool { word(10) == 1 }
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
