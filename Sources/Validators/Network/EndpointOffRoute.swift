import Diagnostics
import Source
import Template

extension Rule {
  static let endpointOffRoute = Rule(
    "STK605", "endpoint-off-route", .error, "a gateway endpoint that is not in the route table of a function's subnet",
    limits: ["VPC-001"],
    why: """
      A gateway endpoint works through the route tables that it is entered in. From a subnet with another route table the \
      service is not reached, and a call waits until the function times out.
      """,
    examples: [
      .bad(
        NetworkSamples.raw(
          "  Door: { Type: AWS::EC2::VPCEndpoint, Properties: { VpcId: !Ref Vpc, ServiceName: !Sub \"com.amazonaws.${AWS::Region}.dynamodb\", RouteTableIds: ↓[!Ref Table] } }\n"
            + "  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }\n"
            + "  One: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Table } }\n",
          keys: ", access: [{ read: tables.orders }]"), files: Samples.handler),
      .good(
        NetworkSamples.raw(
          "  Door: { Type: AWS::EC2::VPCEndpoint, Properties: { VpcId: !Ref Vpc, ServiceName: !Sub \"com.amazonaws.${AWS::Region}.dynamodb\", RouteTableIds: [!Ref Table] } }\n"
            + "  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }\n"
            + "  One: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Table } }\n"
            + "  Two: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Other, RouteTableId: !Ref Table } }\n",
          keys: ", access: [{ read: tables.orders }]"), files: Samples.handler),
    ])
}

extension Check {
  static let endpointOffRoute = Check(.endpointOffRoute) { context, findings in
    context.eachObstacle { function, call, obstacle, _, _ in
      guard case .offRoute(let endpoint, let subnet) = obstacle else { return }
      findings.report(
        Diagnostic(
          .endpointOffRoute, "`\(function.label)` runs in a subnet whose route table this endpoint is not in",
          at: context.place("RouteTableIds", of: endpoint.resource),
          notes: [
            .init("the subnet `\(subnet.label)` is here", at: subnet.span),
            .init("`\(function.label)` calls `\(call.service)`", at: call.span),
          ], consequences: ["the call waits until the function times out"],
          help: ["enter the endpoint in the route table of every subnet of the function"]))
    }
  }
}
