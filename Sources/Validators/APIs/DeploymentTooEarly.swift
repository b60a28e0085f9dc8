import Diagnostics
import Source
import Template

extension Rule {
  static let deploymentTooEarly = Rule(
    "STK583", "deployment-too-early", .error, "a deployment that may be made before the API's methods",
    limits: ["AGW-018", "AGW-019"],
    why: """
      A deployment is a snapshot of an API, and refers to the API alone: CloudFormation may make it before the methods. Then \
      it fails, or lacks some of them. It has to name them in `DependsOn`; the stack language does that.
      """,
    examples: [
      .bad(
        "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK } }\n  Now: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref ↓Api } }\n"
      ),
      .good(
        "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK } }\n  Now: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }\n"
      ),
    ])
}

extension Check {
  static let deploymentTooEarly = Check(.deploymentTooEarly) { context, findings in
    var methods: [Wire.Endpoint: [Resource]] = [:]
    for method in context.resources("AWS::ApiGateway::Method") {
      guard let api = method["RestApiId"].map(context.reader.endpoint) else { continue }
      methods[api, default: []].append(method)
    }
    for deployment in context.wholeResources("AWS::ApiGateway::Deployment") {
      guard let value = deployment["RestApiId"], let own = methods[context.reader.endpoint(value)] else {
        continue
      }
      let named = Set(deployment.dependsOn.map(\.text))
      let missing = own.filter { !named.contains($0.logicalID) }
      guard let first = missing.first else { continue }
      findings.report(
        Diagnostic(
          .deploymentTooEarly, "the deployment does not wait for `\(first.logicalID)`", at: value.span,
          notes: [.init("this method may be made after it", at: first.span)],
          consequences: ["it fails with \"The REST API doesn't contain any methods\", or lacks the method"],
          help: ["name the API's methods in `DependsOn`"], limits: ["AGW-019"]))
    }
    for stage in context.wholeResources("AWS::ApiGateway::Stage") {
      guard let value = stage["DeploymentId"], let api = stage["RestApiId"].map(context.reader.endpoint),
        let deployment = context.resource(context.reader.endpoint(value)),
        let other = deployment["RestApiId"].map(context.reader.endpoint), other != api
      else { continue }
      findings.report(
        Diagnostic(
          .deploymentTooEarly, "the deployment is of another API", at: value.span,
          notes: [.init("this deployment", at: deployment.span)], consequences: ["API Gateway refuses the stage"],
          limits: ["AGW-018"]))
    }
  }
}
