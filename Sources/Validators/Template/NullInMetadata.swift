import Diagnostics
import Source
import Template

extension Rule {
  static let nullInMetadata = Rule(
    "STK355", "null-in-metadata", .warning, "metadata without a value",
    why: """
      CloudFormation takes no null anywhere in a template, in what it does not read itself neither: `'null' values are not allowed in \
      templates`. A key whose value was left out is one.
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Metadata: { owner: ↓null }\n", file: "template.yaml"),
      .good("Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Metadata: { owner: shop }\n", file: "template.yaml"),
    ])
}

extension Check {
  static let nullInMetadata = Check(.nullInMetadata) { context, findings in
    let own = context.template.resources.filter { $0.origin == .declared }.compactMap { $0.attributes["Metadata"] }
    var pending = own + [context.template.metadata].compactMap { $0 }
    while let value = pending.popLast() {
      switch value.kind {
      case .null:
        findings.report(
          Diagnostic(
            .nullInMetadata, "this has no value", at: value.span,
            consequences: ["CloudFormation rejects the template: `'null' values are not allowed in templates`"],
            help: ["give it a value, or leave the key out"]))
      case .list(let items): pending += items
      case .map(let map): pending += map.entries.map(\.value)
      case .intrinsic(let call): pending.append(call.argument)
      case .bool, .number, .string: break
      }
    }
  }
}
