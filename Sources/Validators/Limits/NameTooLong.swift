import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let nameTooLong = Rule(
    "STK903", "name-too-long", .error, "a name in the template that is longer than CloudFormation takes",
    limits: ["CFN-017", "CFN-011"],
    why: """
      CloudFormation rejects the template: logical ids and the names of parameters, outputs and mappings have at most 255 \
      characters ("CloudFormation quotas", AWS CloudFormation User Guide). The ids of derived resources are made of the \
      names of what makes them, so that two long names give a longer one.
      """,
    examples: [
      .bad("queues:\n  ↓jobs: { logicalId: \(String(repeating: "a", count: 256)) }\n"),
      .good("queues:\n  jobs: { logicalId: \(String(repeating: "a", count: 255)) }\n"),
    ])
}

extension Check {
  static let nameTooLong = Check(.nameTooLong) { context, findings in
    guard let most = CheckContext.limit("CFN-017") else { return }
    let template = context.template
    let names =
      template.parameters.map { ("parameter", $0.name) } + template.outputs.map { ("output", $0.name) }
      + template.mappings.entries.map { ("mapping", Name($0.key, $0.keySpan)) }
      + template.resources.map { ("logical id", Name($0.logicalID, $0.span)) }
    for (what, name) in names where name.text.utf8.count > most {
      findings.report(
        Diagnostic(
          .nameTooLong,
          "the \(what) `\(name.text.prefix(40))…` has \(name.text.utf8.count) characters, more than \(most)",
          at: name.span, help: ["choose a shorter name"], limits: ["CFN-017"]))
    }
    guard let name = template.name, let most = CheckContext.limit("CFN-011"), name.text.utf8.count > most else {
      return
    }
    findings.report(
      Diagnostic(
        .nameTooLong, "the stack's name has \(name.text.utf8.count) characters, more than \(most)", at: name.span,
        help: ["choose a shorter name"], limits: ["CFN-011"]))
  }
}
