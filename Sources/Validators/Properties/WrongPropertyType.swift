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
      .bad("queues:\n  jobs:\n    properties: { QueueName: !Split ↓[\",\", \"a,b\"] }\n"),
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

extension ShapeVisit {
  /// Tells a call that gives a list where none is taken, or one text where a list or a map is.
  ///
  /// - Returns: Whether the call gives what may stand here, as far as that is known.
  func judgeFunction(into findings: inout Findings) -> Bool {
    let kinds = shape.kinds
    guard kinds != .any, let given = context.given(by: value) else { return true }
    let fits: Bool
    if given.isSingle {
      // A map of which nothing is said may be given as the text of its JSON; what is no text is made one, and the reverse.
      let isOpen = kinds.contains(.object) && shape.properties.isEmpty
      fits = isOpen || !kinds.isSubset(of: [.array, .object])
    } else {
      fits = !kinds.isDisjoint(with: given.kinds)
    }
    guard !fits else { return true }
    findings.report(
      Diagnostic(.wrongPropertyType, "`\(name)` takes \(kinds.phrase), not \(given.phrase)", at: given.span))
    return false
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
