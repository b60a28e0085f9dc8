import Source
import Spec

extension StatementReading {
  /// A condition: its operator, its key and its values.
  typealias WrittenCondition = (comparison: Spanned<String>, key: Spanned<String>, values: Datum)

  /// Each condition of a statement.
  static func conditions(_ members: [Datum.Member]) -> [WrittenCondition] {
    guard let blocks = members.first(where: { $0.key == "Condition" })?.value.members else { return [] }
    return blocks.flatMap { block in
      (block.value.members ?? []).map { entry in
        (Spanned(block.key, block.keySpan), Spanned(entry.key, entry.keySpan), entry.value)
      }
    }
  }

  /// Whether it allows.
  var allows: Bool { effect == .allow }

  /// The resources that are fully known, with their places.
  var resources: [Spanned<String>] { (member("Resource")?.value.policyTexts ?? []).literals }
}

extension [Spanned<PartialText>] {
  /// Those that are fully known.
  var literals: [Spanned<String>] { compactMap { text in text.value.literal.map { Spanned($0, text.span) } } }
}

extension IAMAction {
  /// Whether requests of it can carry a condition key that is not global: its own, or one of its resources'.
  func carries(_ key: String) -> Bool {
    conditionKeys.contains { Self.isSame($0, key) }
      || resourceTypes.contains { $0.type.conditionKeys.contains { Self.isSame($0, key) } }
  }

  /// Whether a key is the one of the tables, in which `${TagKey}` stands for any text.
  private static func isSame(_ known: String, _ key: String) -> Bool {
    let beginning = known.utf8.prefix { $0 != UInt8(ascii: "$") }
    let isWhole = beginning.endIndex == known.utf8.endIndex
    guard isWhole ? key.utf8.count == known.utf8.count : key.utf8.count >= beginning.count else { return false }
    return zip(key.utf8, beginning).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}
