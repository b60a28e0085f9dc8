import Diagnostics
import Source
import Template

extension Rule {
  static let unknownParameterType = Rule(
    "STK328", "unknown-parameter-type", .error, "a parameter type that CloudFormation does not have",
    why: """
      CloudFormation rejects the template: `Template format error: Unrecognized parameter type`. The types are listed under \
      "Type" and "CloudFormation-supplied parameter types" (AWS CloudFormation User Guide, Parameters).
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { type: ↓Strin, default: dev }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n",
        fixed:
          "parameters:\n  stage: { type: String, default: dev }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"
      ),
      .good(
        "parameters:\n  stage: { type: \"AWS::SSM::Parameter::Value<String>\", default: /shop/stage }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"
      ),
    ])
}

extension Check {
  static let unknownParameterType = Check(.unknownParameterType) { context, findings in
    for parameter in context.template.parameters where !ParameterType.all.contains(parameter.type) {
      let span = parameter.attributes["Type"]?.span ?? parameter.name.span
      var diagnostic = Diagnostic(
        .unknownParameterType, "CloudFormation has no parameter type `\(parameter.type)`", at: span)
      if let nearest = Spelling.nearest(to: parameter.type, in: ParameterType.all) {
        diagnostic.label = "did you mean `\(nearest)`?"
        diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
      }
      findings.report(diagnostic)
    }
  }
}
