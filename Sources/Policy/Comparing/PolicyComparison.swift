public import Source

/// What a principal may do on one side and not on the other, worked out on what policies mean.
///
/// Requests are divided into classes of which no statement of either side tells one from another: actions by the patterns that
/// match them, resources likewise, condition keys by the values that the conditions tell apart. One request of each class is
/// decided on both sides by the engine itself. Policies that say the same in other words therefore never differ.
public struct PolicyComparison: Sendable {
  /// The sides.
  public enum Side: Sendable, Hashable { case old, new }

  /// How a decision moved.
  public enum Direction: Sendable, Hashable { case gained, lost }

  /// Requests that are decided otherwise on both sides, by one of them.
  public struct Cell: Sendable {
    /// An action of the class.
    public let action: String
    /// The name of a resource of the class.
    public let resource: PartialText
    /// The resource of the sides that it is, or is a part of.
    public let target: String?
    /// The condition keys that the request has.
    public let context: [String: [PartialText]]
    /// The decision before and after.
    public let before: Decision, after: Decision
    /// Whether more is allowed, or less.
    public var direction: Direction { after.rank > before.rank ? .gained : .lost }
  }

  /// Why some classes were not looked at.
  public enum Omission: Sendable, Hashable {
    /// More statements than are compared.
    case statements(Int)
    /// Wildcards that divide texts into more regions than are looked at.
    case patterns
    /// Conditions that divide requests into more classes than are looked at.
    case conditions
    /// More decisions than are made for one principal.
    case decisions
  }

  /// What differs.
  public var cells: [Cell] { parts.flatMap { $0.outcomes.flatMap(\.cells) } }
  /// Why there may be more; empty if there is not.
  public internal(set) var omissions: Set<Omission> = []
  var parts: [ClassComparison] = []
  let statements: [ComparedStatement]

  /// Statements of both sides together. AWS takes some hundred a role: a managed policy has at most 6,144 characters (IAM
  /// quotas), and a statement a hundred.
  static let mostStatements = 4_000
  /// Decisions on each side for one principal, some ten seconds' work.
  static let mostDecisions = 400_000

  /// Compares two sides.
  public init(_ old: ComparedSide, _ new: ComparedSide) {
    let all = old.statements(as: .old) + new.statements(as: .new)
    guard all.count <= Self.mostStatements else {
      statements = []
      omissions = [.statements(all.count)]
      return
    }
    let comparer = SideComparer(old, new, all)
    statements = comparer.statements
    for (side, own) in [(Side.old, old), (.new, new)] {
      principals[side] = own.principal
      accounts[side] = own.account
      if own.boundary != nil { hasBoundary.insert(side) }
    }
    oldMeanings = Set(statements.filter { $0.side == .old }.map(\.meaning))
    newMeanings = Set(statements.filter { $0.side == .new }.map(\.meaning))
    guard !comparer.isSame else { return }
    let classes = ActionClasses(statements)
    if !classes.isComplete { omissions.insert(.patterns) }
    var left = Self.mostDecisions
    for actions in classes.classes {
      guard let part = comparer.compare(actions, &left, &omissions) else { continue }
      parts.append(part)
      guard left > 0 else {
        omissions.insert(.decisions)
        break
      }
    }
    actionPatterns = classes.patterns
    actionClasses = classes.classes
  }

  // What the changes are told from.
  private(set) var actionPatterns: [PartialText] = []
  private(set) var actionClasses: [ActionClass] = []
  private(set) var principals: [Side: Principal] = [:]
  private(set) var accounts: [Side: PartialText] = [:]
  private(set) var hasBoundary: Set<Side> = []
  private(set) var oldMeanings: Set<String> = []
  private(set) var newMeanings: Set<String> = []
}

/// The outcomes of one class of actions.
struct ClassComparison: Sendable {
  let actions: ActionClass
  /// The patterns of resources that are told apart, by their positions.
  let patterns: [ResourcePattern]
  var outcomes: [RegionOutcome] = []
}

/// A pattern of resources as it was written, or the place of a resource that has policies.
struct ResourcePattern: Sendable {
  let written: PartialText
  /// The resource that this is the place of; nil for a pattern of a statement.
  let scope: String?

  /// Whether what it names depends on the request.
  var hasVariables: Bool { !SymbolText(written, SymbolText.Reading(hasVariables: true)).variables.isEmpty }
}

/// What became of one region of resources, for all conditions.
struct RegionOutcome: Sendable {
  let resource: PartialText
  /// The patterns that match it.
  let matches: [Int]
  let target: String?
  /// How many classes of conditions there are.
  let contexts: Int
  /// Those that differ.
  let cells: [PolicyComparison.Cell]

  /// Whether it differs this way, whatever the conditions.
  func isWhole(_ direction: PolicyComparison.Direction) -> Bool {
    cells.count == contexts && cells.allSatisfy { $0.direction == direction }
  }
}

extension Decision {
  /// How much it allows: nothing, perhaps, surely.
  var rank: Int {
    switch outcome {
    case .implicitDeny, .explicitDeny: 0
    case .depends: 1
    case .allow: 2
    }
  }
}
