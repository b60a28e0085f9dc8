import Diagnostics
import Source
import Template

extension Rule {
  static let apiWithoutName = Rule(
    "STK555", "api-without-name", .error, "a REST API without a name",
    why: """
      An API that is not imported from an OpenAPI definition needs a `Name` ("AWS::ApiGateway::RestApi", AWS CloudFormation \
      Template Reference). API Gateway refuses it without.
      """,
    examples: [
      .bad("resources:\n  ↓Shop: { Type: AWS::ApiGateway::RestApi, Properties: { Description: orders } }\n"),
      .good("resources:\n  Shop: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"),
    ])
}

extension Check {
  static let apiWithoutName = Check(.apiWithoutName) { context, findings in
    for api in context.wholeResources("AWS::ApiGateway::RestApi")
    where ["Name", "Body", "BodyS3Location", "CloneFrom"].allSatisfy({ api[$0] == nil }) {
      findings.report(
        Diagnostic(
          .apiWithoutName, "`\(context.called(api))` has no `Name`", at: api.propertiesSpan ?? api.span,
          consequences: ["API Gateway refuses the API"], help: ["give it a `Name`, or a definition as `Body`"]))
    }
  }
}
