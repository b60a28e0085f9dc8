import Diagnostics
import Source
import Template

extension Rule {
  static let loggingWithoutAccountRole = Rule(
    "STK590", "logging-without-account-role", .info, "logs for which the account needs a role", limits: ["AGW-035"],
    why: """
      REST and WebSocket APIs log with a role of the account and region, not of the stack. Where none is set, API Gateway \
      refuses the stage. It is set once, with `AWS::ApiGateway::Account`; since it is of all APIs of the account, no stack \
      gets it unasked.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, logLevel: ↓error, routes: { GET /: functions.f } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, accessLogs: {}, routes: { GET /: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let loggingWithoutAccountRole = Check(.loggingWithoutAccountRole) { context, findings in
    guard context.resources("AWS::ApiGateway::Account").isEmpty else { return }
    let rest = context.resources("AWS::ApiGateway::Stage").map { stage in
      stage["AccessLogSetting"] ?? stage["MethodSettings"]?.list?.lazy.compactMap(context.loggingLevel).first
    }
    let socket = context.resources("AWS::ApiGatewayV2::Stage").filter { context.protocolType(of: $0) == "WEBSOCKET" }
      .map {
        stage in
        stage["AccessLogSettings"] ?? stage["DefaultRouteSettings"].flatMap(context.loggingLevel)
      }
    for value in (rest + socket).compactMap({ $0 }) {
      findings.report(
        Diagnostic(
          .loggingWithoutAccountRole, "logging needs a role that is set for the whole account", at: value.span,
          consequences: [
            "API Gateway refuses the stage where none is set: \"CloudWatch Logs role ARN must be set in account settings\""
          ],
          help: [
            "make sure that it is set in this region, or set it with a resource of type `AWS::ApiGateway::Account`"
          ]))
    }
  }
}

extension CheckContext {
  /// What of its own work API Gateway logs by some settings; nil if nothing.
  fileprivate func loggingLevel(_ settings: Value) -> Value? {
    settings["LoggingLevel"].flatMap { resolver.literal($0) == "OFF" ? nil : $0 }
  }
}
