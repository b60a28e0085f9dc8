import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let textTooLong = Rule(
    "STK904", "text-too-long", .error, "a description or parameter value that is longer than CloudFormation takes",
    limits: ["CFN-003", "CFN-005", "CFN-010"],
    why: """
      CloudFormation rejects the template: descriptions have at most 1,024 bytes, parameter values at most 4,096 \
      ("CloudFormation quotas", AWS CloudFormation User Guide). Bytes are those of UTF-8, so that `ä` counts twice.
      """,
    examples: [
      .bad("description: ↓\(String(repeating: "a", count: 1025))\nqueues:\n  jobs: {}\n"),
      .good("description: \(String(repeating: "a", count: 1024))\nqueues:\n  jobs: {}\n"),
    ])
}

extension Check {
  static let textTooLong = Check(.textTooLong) { context, findings in
    func judge(_ what: String, _ text: String?, at span: Span?, _ limit: String) {
      guard let text, let span, let most = CheckContext.limit(limit), text.utf8.count > most else { return }
      findings.report(
        Diagnostic(.textTooLong, "\(what) has \(text.utf8.count) bytes, more than \(most)", at: span, limits: [limit]))
    }
    let template = context.template
    judge("the description of the stack", template.description?.text, at: template.description?.span, "CFN-010")
    for output in template.outputs {
      let value = output.attributes["Description"]
      judge("the description of the output `\(output.name.text)`", value?.string, at: value?.span, "CFN-005")
    }
    for parameter in template.parameters {
      let value = parameter.defaultValue
      judge("the default of the parameter `\(parameter.name.text)`", value?.string, at: value?.span, "CFN-003")
    }
  }
}
