import Diagnostics
import Source
import Template

extension Rule {
  static let definitionMixed = Rule(
    "STK424", "definition-mixed", .warning, "a part of a REST API that has a definition, too",
    why: """
      An API with `Body` or `BodyS3Location` is made anew from that document whenever it changes, and what other resources added is \
      lost or left behind ("AWS::ApiGateway::RestApi", `Mode` and `Body`, AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "Resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { ↓Body: { openapi: 3.0.1, info: { title: api, version: '1' }, paths: {} } } }\n  Read:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK } }\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }\n  Read:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  /// What a definition holds, and resources can add.
  private static let parts = [
    "AWS::ApiGateway::Method", "AWS::ApiGateway::Model", "AWS::ApiGateway::Resource",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::ApiGateway::RequestValidator", "AWS::ApiGateway::Authorizer",
  ]

  static let definitionMixed = Check(.definitionMixed) { context, findings in
    let added = parts.flatMap(context.resources).filter { $0.origin == .declared }
    for api in context.resources("AWS::ApiGateway::RestApi") where api.origin == .declared {
      guard let body = api.properties.entries.first(where: { $0.key == "Body" || $0.key == "BodyS3Location" }) else {
        continue
      }
      let own = added.filter { $0["RestApiId"].flatMap(context.reader.resource(namedBy:)) == api.logicalID }
      guard let first = own.first else { continue }
      findings.report(
        Diagnostic(
          .definitionMixed, "`\(context.called(first))` adds to an API that `\(context.written(body))` defines",
          at: body.keySpan, notes: own.prefix(3).map { .init("this is not of the definition", at: $0.span) },
          consequences: ["an update of the definition drops it"], help: ["write it into the definition"]))
    }
  }
}
