import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let endpointFormUnfit = Rule(
    "STK611", "endpoint-form-unfit", .error,
    "an endpoint of a kind that the service has not, or with what the kind has not",
    limits: ["VPC-001"],
    why: """
      Only S3 and DynamoDB have gateway endpoints, which are entered in route tables. All others are interfaces with subnets \
      and security groups. AWS takes an endpoint for a gateway where `VpcEndpointType` is not given.
      """,
    examples: [
      .bad(Self.endpoint("ServiceName: !Sub ↓\"com.amazonaws.${AWS::Region}.sqs\"")),
      .bad("networks:\n  main: { endpoints: [{ service: ↓sqs, type: gateway }] }\n"),
      .bad(
        Self.endpoint(
          "ServiceName: !Sub \"com.amazonaws.${AWS::Region}.s3\", SecurityGroupIds: ↓[sg-0123456789abcdef0]")),
      .bad(
        Self.endpoint(
          "VpcEndpointType: Interface, ServiceName: !Sub \"com.amazonaws.${AWS::Region}.s3\", RouteTableIds: ↓[rtb-0123456789abcdef0]"
        )),
      .good(
        Self.endpoint("ServiceName: !Sub \"com.amazonaws.${AWS::Region}.s3\", RouteTableIds: [rtb-0123456789abcdef0]")),
    ])

  private static func endpoint(_ properties: String) -> String {
    "resources:\n  Door:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: { VpcId: vpc-0123456789abcdef0, \(properties) }\n"
  }
}

extension Check {
  static let endpointFormUnfit = Check(.endpointFormUnfit) { context, findings in
    for resource in context.wholeResources("AWS::EC2::VPCEndpoint") {
      let endpoint = NetworkEndpoint(resource, context)
      guard let type = endpoint.type, ["Gateway", "Interface"].contains(type) else { continue }
      if endpoint.isGateway, let word = endpoint.word,
        !EndpointService.named(word).contains(where: { $0.kind == .gateway })
      {
        findings.report(
          Diagnostic(
            .endpointFormUnfit, "`\(word)` has no gateway endpoint", at: context.place("ServiceName", of: resource),
            consequences: ["AWS refuses the endpoint"],
            help: ["make it an interface: `VpcEndpointType: Interface`, with subnets and security groups"]))
        continue
      }
      let foreign =
        endpoint.isGateway ? ["SubnetIds", "SecurityGroupIds", "PrivateDnsEnabled"] : ["RouteTableIds"]
      for property in foreign {
        guard let value = resource[property], context.count(value) != 0,
          context.resolver.literal(value) != "false"
        else { continue }
        findings.report(
          Diagnostic(
            .endpointFormUnfit,
            "\(endpoint.isGateway ? "a gateway" : "an interface") endpoint has no `\(property)`", at: value.span,
            consequences: ["AWS refuses the endpoint"], help: ["leave it out, or change `VpcEndpointType`"]))
      }
    }
  }
}
