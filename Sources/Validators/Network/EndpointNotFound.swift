import Diagnostics
import Source
import Template

extension Rule {
  static let endpointNotFound = Rule(
    "STK603", "endpoint-not-found", .error, "an endpoint that the service's usual name does not lead to",
    why: """
      The SDKs call a service by its usual name. That leads to an interface endpoint only when the endpoint has private names, \
      which the VPC must allow with `EnableDnsSupport` and `EnableDnsHostnames`. Otherwise it leads to the internet, which \
      the function's subnets do not reach, and the call waits until the function times out.
      """,
    examples: [
      .bad(
        NetworkSamples.stack(
          "access: [{ send: queues.jobs }]", network: "{ endpoints: [{ service: sqs, privateDns: ↓false }] }"),
        files: Samples.handler),
      .bad(
        "networks:\n  main: { endpoints: [↓sqs], properties: { EnableDnsHostnames: false } }\n"),
      .good(
        NetworkSamples.stack("access: [{ send: queues.jobs }]", network: "{ endpoints: [sqs] }"),
        files: Samples.handler),
    ])
}

extension Check {
  static let endpointNotFound = Check(.endpointNotFound) { context, findings in
    var seen: Set<String> = []
    context.eachObstacle { function, call, obstacle, _, _ in
      guard case .noPrivateName(let endpoint) = obstacle, seen.insert(endpoint.resource.logicalID).inserted else {
        return
      }
      let place = context.place("PrivateDnsEnabled", of: endpoint.resource)
      findings.report(
        Diagnostic(
          .endpointNotFound, "the usual name of `\(call.service)` does not lead to this endpoint", at: place,
          label: "without private names, the SDKs call the service over the internet",
          notes: [.init("`\(function.label)` calls it, and does not reach the internet", at: call.span)],
          consequences: ["the call waits until the function times out"], help: ["give it private names"]))
    }
    for endpoint in context.wholeResources("AWS::EC2::VPCEndpoint") {
      guard let names = endpoint["PrivateDnsEnabled"], context.resolver.literal(names) == "true",
        let vpc = context.resource(endpoint["VpcId"].flatMap(context.reader.resource(namedBy:))),
        vpc.type == "AWS::EC2::VPC", context.isWhole(vpc), let missing = context.missingNames(vpc)
      else { continue }
      findings.report(
        Diagnostic(
          .endpointNotFound, "private names need `\(missing)` of the VPC", at: names.span,
          notes: [.init("`\(vpc.label)` is here", at: context.place(missing, of: vpc))],
          consequences: [
            "AWS refuses the endpoint: \"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true\""
          ], help: ["set `\(missing)` of the VPC to true"]))
    }
  }
}

extension CheckContext {
  /// What a VPC lacks for private names: a VPC has `EnableDnsSupport` by itself, and the other one not.
  fileprivate func missingNames(_ vpc: Resource) -> String? {
    if truth("EnableDnsHostnames", of: vpc) == false { return "EnableDnsHostnames" }
    return vpc["EnableDnsSupport"] != nil && truth("EnableDnsSupport", of: vpc) == false ? "EnableDnsSupport" : nil
  }
}
