/// A policy template of AWS SAM ("AWS SAM policy templates", AWS SAM Developer Guide).
public struct SAMPolicyTemplate: Sendable, Hashable {
  /// Name, parameters, definition, source.
  static let width = 4

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.samTemplates, row * Self.width + column) }

  /// The template of a name: `SQSPollerPolicy`.
  public static func named(_ name: String) -> SAMPolicyTemplate? {
    name.withBytes { FactTable.shared.find(.samTemplates, width: width, $0) }.map(SAMPolicyTemplate.init(row:))
  }

  /// Every row, sorted by name.
  public static var all: TableRows<SAMPolicyTemplate> {
    TableRows(.samTemplates, width: width, SAMPolicyTemplate.init(row:))
  }

  /// The name.
  public var name: String { FactTable.shared.string(word(0)) }
  /// The names of its parameters.
  public var parameters: NameList { NameList(list: FactList(.shared, word(1))) }
  /// The policy document as JSON, in which `Ref` of a parameter stands for its value.
  public var definition: String { FactTable.shared.string(word(2)) }
  /// The document that has it.
  public var source: String { FactTable.shared.string(word(3)) }
}

/// A policy that AWS manages, by the bare name that SAM templates give.
public struct SAMManagedPolicy: Sendable, Hashable {
  /// Name, path and name, partitions.
  static let width = 3

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.samManaged, row * Self.width + column) }

  /// The policy of a name: `AWSLambdaRole`.
  public static func named(_ name: String) -> SAMManagedPolicy? {
    name.withBytes { FactTable.shared.find(.samManaged, width: width, $0) }.map(SAMManagedPolicy.init(row:))
  }

  /// Every row, sorted by name.
  public static var all: TableRows<SAMManagedPolicy> {
    TableRows(.samManaged, width: width, SAMManagedPolicy.init(row:))
  }

  /// The name.
  public var name: String { FactTable.shared.string(word(0)) }
  /// Path and name, as they stand behind `policy/` in the ARN.
  public var path: String { FactTable.shared.string(word(1)) }
  /// The partitions that have it.
  public var partitions: NameList { NameList(list: FactList(.shared, word(2))) }
}

/// What a connector of AWS SAM makes of a pair of resource types ("AWS SAM connector reference", AWS SAM Developer Guide).
public struct SAMConnectorProfile: Sendable, Hashable {
  /// Pair, profile, source.
  static let width = 3

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.samConnectors, row * Self.width + column) }

  /// The profile of a source's and a destination's type.
  public static func from(_ source: String, to destination: String) -> SAMConnectorProfile? {
    "\(source) \(destination)".withBytes { FactTable.shared.find(.samConnectors, width: width, $0) }
      .map(SAMConnectorProfile.init(row:))
  }

  /// The profile as JSON.
  public var profile: String { FactTable.shared.string(word(1)) }
  /// The document that has it.
  public var source: String { FactTable.shared.string(word(2)) }
}
