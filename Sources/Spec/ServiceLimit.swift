/// A limit, default or relation that AWS documents.
public struct ServiceLimit: Sendable, Hashable {
  /// What a row's value says about its subject.
  public enum Kind: UInt32, Sendable, CaseIterable {
    case max, min, `default`, count, length, `enum`, pattern, relation
  }

  /// A row's value.
  public enum Value: Sendable, Hashable {
    /// A number in the row's unit.
    case number(Double)
    /// A pattern, or a relation in words.
    case text(String)
    /// Names.
    case list([String])
    /// Least and greatest, nil where open.
    case range(Double?, Double?)
  }

  /// Why no check decides a row.
  public enum Excuse: UInt32, Sendable, CaseIterable {
    /// It is about what happens while the stack runs.
    case runtime = 1
    /// It counts what the whole account has.
    case account
    /// It depends on what only AWS knows.
    case aws
    /// It is what holds where nothing is written.
    case `default`
    /// It bounds an operation's input, which no template has.
    case operation
    /// Another row says the same.
    case otherRow
    /// CloudFormation's own schema is narrower, and is checked.
    case schema
    /// It describes, and forbids nothing.
    case describes
  }

  /// Id, service, subject, kind, value's tag, value, unit, flags, source, date, excuse, its detail, place in the run, note,
  /// properties.
  static let width = 15

  let row: Int

  private var table: FactTable { .shared }
  private func word(_ column: Int) -> UInt32 { table.word(.limits, row * Self.width + column) }

  /// The row of that id, such as `LAM-001`.
  public static func id(_ id: String) -> ServiceLimit? {
    guard let wanted = key(id) else { return nil }
    var rows = 0..<keys.count
    while let first = rows.first {
      let middle = first + rows.count / 2
      if keys[middle] == wanted { return ServiceLimit(row: middle) }
      rows = keys[middle] < wanted ? (middle + 1)..<rows.upperBound : first..<middle
    }
    return nil
  }

  /// The ids as numbers, sorted as the rows are: checks ask for a limit more often than for anything else of the table.
  private static let keys: [UInt64] = all.map { key($0.id) ?? .max }

  /// An id's bytes as one number, the first the greatest part; nil for a text that is longer than any id.
  private static func key(_ id: String) -> UInt64? {
    id.withBytes { bytes in
      guard bytes.count <= 8 else { return nil }
      var number: UInt64 = 0
      for byte in bytes { number = number << 8 | UInt64(byte) }
      return number << UInt64(8 * (8 - bytes.count))
    }
  }

  /// Every row, sorted by id.
  public static var all: TableRows<ServiceLimit> { TableRows(.limits, width: width, ServiceLimit.init(row:)) }

  /// Its id, which keeps its meaning.
  public var id: String { table.string(word(0)) }
  /// The service it belongs to, such as `lambda`.
  public var service: String { table.string(word(1)) }
  /// What it limits: a property (`AWS::Lambda::Function.Timeout`) or a behaviour.
  public var subject: String { table.string(word(2)) }
  /// What its value says about the subject.
  public var kind: Kind { Kind(rawValue: word(3)) ?? .relation }

  /// Its value.
  public var value: Value {
    let value = word(5)
    let list = FactList(table, value)
    switch word(4) {
    case 0: return .number(table.number(value))
    case 1: return .text(table.string(value))
    case 2: return .list(Array(NameList(list: list)))
    default: return .range(bound(list.word(0)), bound(list.word(1)))
    }
  }

  /// The value when it is one number.
  public var number: Double? { word(4) == 0 ? table.number(word(5)) : nil }

  /// The unit of its numbers, such as `s`, `MB`, `chars`; empty when they have none.
  public var unit: String { table.string(word(6)) }
  /// Whether AWS raises it on request.
  public var isAdjustable: Bool { word(7) & 1 != 0 }
  /// Whether it was found in a document, rather than known only from use.
  public var isVerified: Bool { word(7) & 2 != 0 }
  /// The document, with its address.
  public var source: String { table.string(word(8)) }
  /// The document's date or edition.
  public var asOf: String { table.string(word(9)) }

  /// Why no check decides it; nil where one does, or may.
  public var excuse: Excuse? { Excuse(rawValue: word(10)) }
  /// What the excuse rests on: another row's id, the key that states a default, a few words; empty for none.
  public var excuseDetail: String { table.string(word(11)) }
  /// The file below `LocalRuntime` that holds a run to it; nil for none.
  public var enforcement: String? { table.optionalString(word(12)) }
  /// What changed and when, or what is an exception; nil for nothing.
  public var note: String? { table.optionalString(word(13)) }

  /// The properties that it bounds, each as a type and a path (`AWS::SQS::Queue.DelaySeconds`); lists on the way are not
  /// named. None for what is no property of its own.
  public var properties: NameList { NameList(list: FactList(table, word(14))) }

  /// The least and the greatest that it lets be; nil where open, both nil when it bounds no size.
  public var bounds: (least: Double?, most: Double?) {
    switch (kind, value) {
    case (.min, .number(let number)): (number, nil)
    case (.max, .number(let number)), (.count, .number(let number)): (nil, number)
    // What AWS gives by default and raises on request is a quota.
    case (.default, .number(let number)): isAdjustable ? (nil, number) : (nil, nil)
    case (.length, .range(let least, let most)), (.count, .range(let least, let most)): (least, most)
    case (.max, _), (.min, _), (.count, _), (.default, _), (.length, _), (.enum, _), (.pattern, _), (.relation, _):
      (nil, nil)
    }
  }

  /// A bound of a range is its number's index and one, or 0 when open.
  private func bound(_ word: UInt32) -> Double? { word == 0 ? nil : table.number(word - 1) }
}
