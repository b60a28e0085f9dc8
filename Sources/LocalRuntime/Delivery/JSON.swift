import Source
import Wiring

/// JSON as services pass it on.
enum JSON {
  /// No place: what comes over the wire is written in no file.
  static let nowhere = Span(SourceID(0), 0, 0)

  /// Reads a text; nil if it is no JSON.
  static func read(_ bytes: [UInt8]) -> Datum? {
    try? Datum(json: SourceFile(path: "", bytes: bytes), id: SourceID(0))
  }

  /// Reads a text; nil if it is no JSON.
  static func read(_ text: String) -> Datum? { read(Array(text.utf8)) }

  /// Writes an object without white space.
  static func object(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(.compact)
    json.object(body)
    return json.text
  }
}

extension JSONWriter {
  /// Writes a member whose value already is JSON text.
  mutating func member(_ name: String, raw text: String) {
    key(name)
    raw(text)
  }

  /// Writes a member if there is a value.
  mutating func member(_ name: String, ifAny value: String?) {
    if let value { member(name, value) }
  }

  /// Writes a member that is an object.
  mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }
}

extension Datum {
  static func string(_ text: String) -> Datum { Datum(.string(PartialText(text)), JSON.nowhere) }

  static func list(_ items: [Datum]) -> Datum { Datum(.list(items), JSON.nowhere) }

  static func map(_ members: KeyValuePairs<String, Datum?>) -> Datum {
    .map(members.compactMap { name, value in value.map { (name, $0) } })
  }

  static func map(_ members: [(String, Datum)]) -> Datum {
    let members = members.map { Member(key: $0.0, keySpan: JSON.nowhere, value: $0.1) }
    return Datum(.map(members), JSON.nowhere)
  }
}

extension JSONValue {
  /// The same value, as patterns and filters read it.
  var datum: Datum {
    switch self {
    case .null: Datum(.null, JSON.nowhere)
    case .bool(let value): Datum(.bool(value), JSON.nowhere)
    case .integer(let value): Datum(.number(String(value)), JSON.nowhere)
    case .decimal(let value): Datum(.number(String(value)), JSON.nowhere)
    case .string(let value): .string(value)
    case .array(let items): .list(items.map(\.datum))
    case .object(let members): .map(members.items.map { ($0.name, $0.value.datum) })
    }
  }
}
