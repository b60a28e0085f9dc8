/// An action by which someone comes to act with more than his own policies allow.
public struct Escalation: Sendable, Hashable {
  /// How it gives more.
  public enum Way: UInt32, Sendable, CaseIterable {
    /// It makes or changes something that acts with a role, which must be passed (`iam:PassRole`).
    case pass
    /// It changes an inline policy of a role, or what is attached to it.
    case rolePolicy
    /// It changes who may assume a role.
    case trust
    /// It changes what a managed policy says.
    case managedPolicy
    /// It changes what a function runs with its role.
    case code
  }

  /// Action, way, service, source.
  static let width = 4

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.escalations, row * Self.width + column) }

  /// Every row, sorted by action.
  public static var all: TableRows<Escalation> { TableRows(.escalations, width: width, Escalation.init(row:)) }

  /// The action: `lambda:CreateFunction`.
  public var action: String { FactTable.shared.string(word(0)) }
  /// How it gives more.
  public var way: Way { Way(rawValue: word(1)) ?? .pass }
  /// The service principal that a role is passed to; nil for other ways.
  public var service: String? { FactTable.shared.optionalString(word(2)) }
  /// The document that says so.
  public var source: String { FactTable.shared.string(word(3)) }
}
