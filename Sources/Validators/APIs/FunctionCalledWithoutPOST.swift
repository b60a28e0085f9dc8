import Diagnostics
import Source
import Template

extension Rule {
  static let functionCalledWithoutPOST = Rule(
    "STK586", "function-called-without-post", .error, "a function that an API calls by another method than POST",
    limits: ["AGW-005"],
    why: """
      API Gateway invokes a function by Lambda's API, which takes `POST`, whatever method the caller used. With another one \
      every request fails: the caller gets 500.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, routes: { POST /: functions.f } }\nresources:\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref ShopApi\n      ResourceId: !GetAtt ShopApi.RootResourceId\n      HttpMethod: GET\n      AuthorizationType: NONE\n      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: ↓GET, Uri: \"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:g/invocations\" }\n",
        files: Samples.handler, options: ["--ignore", "STK583"]),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, routes: { GET /: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let functionCalledWithoutPOST = Check(.functionCalledWithoutPOST) { context, findings in
    for wire in context.wires([.apiToFunction]) {
      guard let via = context.resource(wire.via),
        let value = wire.route?.integration["httpMethod"] ?? via["Integration"]?["IntegrationHttpMethod"]
          ?? context.reader.integration(ofRoute: via)?["IntegrationMethod"],
        let method = context.resolver.literal(value), method != "POST"
      else { continue }
      var diagnostic = Diagnostic(
        .functionCalledWithoutPOST, "a function is called with POST, and this is `\(method)`", at: value.span,
        consequences: ["the caller gets 500"])
      if let text = context.rewritten(value, text: "POST") {
        diagnostic.fixes = [.replace(value.span, with: text, title: "change to `POST`", safe: true)]
      }
      findings.report(diagnostic)
    }
  }
}
