import Foundation
import YAML

/// A JSON value, to compare documents with.
enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let items = try? value.decode([JSONValue].self) {
      self = .array(items)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// A node of a tree, which is never deep enough to trouble recursion.
  init(_ node: Node) {
    switch node.kind {
    case .sequence: self = .array(node.items.map { JSONValue($0) })
    case .mapping:
      self = .object(Dictionary(node.entries.map { ($0.key.text, JSONValue($0.value)) }) { first, _ in first })
    case .scalar:
      switch node.scalar {
      case .null: self = .null
      case .bool(let value): self = .bool(value)
      case .integer(let value): self = .number(Double(value))
      case .number(let text): self = Double(text).map { .number($0) } ?? .string(text)
      case .string(let text): self = .string(text)
      }
    }
  }
}
