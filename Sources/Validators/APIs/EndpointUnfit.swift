import Diagnostics
import Source
import Template

extension Rule {
  static let endpointUnfit = Rule(
    "STK582", "endpoint-unfit", .error, "settings of a REST API that its endpoint does not have",
    limits: ["AGW-028", "AGW-029", "AGW-030"],
    why: """
      A private API is reached by interface endpoints of a VPC. It needs a resource policy that says which, and API Gateway \
      refuses its deployment without one. Other APIs name no endpoints.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, endpoint: ↓private, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, ↓vpcEndpoints: vpce-0a1b2c3d, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: rest, endpoint: private, vpcEndpoints: vpce-0a1b2c3d, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let endpointUnfit = Check(.endpointUnfit) { context, findings in
    for api in context.wholeResources("AWS::ApiGateway::RestApi") {
      guard let configuration = api["EndpointConfiguration"], let value = configuration["Types"]?.listOrSelf.first,
        let type = context.resolver.literal(value)
      else { continue }
      if type == "PRIVATE" {
        // A definition may bring the policy along, and one in a bucket is not known here.
        let isInDefinition = api["Body"]?["x-amazon-apigateway-policy"] != nil || api["BodyS3Location"] != nil
        if api["Policy"] == nil, !isInDefinition {
          findings.report(
            .endpointUnfit(
              "a private API needs a resource policy", at: value.span,
              "API Gateway refuses its deployment: \"Private REST API doesn't have a resource policy attached to it\"",
              help: "name who reaches it: `vpcEndpoints: [vpce-…]` or `[networks.main]`", limit: "AGW-028"))
        }
        if let address = configuration["IpAddressType"], context.resolver.literal(address) == "ipv4" {
          findings.report(
            .endpointUnfit(
              "a private API is `dualstack`", at: address.span, "API Gateway refuses the API", help: "leave it out",
              limit: "AGW-030"))
        }
      } else if let ids = configuration.map?.entry("VpcEndpointIds") {
        findings.report(
          .endpointUnfit(
            "only a private API has VPC endpoints", at: ids.keySpan, "API Gateway refuses the API",
            help: "write `endpoint: private`, or leave them out", limit: "AGW-029"))
      }
    }
  }
}

extension Diagnostic {
  static func endpointUnfit(
    _ message: String, at span: Span, _ consequence: String, help: String, limit: String
  ) -> Diagnostic {
    Diagnostic(.endpointUnfit, message, at: span, consequences: [consequence], help: [help], limits: [limit])
  }
}
