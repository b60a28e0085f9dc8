import Wiring

/// The tables of a plan by name, and the ARNs of any others.
struct TableDirectory: Sendable {
  /// What an authorisation needs of a table.
  struct Entry: Sendable {
    let arn: String
    let key: KeyPlan
    let indexes: [String: KeyPlan]
  }

  private let entries: [String: Entry]
  private let prefix: String

  /// Reads the tables of a plan.
  init(_ plan: WiringPlan) {
    prefix = "arn:\(plan.partition):dynamodb:\(plan.region):\(plan.account):"
    entries = Dictionary(
      plan.tables.map { table in
        let indexes = (table.globalIndexes + table.localIndexes).map { ($0.name, $0.key) }
        return (
          table.name, Entry(arn: table.arn, key: table.key, indexes: Dictionary(indexes) { first, _ in first })
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The name in a `TableName`, which may be an ARN.
  static func name(_ nameOrARN: String) -> String {
    guard nameOrARN.hasPrefix("arn:") else { return nameOrARN }
    let path = nameOrARN.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last ?? ""
    let parts = path.split(separator: "/")
    return parts.count > 1 && parts[0] == "table" ? String(parts[1]) : nameOrARN
  }

  /// What the plan says of a table; nil if it is not of the plan.
  subscript(nameOrARN: String) -> Entry? { entries[Self.name(nameOrARN)] }

  /// ARN of a table by its name or an ARN of it.
  ///
  /// The bound server may know the plan's tables under another account or region, and its answers show that; permissions are
  /// always asked for the plan's own ARNs, whatever ARN a caller read there.
  func arn(_ nameOrARN: String) -> String {
    if let entry = self[nameOrARN] { return entry.arn }
    return nameOrARN.hasPrefix("arn:") ? nameOrARN : "\(prefix)table/\(nameOrARN)"
  }

  /// ARN of what stands below a table (`…/index/NAME`, `…/stream/LABEL`), the table being taken as by ``arn(_:)``.
  func arn(below arn: String) -> String {
    guard arn.hasPrefix("arn:"), let start = arn.range(of: "table/\(Self.name(arn))") else { return self.arn(arn) }
    return self.arn(arn) + arn[start...]
  }

  /// ARN of a global table.
  func arn(ofGlobalTable name: String) -> String {
    let parts = prefix.split(separator: ":", omittingEmptySubsequences: false)
    return "arn:\(parts[1]):dynamodb::\(parts[4]):global-table/\(name)"
  }
}

extension String {
  /// The end of the first occurrence of some text.
  fileprivate func range(of text: String) -> String.Index? { ranges(of: text).first?.upperBound }
}
