import Diagnostics
import Source
import Template

extension Rule {
  static let methodARNTooLong = Rule(
    "STK571", "method-arn-too-long", .error, "a protected method whose path makes its ARN too long",
    limits: ["AGW-039"],
    why: """
      Whoever decides about a call gets the method's ARN, which holds its path: for a method with authorization it has at \
      most 1,600 bytes ("Quotas for configuring and running a REST API", API Gateway Developer Guide). The ids that are only known \
      at deployment come on top of what is counted here.
      """,
    examples: [
      .bad(Self.route("GET /\(String(repeating: "a", count: 1600))", authorizer: "iam", mark: "↓")),
      .good(Self.route("GET /\(String(repeating: "a", count: 1600))", authorizer: "none")),
      .good(Self.route("GET /orders", authorizer: "iam")),
    ])

  private static func route(_ key: String, authorizer: String, mark: String = "") -> String {
    "resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }\n"
      + "  Part: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: \(mark)\(key.dropFirst("GET /".count)) } }\n"
      + "  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !Ref Part, HttpMethod: GET, AuthorizationType: \(authorizer == "iam" ? "AWS_IAM" : "NONE"), Integration: { Type: MOCK } } }\n"
  }
}

extension Check {
  static let methodARNTooLong = Check(.methodARNTooLong) { context, findings in
    guard let most = CheckContext.limit("AGW-039") else { return }
    for method in context.resources("AWS::ApiGateway::Method") {
      guard let type = method["AuthorizationType"].flatMap(context.resolver.literal), type != "NONE",
        let verb = method["HttpMethod"].flatMap(context.resolver.literal),
        let path = context.reader.path(ofMethod: method)
      else { continue }
      // arn:aws:execute-api:region:account:api/stage/METHOD/path, without what is not known.
      let arn = "arn:aws:execute-api:\(context.region ?? "")::" + "//\(verb)\(path)"
      guard arn.utf8.count > most else { continue }
      let part = method["ResourceId"].flatMap(context.reader.resource(namedBy:)).flatMap { context.resource($0) }
      findings.report(
        Diagnostic(
          .methodARNTooLong,
          "the ARN of this method has at least \(arn.utf8.count) bytes, and with authorization API Gateway takes \(most)",
          at: part?["PathPart"]?.span ?? method.span, consequences: ["API Gateway refuses the method, or its calls"],
          help: ["shorten the path, or take long values in the query or the body"]))
    }
  }
}
