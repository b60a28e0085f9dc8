import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let sectionTooLong = Rule(
    "STK902", "section-too-long", .error, "more parameters, outputs or mappings than CloudFormation takes",
    limits: ["CFN-002", "CFN-004", "CFN-006", "CFN-018"],
    why: """
      CloudFormation rejects the template: `Template format error: Number of parameters … is greater than maximum \
      allowed` ("CloudFormation quotas", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(Self.outputs(200) + "  ↓one: x\n"),
      .good(Self.outputs(200)),
    ])

  private static func outputs(_ count: Int) -> String {
    "queues:\n  jobs: {}\noutputs:\n" + (1...count).map { "  o\($0): x\n" }.joined()
  }
}

extension Check {
  static let sectionTooLong = Check(.sectionTooLong) { context, findings in
    let template = context.template
    let sections: [(name: String, limit: String, places: [Span], way: String)] = [
      ("parameters", "CFN-002", template.parameters.map(\.name.span), "take several values in one list parameter"),
      ("outputs", "CFN-004", template.outputs.map(\.name.span), "leave out what nobody reads"),
      ("mappings", "CFN-006", template.mappings.entries.map(\.keySpan), "join mappings with the same keys"),
    ]
    for section in sections {
      guard let most = CheckContext.limit(section.limit), section.places.indices.contains(most) else { continue }
      findings.report(
        .sectionTooLong(
          "the stack has \(section.places.count) \(section.name)", most, section.limit, at: section.places[most],
          help: "\(section.way), or cut the stack: \(context.wayToCut)"))
    }
    guard let most = CheckContext.limit("CFN-018") else { return }
    for mapping in template.mappings.entries {
      guard let entries = mapping.value.map?.entries, entries.indices.contains(most) else { continue }
      findings.report(
        .sectionTooLong(
          "the mapping `\(mapping.key)` has \(entries.count) attributes", most, "CFN-018", at: entries[most].keySpan,
          help: "put some of them into a mapping of their own"))
    }
  }
}

extension Diagnostic {
  fileprivate static func sectionTooLong(_ fact: String, _ most: Int, _ limit: String, at span: Span, help: String)
    -> Diagnostic
  {
    Diagnostic(
      .sectionTooLong, "\(fact), and CloudFormation takes \(most)", at: span,
      consequences: ["CloudFormation rejects the template: `… is greater than maximum allowed`"], help: [help],
      limits: [limit])
  }
}
