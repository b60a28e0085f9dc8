import Diagnostics
import Source
import Template

extension Rule {
  /// No example shows it, since the page of the rule would be as long as the template.
  static let mappingTemplateTooLong = Rule(
    "STK575", "mapping-template-too-long", .error, "a mapping template that is larger than API Gateway takes",
    limits: ["AGW-038"],
    why: """
      A mapping template of a REST API, which makes a request or an answer of another, has at most 300 KB ("Quotas for \
      configuring and running a REST API", API Gateway Developer Guide).
      """,
    examples: [
      .good(
        "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"
          + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK, RequestTemplates: { application/json: '{ \"statusCode\": 200 }' } } } }\n"
      )
    ])
}

extension Check {
  static let mappingTemplateTooLong = Check(.mappingTemplateTooLong) { context, findings in
    guard let most = CheckContext.limit("AGW-038") else { return }
    let integrations = context.resources("AWS::ApiGateway::Method").compactMap { $0["Integration"] }
    let answers = integrations.flatMap { $0["IntegrationResponses"]?.list ?? [] }
    let templates =
      integrations.compactMap { $0["RequestTemplates"] } + answers.compactMap { $0["ResponseTemplates"] }
      + context.resources("AWS::ApiGateway::GatewayResponse").compactMap { $0["ResponseTemplates"] }
    for entry in templates.flatMap({ $0.map?.entries ?? [] }) {
      guard let length = context.resolver.text(entry.value)?.knownLength, length > most else { continue }
      findings.report(
        Diagnostic(
          .mappingTemplateTooLong,
          "the mapping template of `\(entry.key)` has at least \(length) bytes, and API Gateway takes \(most)",
          at: entry.value.span, consequences: ["API Gateway refuses the method"],
          help: ["let a function make what the template would"]))
    }
  }
}
