import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let wrongPropertyType = Rule(
    "STK404", "wrong-property-type", .error, "a property with a value of another type than it takes",
    why:
      "CloudFormation rejects the resource: `expected type: …, found: …`. It takes numbers and truth values also as strings.",
    examples: [
      .bad("queues:\n  jobs:\n    properties: { DelaySeconds: ↓soon }\n"),
      .bad("queues:\n  jobs:\n    properties: { QueueName: ↓[jobs] }\n"),
      .good("queues:\n  jobs:\n    properties: { DelaySeconds: \"10\" }\n"),
    ])
}

extension ShapeCheck {
  static let wrongPropertyType = ShapeCheck(.wrongPropertyType) { visit, findings in
    let kinds = visit.shape.kinds
    guard !visit.value.fits(kinds) else { return }
    findings.report(
      Diagnostic(
        .wrongPropertyType, "`\(visit.name)` takes \(kinds.phrase), not \(visit.value.phrase)", at: visit.value.span))
  }
}

extension Value {
  /// Whether a value may stand where these kinds are wanted, with the conversions that CloudFormation makes.
  func fits(_ kinds: JSONKinds) -> Bool {
    switch kind {
    case .null: kinds == .any
    case .bool: !kinds.isDisjoint(with: [.boolean, .string])
    case .number(let text):
      kinds.contains(.number) || kinds.contains(.string) || (kinds.contains(.integer) && Self.isWhole(text))
    case .string(let text):
      kinds.contains(.string) || (kinds.contains(.number) && Double(text) != nil)
        || (kinds.contains(.integer) && Self.isWhole(text))
        || (kinds.contains(.boolean) && ["true", "false"].contains(text.lowercased()))
        // A JSON document may be given as its text.
        || (kinds.contains(.object) && text.first == "{")
    case .list: kinds.contains(.array)
    case .map: kinds.contains(.object)
    case .intrinsic: true
    }
  }

  private static func isWhole(_ text: String) -> Bool {
    Int(text) != nil || Double(text).map { $0 == $0.rounded() } ?? false
  }
}

extension JSONKinds {
  /// The kinds in words: `a string or a list`.
  var phrase: String {
    let names: [(JSONKinds, String)] = [
      (.string, "a string"), (.number, "a number"), (.integer, "a whole number"), (.boolean, "`true` or `false`"),
      (.object, "a map"), (.array, "a list"),
    ]
    let own = names.filter { contains($0.0) && !($0.0 == .integer && contains(.number)) }.map(\.1)
    guard own.count > 1, let last = own.last else { return own.first ?? "nothing" }
    return own.dropLast().joined(separator: ", ") + " or " + last
  }
}
