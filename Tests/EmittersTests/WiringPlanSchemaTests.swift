import Emitters
import Foundation
import Source
import Template
import Testing
import Wiring

@Suite struct WiringPlanSchemaTests {
  private static let docs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Docs")

  func schema() throws -> SchemaCheck {
    let data = try Data(contentsOf: Self.docs.appendingPathComponent("wiring-plan.schema.json"))
    return SchemaCheck(root: try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  @Test func emittedPlanFollowsTheSchema() throws {
    let stack = try ExampleStack()
    let bytes = WiringPlanEmitter(stack.template, sources: stack.sources).bytes
    #expect(try schema().faults(in: JSONSerialization.jsonObject(with: Data(bytes))) == [])
  }

  @Test func theSchemaFindsFaults() throws {
    let bad: [String: Any] = ["version": 2, "stack": 7, "queues": [["id": "Q"]], "extra": true]
    let faults = try schema().faults(in: bad)
    for expected in ["$.version", "$.stack", "$.queues[0]", "$.extra"] {
      #expect(faults.contains { $0.hasPrefix(expected + ":") }, "\(expected) in \(faults)")
    }
  }

  @Test func theExampleInTheDocumentIsAPlan() throws {
    let page = try String(contentsOf: Self.docs.appendingPathComponent("wiring-plan.md"), encoding: .utf8)
    let start = try #require(page.range(of: "```json\n")).upperBound
    let end = try #require(page.range(of: "```", range: start..<page.endIndex)).lowerBound
    let data = Data(page[start..<end].utf8)
    #expect(try schema().faults(in: JSONSerialization.jsonObject(with: data)) == [])
    let plan = try JSONDecoder().decode(WiringPlan.self, from: data)
    #expect(plan.functions.first?.memory == 128)
  }
}

/// The part of JSON Schema (draft 2020-12) that the plan's schema uses.
struct SchemaCheck {
  let root: [String: Any]

  func faults(in value: Any) -> [String] { faults(value, root, "$") }

  private func faults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      guard let target = (root["$defs"] as? [String: [String: Any]])?[name] else { return ["\(path): no \(reference)"] }
      return faults(value, target, path)
    }
    if let only = schema["const"] as? NSNumber { return only == value as? NSNumber ? [] : ["\(path): not \(only)"] }
    switch schema["type"] as? String {
    case "object": return objectFaults(value, schema, path)
    case "array":
      guard let items = value as? [Any] else { return ["\(path): no array"] }
      let item = schema["items"] as? [String: Any] ?? [:]
      return items.enumerated().flatMap { faults($1, item, "\(path)[\($0)]") }
    case "string": return value is String ? [] : ["\(path): no string"]
    case "boolean": return value is Bool ? [] : ["\(path): no boolean"]
    case "integer": return value is Int ? [] : ["\(path): no integer"]
    case "number": return value is NSNumber ? [] : ["\(path): no number"]
    default: return []
    }
  }

  private func objectFaults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    guard let object = value as? [String: Any] else { return ["\(path): no object"] }
    var found: [String] = []
    for name in schema["required"] as? [String] ?? [] where object[name] == nil { found.append("\(path): no \(name)") }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for (name, member) in object {
      if let property = properties[name] {
        found += faults(member, property, "\(path).\(name)")
      } else if let other = schema["additionalProperties"] as? [String: Any] {
        found += faults(member, other, "\(path).\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path).\(name): not in the schema")
      }
    }
    return found
  }
}
