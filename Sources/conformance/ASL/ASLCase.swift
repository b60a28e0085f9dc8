import Foundation
import Source
import States
import YAML

/// One definition with what others say of it.
struct ASLCase {
  /// What Step Functions' `ValidateStateMachineDefinition` said of a definition.
  struct Recorded: Hashable {
    let code: String
    let location: String
  }

  let name: String
  let text: String
  /// `valid`, `invalid` or `unknown`.
  let expected: String
  let kind: StateMachineKind
  let isYAML: Bool
  /// Nil where no answer of AWS was recorded.
  let recorded: Set<Recorded>?

  init?(_ datum: Datum) {
    guard let name = datum["name"]?.literal, let text = datum["definition_text"]?.literal,
      let expected = datum["expected"]?.literal
    else { return nil }
    self.name = name
    self.text = text
    self.expected = expected
    kind = datum["type"]?.literal.flatMap { StateMachineKind(rawValue: $0) } ?? .standard
    isYAML = datum["format"]?.literal == "yaml"
    recorded = datum["aws_diagnostics"]?.items.map { items in
      Set(
        items.filter { $0["severity"]?.literal == "ERROR" }.compactMap { item in
          guard let code = item["code"]?.literal else { return nil }
          return Recorded(code: code, location: item["location"]?.literal ?? "")
        })
    }
  }

  /// Which collection the case is from.
  var family: Substring { name.prefix { $0 != "/" } }
}
