import Diagnostics
import Source
import Template

extension Rule {
  static let privateAPIWithoutEndpoint = Rule(
    "STK618", "private-api-without-endpoint", .warning, "a private API that no endpoint leads to",
    limits: ["AGW-028"],
    why: """
      A private API is called through an interface endpoint for `execute-api` in a VPC, and in no other way. Its policy names \
      the VPC or the endpoint that may call.
      """,
    examples: [
      .bad(Self.api("↓[PRIVATE]")),
      .bad(Self.stack(endpoint: "↓private", reaching: "")),
      .good(Self.stack(endpoint: "private", reaching: ", endpoints: [execute-api]")),
      .good(
        "networks:\n  main: { endpoints: [execute-api] }\n"
          + Self.api("[PRIVATE], VpcEndpointIds: [!Ref MainExecuteApiEndpoint]")),
    ])

  private static func stack(endpoint: String, reaching: String) -> String {
    "networks:\n  main: { zones: 2\(reaching) }\n"
      + "apis:\n  inner:\n    protocol: rest\n    endpoint: \(endpoint)\n    vpcEndpoints: networks.main\n"
      + "    routes: { GET /health: { mock: { body: ok } } }\n"
  }

  private static func api(_ types: String) -> String {
    "resources:\n  Inner:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Name: inner\n"
      + "      EndpointConfiguration: { Types: \(types) }\n"
      + "      Policy: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: \"*\", Action: \"execute-api:Invoke\", Resource: \"*\" }] }\n"
  }
}

extension Check {
  static let privateAPIWithoutEndpoint = Check(.privateAPIWithoutEndpoint) { context, findings in
    let endpoints = context.resources("AWS::EC2::VPCEndpoint").map { NetworkEndpoint($0, context) }
    guard !endpoints.contains(where: { $0.word == "execute-api" || $0.isUnknown }) else { return }
    for api in context.wholeResources("AWS::ApiGateway::RestApi") {
      guard let types = api["EndpointConfiguration"]?["Types"], context.literals(types) == ["PRIVATE"],
        context.count(api["EndpointConfiguration"]?["VpcEndpointIds"]) == 0, let policy = api["Policy"],
        !context.namesEndpoint(policy)
      else { continue }
      findings.report(
        Diagnostic(
          .privateAPIWithoutEndpoint, "no endpoint of the stack leads to `\(api.label)`", at: types.span,
          label: "a private API is called through an endpoint for `execute-api` alone",
          help: ["add `execute-api` to the network's endpoints, or name the endpoint that is there in `VpcEndpointIds`"]
        ))
    }
  }
}

extension CheckContext {
  /// Whether a policy names a VPC or endpoint that the stack does not make: then an endpoint outside of the stack leads there.
  fileprivate func namesEndpoint(_ policy: Value) -> Bool {
    var pending = [policy]
    while let value = pending.popLast() {
      switch value.kind {
      case .list(let items): pending += items
      case .map(let map):
        let named = map.entries.filter { ["aws:sourcevpce", "aws:sourcevpc"].contains($0.key.lowercased()) }
          .flatMap(\.value.listOrSelf)
        if named.contains(where: { reader.resource(namedBy: $0) == nil }) { return true }
        if named.isEmpty { pending += map.entries.map(\.value) }
      case .intrinsic: return true
      case .null, .bool, .number, .string: break
      }
    }
    return false
  }
}
