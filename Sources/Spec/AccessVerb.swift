/// The actions that an access word of the stack language stands for, on one type of resource.
public struct AccessVerb: Sendable, Hashable {
  /// Verb, type, actions, on, when, source, verified.
  static let width = 7

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.verbs, row * Self.width + column) }

  /// The rows of a verb (`send`, `readWrite`, …) on a resource type; none when the verb does not fit the type.
  public static func find(verb: String, resourceType: String) -> [AccessVerb] {
    all.filter { $0.verb == verb && $0.resourceType == resourceType }
  }

  /// The types that a verb fits, sorted.
  public static func resourceTypes(of verb: String) -> [String] {
    Set(all.filter { $0.verb == verb }.map(\.resourceType)).sorted()
  }

  /// Every row, sorted by verb and type.
  public static var all: TableRows<AccessVerb> { TableRows(.verbs, width: width, AccessVerb.init(row:)) }

  /// The verb.
  public var verb: String { FactTable.shared.string(word(0)) }
  /// The CloudFormation type it is about.
  public var resourceType: String { FactTable.shared.string(word(1)) }
  /// The actions, sorted.
  public var actions: NameList { NameList(list: FactList(.shared, word(2))) }
  /// What the statement's resource is: `target` (its ARN), a suffix to it (`target/*`, `target/index/*`), or `target-key`.
  public var on: String { FactTable.shared.string(word(3)) }
  /// When it is needed: `always`, `target-encrypted` (a customer's KMS key), `has-indexes`, `express`, ….
  public var when: String { FactTable.shared.string(word(4)) }
  /// The document that lists the actions.
  public var source: String { FactTable.shared.string(word(5)) }
  /// Whether a document was found to say so; if not, it is known from use, and `source` is where to look.
  public var isVerified: Bool { word(6) == 1 }
}
