public import Source

extension Baseline {
  /// Why a baseline cannot be used.
  public struct Fault: Error, Sendable {
    /// What is wrong: lower case, no full stop.
    public let message: String
    /// Where in the baseline's file.
    public let span: Span
  }

  /// Reads a baseline from the value of its file.
  public init(_ datum: Datum) throws(Fault) {
    guard let version = datum["version"], case .number(let number) = version.kind else {
      throw Fault(message: "a baseline starts with its `version`", span: datum.span)
    }
    guard number == String(Self.version) else {
      throw Fault(
        message: "the baseline has version `\(number)`; this stackc reads `\(Self.version)`", span: version.span)
    }
    guard let items = datum["entries"]?.items else {
      throw Fault(message: "a baseline has a list of `entries`", span: datum.span)
    }
    var entries: [Entry] = []
    for item in items { entries.append(try Self.entry(item)) }
    self.init(entries: entries)
  }

  private static func entry(_ datum: Datum) throws(Fault) -> Entry {
    func text(_ name: String) throws(Fault) -> String {
      guard let text = datum[name]?.literal else {
        throw Fault(message: "an entry has a text `\(name)`", span: datum[name]?.span ?? datum.span)
      }
      return text
    }
    guard let value = datum["count"], case .number(let digits) = value.kind, let count = Int(digits), count > 0,
      // More than a file can hold would only serve to overflow.
      count <= Int(Int32.max)
    else { throw Fault(message: "an entry has a `count` of at least 1", span: datum["count"]?.span ?? datum.span) }
    let key = Key(
      file: try text("file"), code: try text("code"), path: try text("path"), fingerprint: try text("fingerprint"))
    return Entry(key: key, count: count, span: datum.span)
  }
}
