import Diagnostics
import Patterns
import Source
import Template

extension Rule {
  static let stageVariableUnfit = Rule(
    "STK587", "stage-variable-unfit", .error, "a stage variable that API Gateway refuses",
    why: """
      The name of a stage variable has letters, digits and underscores, and its value letters, digits and `-._~:/?#&=,`.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, variables: { color: ↓dark blue }, routes: { GET /: functions.f } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, variables: { ↓the-color: blue }, routes: { GET /: functions.f } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, variables: { color: blue }, routes: { GET /: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let stageVariableUnfit = Check(.stageVariableUnfit) { context, findings in
    guard let names = Pattern.compiled("^[A-Za-z0-9_]+$"), let values = Pattern.compiled("^[A-Za-z0-9._~:/?#&=,-]+$")
    else { return }
    let stages =
      context.resources("AWS::ApiGateway::Stage").map { $0["Variables"] }
      + context.resources("AWS::ApiGatewayV2::Stage").map { $0["StageVariables"] }
    for variables in stages.compactMap({ $0?.map }) {
      for variable in variables.entries {
        if !names.matches(variable.key) {
          findings.report(
            .stageVariableUnfit("`\(variable.key)` cannot be the name of a stage variable", at: variable.keySpan))
        } else if let text = context.resolver.literal(variable.value), !values.matches(text) {
          findings.report(
            .stageVariableUnfit("`\(text)` cannot be the value of a stage variable", at: variable.value.span))
        }
      }
    }
  }
}

extension Diagnostic {
  static func stageVariableUnfit(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.stageVariableUnfit, message, at: span, consequences: ["API Gateway refuses the stage"])
  }
}
