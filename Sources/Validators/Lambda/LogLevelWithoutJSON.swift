import Diagnostics
import Source
import Template

extension Rule {
  static let logLevelWithoutJSON = Rule(
    "STK413", "log-level-without-json", .error, "a log level for logs that are plain text", limits: ["LAM-116"],
    why: """
      Lambda filters by level only what it can read: logs in JSON. It refuses `ApplicationLogLevel` and `SystemLogLevel` \
      beside the plain-text format, which is the default ("Log-level filtering", AWS Lambda Developer Guide).
      """,
    examples: [
      .bad(Samples.function(properties: "LoggingConfig: { ↓ApplicationLogLevel: WARN }"), files: Samples.handler),
      .good(
        Samples.function(properties: "LoggingConfig: { LogFormat: JSON, ApplicationLogLevel: WARN }"),
        files: Samples.handler),
    ])
}

extension Check {
  static let logLevelWithoutJSON = Check(.logLevelWithoutJSON) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      guard let logging = function["LoggingConfig"]?.map else { continue }
      let format = logging["LogFormat"].map(context.resolver.literal) ?? "Text"
      guard format == "Text" else { continue }
      for key in ["ApplicationLogLevel", "SystemLogLevel"] {
        guard let level = logging.entry(key), !level.value.isNoValue else { continue }
        findings.report(
          Diagnostic(
            .logLevelWithoutJSON, "`\(context.written(level))` is for logs in JSON, and these are plain text",
            at: level.keySpan, consequences: ["Lambda refuses the function"],
            help: ["write the logs as JSON (`LogFormat: JSON`), or take the level away"]))
      }
    }
  }
}
