import Diagnostics
import Source
import Template

extension Rule {
  static let endpointRefusesFunction = Rule(
    "STK604", "endpoint-refuses-function", .error, "an endpoint whose security groups do not admit a function",
    limits: ["VPC-001"],
    why: """
      An interface endpoint takes calls on port 443 from whom its security groups admit. Without security groups it has the \
      VPC's own, which admits only its members. A function that is not admitted waits until it times out.
      """,
    examples: [
      .bad(
        NetworkSamples.raw(
          "  Sqs:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: { VpcId: !Ref Vpc, VpcEndpointType: Interface, ServiceName: !Sub \"com.amazonaws.${AWS::Region}.sqs\", PrivateDnsEnabled: true, SubnetIds: [!Ref Subnet], SecurityGroupIds: ↓[!Ref Door] }\n"
            + "  Door: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: door, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.7.0/24 }] } }\n",
          keys: ", access: [{ send: queues.jobs }]"), files: Samples.handler),
      .good(
        NetworkSamples.raw(
          "  Sqs:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: { VpcId: !Ref Vpc, VpcEndpointType: Interface, ServiceName: !Sub \"com.amazonaws.${AWS::Region}.sqs\", PrivateDnsEnabled: true, SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Door] }\n"
            + "  Door: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: door, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }] } }\n",
          keys: ", access: [{ send: queues.jobs }]"), files: Samples.handler),
    ])
}

extension Check {
  static let endpointRefusesFunction = Check(.endpointRefusesFunction) { context, findings in
    context.eachObstacle { function, call, obstacle, _, _ in
      guard case .refused(let endpoint) = obstacle else { return }
      findings.report(
        Diagnostic(
          .endpointRefusesFunction, "`\(endpoint.resource.label)` does not admit `\(function.label)` on port 443",
          at: context.place("SecurityGroupIds", of: endpoint.resource),
          notes: [.init("`\(function.label)` calls `\(call.service)`", at: call.span)],
          consequences: ["the call waits until the function times out"],
          help: ["admit the function's security group on port 443"]))
    }
  }
}
