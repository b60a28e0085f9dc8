import Diagnostics
import Source
import Template

extension Rule {
  static let partsOfOtherAPI = Rule(
    "STK553", "parts-of-other-api", .error, "a part of a REST API that belongs to another one",
    why: """
      A stage publishes a deployment of its own API, and a method is guarded by an authorizer of its own. API Gateway finds no \
      other: `Invalid Deployment identifier specified`, `Invalid Authorizer ID specified` ("AWS::ApiGateway::Stage", \
      "AWS::ApiGateway::Method", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "resources:\n  One: { Type: AWS::ApiGateway::RestApi, Properties: { Name: one } }\n  Two: { Type: AWS::ApiGateway::RestApi, Properties: { Name: two } }\n  Guard: { Type: AWS::ApiGateway::Authorizer, Properties: { Name: pool, RestApiId: !Ref Two, Type: COGNITO_USER_POOLS, IdentitySource: method.request.header.Authorization, ProviderARNs: [\"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abcdef123\"] } }\n  Read: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref One, ResourceId: !GetAtt One.RootResourceId, HttpMethod: GET, AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref ↓Guard, Integration: { Type: MOCK } } }\n"
      ),
      .good(
        "resources:\n  One: { Type: AWS::ApiGateway::RestApi, Properties: { Name: one } }\n  Guard: { Type: AWS::ApiGateway::Authorizer, Properties: { Name: pool, RestApiId: !Ref One, Type: COGNITO_USER_POOLS, IdentitySource: method.request.header.Authorization, ProviderARNs: [\"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abcdef123\"] } }\n  Read: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref One, ResourceId: !GetAtt One.RootResourceId, HttpMethod: GET, AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref Guard, Integration: { Type: MOCK } } }\n"
      ),
    ])
}

extension Check {
  static let partsOfOtherAPI = Check(.partsOfOtherAPI) { context, findings in
    for (type, property) in [
      ("AWS::ApiGateway::Stage", "DeploymentId"), ("AWS::ApiGateway::Method", "AuthorizerId"),
    ] {
      for owner in context.resources(type) {
        guard let reference = owner[property], let part = context.resource(context.reader.resource(namedBy: reference)),
          let own = owner["RestApiId"], let other = part["RestApiId"], let first = context.resolver.text(own),
          let second = context.resolver.text(other), first != second, first.isDecided, second.isDecided
        else { continue }
        findings.report(
          Diagnostic(
            .partsOfOtherAPI,
            "`\(context.called(part))` belongs to another API than `\(context.called(owner))`", at: reference.span,
            notes: [.init("it belongs to its API here", at: other.span)],
            consequences: ["API Gateway refuses it"], help: ["name one of the same `RestApiId`"]))
      }
    }
  }
}

extension PartialText {
  /// Whether it is one resource's own name or a text: two of these that differ are two APIs.
  fileprivate var isDecided: Bool { parts.count == 1 }
}
