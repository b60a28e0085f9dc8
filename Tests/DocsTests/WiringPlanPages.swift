import Foundation
import Wiring

/// The pages of the wiring plan, made from the sources of its types: their names, defaults and comments.
struct WiringPlanPages {
  /// A member of a type.
  struct Field {
    let name: String
    let type: String
    let value: String?
    let isOptional: Bool
    let doc: String
  }

  /// A type of the plan.
  struct PlanType {
    let name: String
    let doc: String
    var fields: [Field] = []
  }

  /// The types by their names.
  private(set) var types: [String: PlanType] = [:]

  init(readingSourcesIn folder: URL) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where name.hasSuffix(".swift")
    {
      read(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
  }

  private mutating func read(_ text: String) {
    var doc: [String] = []
    var type: PlanType?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.trimmingCharacters(in: .whitespaces)
      if words.hasPrefix("///") {
        doc.append(String(words.dropFirst(3)).trimmingCharacters(in: .whitespaces))
        continue
      }
      if let match = line.firstMatch(of: /^public struct (\w+): Codable, Sendable, Equatable {/) {
        type = PlanType(name: String(match.1), doc: Self.paragraph(doc))
      } else if line == "}" {
        if let type { types[type.name] = type }
        type = nil
      } else if let field = Self.field(words, Self.paragraph(doc)) {
        type?.fields.append(field)
      }
      doc = []
    }
  }

  /// The first paragraph of a comment.
  private static func paragraph(_ doc: [String]) -> String { doc.prefix { !$0.isEmpty }.joined(separator: " ") }

  private static func field(_ line: String, _ doc: String) -> Field? {
    guard let match = line.firstMatch(of: /^(?:@OrEmpty )?public var (\w+)(?:: ([^=]+?))?(?: = (.+))?$/) else {
      return nil
    }
    // A number may be parted for its readers.
    let value = match.3.map { $0.hasPrefix("\"") ? String($0) : $0.filter { $0 != "_" } }
    var type = match.2.map(String.init) ?? value.flatMap(type) ?? ""
    let isOptional = type.hasSuffix("?")
    if isOptional { type.removeLast() }
    return Field(name: String(match.1), type: type, value: value, isOptional: isOptional, doc: doc)
  }

  /// The type of a value.
  private static func type(of value: String) -> String? {
    if value.hasPrefix("\"") { return "String" }
    if value == "true" || value == "false" { return "Bool" }
    if value.hasSuffix("()") { return String(value.dropLast(2)) }
    return value == "WiringPlan.currentVersion" || Int(value) != nil ? "Int" : nil
  }

  /// The plan's types in the order in which a reader meets them; that of places is last.
  var order: [String] {
    var order: [String] = []
    func visit(_ name: String) {
      guard let type = types[name], !order.contains(name) else { return }
      order.append(name)
      for field in type.fields { visit(Self.inner(field.type)) }
    }
    visit("WiringPlan")
    return order.filter { $0 != "Place" } + ["Place"]
  }

  /// The type within a list or an object.
  private static func inner(_ type: String) -> String {
    if type.hasPrefix("[") { return String(type.dropFirst().dropLast()) }
    if type.hasPrefix("Members<") { return String(type.dropFirst("Members<".count).dropLast()) }
    return type
  }
}

// MARK: The page

extension WiringPlanPages {
  /// Where the generated part of the page begins.
  static let start = "\n## The plan\n"

  /// The generated part of `Docs/wiring-plan.md`.
  var reference: String { order.map(section).joined() }

  private func section(_ name: String) -> String {
    guard let type = types[name] else { return "" }
    let head = name == "WiringPlan" ? Self.start : "\n## \(name)\n\n\(type.doc)\n"
    let rows = type.fields.map { field in
      "| `\(field.name)` | \(phrase(field.type)) | \(absence(field)) | \(field.doc) |\n"
    }
    return head + "\n| field | value | absent means | |\n|---|---|---|---|\n" + rows.joined()
  }

  private func phrase(_ type: String) -> String {
    let inner = Self.inner(type)
    if type.hasPrefix("[") { return "list of \(phrase(inner))" }
    if type.hasPrefix("Members<") { return "object of \(phrase(inner))" }
    let known = [
      "String": "text", "Int": "whole number", "Double": "number", "Bool": "true or false", "JSONValue": "any JSON",
    ]
    return known[type] ?? "[\(type)](#\(type.lowercased()))"
  }

  private func absence(_ field: Field) -> String {
    guard let value = field.value, field.name != "version" else { return field.isOptional ? "–" : "required" }
    return value == "[]" || value.hasSuffix("()") ? "empty" : "`\(value)`"
  }
}

// MARK: The schema

extension WiringPlanPages {
  /// `Docs/wiring-plan.schema.json`.
  var schema: String {
    let head =
      "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"Wiring plan\",\n"
    let definitions = order.filter { $0 != "WiringPlan" }.map { "    \"\($0)\": \(object($0, indent: "    "))" }
    return head
      + "\(members("WiringPlan", indent: "")),\n  \"$defs\": {\n\(definitions.joined(separator: ",\n"))\n  }\n}\n"
  }

  private func object(_ name: String, indent: String) -> String { "{\n\(members(name, indent: indent))\n\(indent)}" }

  private func members(_ name: String, indent: String) -> String {
    guard let type = types[name] else { return "" }
    let fields = type.fields.map { "\(indent)    \"\($0.name)\": {\(member($0, of: name))}" }
    let required = type.fields.filter { absence($0) == "required" }.map { "\"\($0.name)\"" }
    return """
      \(indent)  "description": \(Self.quoted(type.doc)),
      \(indent)  "type": "object",
      \(indent)  "properties": {
      \(fields.joined(separator: ",\n"))
      \(indent)  },
      \(indent)  "required": [\(required.joined(separator: ", "))],
      \(indent)  "additionalProperties": false
      """
  }

  private func member(_ field: Field, of type: String) -> String {
    var parts = ["\"description\": \(Self.quoted(field.doc))"]
    if field.name == "version", type == "WiringPlan" { return parts[0] + ", \"const\": \(WiringPlan.currentVersion)" }
    parts += shape(field.type)
    if let value = field.value { parts.append("\"default\": \(Self.json(value))") }
    if field.name == "account" { parts.append("\"pattern\": \"^[0-9]{12}$\"") }
    return parts.joined(separator: ", ")
  }

  private func shape(_ type: String) -> [String] {
    let inner = shape(of: Self.inner(type))
    if type.hasPrefix("[") { return ["\"type\": \"array\"", "\"items\": {\(inner)}"] }
    if type.hasPrefix("Members<") {
      return ["\"type\": \"object\"", "\"additionalProperties\": \(inner.isEmpty ? "true" : "{\(inner)}")"]
    }
    return inner.isEmpty ? [] : [inner]
  }

  /// The schema of what is neither a list nor an object of names; empty for any JSON.
  private func shape(of type: String) -> String {
    let known = ["String": "string", "Int": "integer", "Double": "number", "Bool": "boolean"]
    if let name = known[type] { return "\"type\": \"\(name)\"" }
    return type == "JSONValue" ? "" : "\"$ref\": \"#/$defs/\(type)\""
  }

  private static func json(_ value: String) -> String { value.hasSuffix("()") ? "{}" : value }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\""))\""
  }
}
