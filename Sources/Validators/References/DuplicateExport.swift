import Diagnostics
import Source
import Template

extension Rule {
  static let duplicateExport = Rule(
    "STK326", "duplicate-export", .error, "two outputs are exported under one name",
    why: """
      The name of an export is unique in an account and Region. CloudFormation rejects the template: `Template format \
      error: … Duplicate Export names` ("Outputs", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  url: { value: \"${queues.jobs.url}\", export: shop-jobs }\n  arn: { value: \"${queues.jobs.arn}\", export: ↓shop-jobs }\n"
      ),
      .good(
        "queues:\n  jobs: {}\noutputs:\n  url: { value: \"${queues.jobs.url}\", export: shop-jobs-url }\n  arn: { value: \"${queues.jobs.arn}\", export: shop-jobs-arn }\n"
      ),
    ])
}

extension Check {
  static let duplicateExport = Check(.duplicateExport) { context, findings in
    var earlier: [PartialText: Output] = [:]
    // Of outputs under conditions only one may be there.
    for output in context.template.outputs where output.condition == nil {
      guard let value = output.attributes["Export"]?["Name"], let name = context.resolver.text(value) else { continue }
      guard let first = earlier[name] else {
        earlier[name] = output
        continue
      }
      findings.report(
        Diagnostic(
          .duplicateExport, "`\(output.name.text)` is exported as `\(name)`, and so is `\(first.name.text)`",
          at: value.span,
          notes: [
            .init("`\(first.name.text)` is exported here", at: first.attributes["Export"]?.span ?? first.name.span)
          ],
          help: ["give each export a name of its own"]))
    }
  }
}
