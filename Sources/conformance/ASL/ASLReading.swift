import Diagnostics
import Source
import States
import YAML

/// What this project finds in a definition.
struct ASLReading {
  /// One error.
  struct Found {
    let rule: String
    let message: String
    /// As AWS would write it.
    let recorded: ASLCase.Recorded

    var text: String { "\(rule) \(recorded.location): \(message)" }
  }

  private(set) var errors: [Found] = []

  init(_ test: ASLCase) {
    var findings = Findings()
    let file = SourceFile(path: test.name, text: test.text)
    let datum = Self.datum(file, isYAML: test.isYAML, into: &findings)
    if let datum = datum?.withoutPlaceholders(of: test) {
      _ = StateMachineDefinition(reading: datum, kind: test.kind, into: &findings)
    }
    errors = findings.diagnostics.filter { $0.severity == .error }.compactMap { finding in
      if finding.rule.code == "STK497", !Self.isCounted(file.text(finding.span.range), test) { return nil }
      let location = Self.location(of: finding, in: datum)
      return Found(
        rule: finding.rule.code, message: finding.message,
        recorded: ASLCase.Recorded(
          code: Self.awsCodes[finding.rule.code] ?? "SCHEMA_VALIDATION_FAILED", location: location))
    }
  }

  /// Whether a resource that AWS refuses is counted.
  private static func isCounted(_ resource: String, _ test: ASLCase) -> Bool {
    switch test.family {
    case "statelint", "asl-validator": resource.contains("arn:") || !resource.contains(":")
    default: true
    }
  }

  /// Where AWS reports a fault: a field that is not there at the object that has it, a fault of a template at the field that
  /// holds the template, and the lack of an end nowhere.
  private static func location(of finding: Diagnostic, in datum: Datum?) -> String {
    guard let datum, finding.rule.code != "STK480" else { return "" }
    var path = datum.path(to: finding.span)
    switch finding.rule.code {
    case "STK475", "STK495": path.removeLast(path.isEmpty ? 0 : 1)
    case "STK491", "STK492", "STK493":
      if let template = path.firstIndex(where: templates.contains) { path = Array(path[...template]) }
    default: break
    }
    return path.isEmpty ? "/" : path.joined()
  }

  private static let templates: Set = [
    "/Parameters", "/ResultSelector", "/ItemSelector", "/Assign", "/Credentials", "/BatchInput",
  ]

  /// The codes of `ValidateStateMachineDefinitionDiagnostic`, by our rule; every other one is `SCHEMA_VALIDATION_FAILED`.
  private static let awsCodes = [
    "STK474": "INVALID_JSON_DESCRIPTION", "STK478": "MISSING_TRANSITION_TARGET", "STK479": "MISSING_TRANSITION_TARGET",
    "STK480": "MISSING_END_STATE", "STK486": "DUPLICATE_STATE_NAME", "STK489": "INVALID_STATE_NAME",
    "STK494": "INVALID_JSONATA_EXPRESSION", "STK442": "UNSUPPORTED_JSONATA_EXPRESSION",
  ]

  private static func datum(_ file: SourceFile, isYAML: Bool, into findings: inout Findings) -> Datum? {
    func unknown(_ name: String) -> PartialText? { PartialText(Hole(name)) }
    if isYAML {
      let tree = SyntaxTree.parse(file, id: SourceID(0), into: &findings)
      return tree.root.map { Datum(yaml: $0).substituting(unknown) }
    }
    let text = DefinitionText(PartialText(file.text(0..<file.bytes.count)), id: SourceID(0))
    do throws(JSONError) {
      return try text.datum().substituting(unknown)
    } catch {
      findings.report(.definitionMalformed("no JSON: \(error.message)", at: error.span))
      return nil
    }
  }
}

extension Datum {
  /// The data with what its collection fills in later taken for unknown: `_tbd_` and `%…%` of localstack's tests, and
  /// CloudFormation's functions.
  fileprivate func withoutPlaceholders(of test: ASLCase) -> Datum {
    switch kind {
    case .string(let text):
      let literal = text.literal ?? ""
      let isFilledIn =
        test.family == "localstack"
        && (literal.drop { $0 == "_" }.hasPrefix("tb") && literal.hasSuffix("_") || literal.hasPrefix("%"))
      return isFilledIn ? Datum(.unknown(Hole(literal)), span) : self
    case .list(let items): return Datum(.list(items.map { $0.withoutPlaceholders(of: test) }), span)
    case .map(let members):
      if members.count == 1, let name = members.first?.key, name == "Ref" || name.hasPrefix("Fn::") {
        return Datum(.unknown(Hole(name)), span)
      }
      return Datum(
        .map(members.map { Member(key: $0.key, keySpan: $0.keySpan, value: $0.value.withoutPlaceholders(of: test)) }),
        span)
    case .null, .bool, .number, .unknown: return self
    }
  }

  /// The way to the innermost value, or name of a value, that holds a place: `/NAME` or `[INDEX]` a step.
  fileprivate func path(to place: Span) -> [String] {
    var path: [String] = []
    var value = self
    descent: while true {
      for member in value.members ?? [] where member.value.span.holds(place) || member.keySpan.holds(place) {
        path.append("/\(member.key)")
        if member.keySpan.holds(place) { break descent }
        value = member.value
        continue descent
      }
      for (index, item) in (value.items ?? []).enumerated() where item.span.holds(place) {
        path.append("[\(index)]")
        value = item
        continue descent
      }
      break
    }
    return path
  }

  /// The data of a YAML document, as a reader of definitions takes it.
  fileprivate init(yaml node: Node) {
    switch node.kind {
    case .sequence: self.init(.list(node.items.map { Datum(yaml: $0) }), node.span)
    case .mapping:
      let members = node.entries.map { Member(key: $0.key.text, keySpan: $0.key.span, value: Datum(yaml: $0.value)) }
      self.init(.map(members), node.span)
    case .scalar: self.init(node.plainKind, node.span)
    }
  }
}

extension Span {
  /// Whether a place lies inside; a value as a whole is inside of itself.
  fileprivate func holds(_ place: Span) -> Bool { start <= place.start && place.end <= end }
}

extension Node {
  /// The value of a scalar.
  fileprivate var plainKind: Datum.Kind {
    switch scalar {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .number(String(value))
    case .number(let text): .number(text)
    case .string(let text): .string(PartialText(text))
    }
  }
}
