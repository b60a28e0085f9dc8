import Diagnostics
import Source
import Template

extension Rule {
  static let gatewayWithoutInternet = Rule(
    "STK613", "gateway-without-internet", .error, "a NAT gateway in a subnet that does not lead to an internet gateway",
    limits: ["VPC-002"],
    why: """
      A public NAT gateway hands traffic on through the internet gateway of its own subnet's route table. In a subnet without \
      such a route, above all in the private subnet that it is meant to serve, nothing gets out.
      """,
    examples: [
      .bad(Self.stack(subnet: "!Ref ↓Private")), .good(Self.stack(subnet: "!Ref Public")),
    ])

  private static func stack(subnet: String) -> String {
    "resources:\n  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }\n"
      + "  Public: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 } }\n"
      + "  Private: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }\n"
      + "  Internet: { Type: AWS::EC2::InternetGateway }\n"
      + "  Attachment: { Type: AWS::EC2::VPCGatewayAttachment, Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet } }\n"
      + "  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }\n"
      + "  Route: { Type: AWS::EC2::Route, DependsOn: Attachment, Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Internet } }\n"
      + "  Way: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Public, RouteTableId: !Ref Table } }\n"
      + "  Address: { Type: AWS::EC2::EIP, Properties: { Domain: vpc } }\n"
      + "  Nat: { Type: AWS::EC2::NatGateway, Properties: { AllocationId: !GetAtt Address.AllocationId, SubnetId: \(subnet) } }\n"
  }
}

extension Check {
  static let gatewayWithoutInternet = Check(.gatewayWithoutInternet) { context, findings in
    let gateways = context.wholeResources("AWS::EC2::NatGateway")
    guard !gateways.isEmpty else { return }
    let map = NetworkMap(context)
    for gateway in gateways {
      guard gateway["ConnectivityType"].flatMap(context.resolver.literal) != "private",
        let written = gateway["SubnetId"], let subnet = context.resource(map.id(written)),
        subnet.type == "AWS::EC2::Subnet", context.resource(map.id(subnet["VpcId"])) != nil
      else { continue }
      let egress = map.egress(of: subnet)
      guard egress == .none || egress == .nat else { continue }
      findings.report(
        Diagnostic(
          .gatewayWithoutInternet, "`\(gateway.label)` stands in a subnet that does not lead to the internet",
          at: written.span, notes: [.init("the subnet `\(subnet.label)` is here", at: subnet.span)],
          consequences: ["nothing gets out through it"],
          help: ["put it in a subnet whose route table has 0.0.0.0/0 to an internet gateway"]))
    }
  }
}
