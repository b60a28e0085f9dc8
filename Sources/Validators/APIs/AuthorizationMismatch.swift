import Diagnostics
import Source
import Template

extension Rule {
  static let authorizationMismatch = Rule(
    "STK579", "authorization-mismatch", .error, "a method whose authorization is not what its authorizer does",
    limits: ["AGW-011"],
    why: """
      `CUSTOM` goes with an authorizer that asks a function, `COGNITO_USER_POOLS` and `JWT` with one of that type, and \
      `NONE` and `AWS_IAM` with none. API Gateway refuses the method otherwise.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: http\n    authorizers: { staff: { function: functions.f } }\n    routes: { GET /: { to: functions.f, authorizer: staff } }\nresources:\n  More:\n    Type: AWS::ApiGatewayV2::Route\n    Properties: { ApiId: !Ref ShopApi, RouteKey: GET /more, Target: integrations/abc, AuthorizationType: ↓JWT, AuthorizerId: !Ref ShopStaffAuthorizer }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop:\n    protocol: rest\n    authorizers: { staff: { function: functions.f } }\n    routes: { GET /: { to: functions.f, authorizer: staff } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let authorizationMismatch = Check(.authorizationMismatch) { context, findings in
    let routes = context.wholeResources("AWS::ApiGateway::Method") + context.wholeResources("AWS::ApiGatewayV2::Route")
    for route in routes {
      guard let value = route["AuthorizationType"], let type = context.resolver.literal(value),
        let fitting = AuthorizationTypes.all[type]
      else { continue }
      guard let named = route["AuthorizerId"], !named.isNoValue else {
        if !fitting.isEmpty {
          findings.report(.authorizationMismatch("`\(type)` needs an authorizer", at: value.span, notes: []))
        }
        continue
      }
      guard let authorizer = context.resource(context.reader.endpoint(named)),
        let actual = (authorizer["Type"] ?? authorizer["AuthorizerType"]).flatMap(context.resolver.literal),
        !fitting.contains(actual)
      else { continue }
      let note = Diagnostic.Note("this one is `\(actual)`", at: authorizer.span)
      findings.report(
        .authorizationMismatch("`\(type)` does not go with this authorizer", at: value.span, notes: [note]))
    }
  }
}

/// The types of authorizers that go with a type of authorization (AWS::ApiGateway::Method, AWS::ApiGatewayV2::Route).
enum AuthorizationTypes {
  static let all: [String: Set<String>] = [
    "AWS_IAM": [], "COGNITO_USER_POOLS": ["COGNITO_USER_POOLS"], "CUSTOM": ["REQUEST", "TOKEN"], "JWT": ["JWT"],
    "NONE": [],
  ]
}

extension Diagnostic {
  static func authorizationMismatch(_ message: String, at span: Span, notes: [Note]) -> Diagnostic {
    Diagnostic(
      .authorizationMismatch, message, at: span, notes: notes, consequences: ["API Gateway refuses it"])
  }
}
