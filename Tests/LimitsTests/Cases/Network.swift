extension LimitCase {
  private static func stack(access: String, network: String) -> String {
    "functions:\n  f: { \(function), network: networks.main, access: [{ \(access) }] }\n"
      + "tables:\n  orders: { key: { id: string } }\nqueues:\n  jobs: {}\nnetworks:\n  main: \(network)\n"
  }

  private static func gateway(subnet: String) -> String {
    "networks:\n  main: { tiers: [public, private] }\nresources:\n"
      + "  Address: { Type: AWS::EC2::EIP, Properties: { Domain: vpc } }\n"
      + "  Nat: { Type: AWS::EC2::NatGateway, Properties: { AllocationId: !GetAtt Address.AllocationId, SubnetId: \(subnet) } }\n"
  }

  private static func placed(_ subnet: String) -> String {
    "functions:\n  f: { \(function), network: { subnets: [!Ref MainPrivateSubnet1, \(subnet)], securityGroups: [!Ref MainFunctionsSecurityGroup] } }\n"
      + "networks:\n  main: {}\n  theirs: { cidr: 10.1.0.0/16 }\n"
  }

  private static func vpc(_ range: String) -> String {
    "resources:\n  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: \(range) } }\n"
  }

  static let network = [
    LimitCase(
      "LAM-022", past: stack(access: "↓send: queues.jobs", network: "{ endpoints: [dynamodb] }"),
      at: stack(access: "send: queues.jobs", network: "{ endpoints: [sqs] }")),
    LimitCase("LAM-021", past: placed("!Ref ↓TheirsPrivateSubnet2"), at: placed("!Ref MainPrivateSubnet2")),
    LimitCase(
      "VPC-001", past: "networks:\n  main: { endpoints: [{ service: ↓sqs, type: gateway }] }\n",
      at: "networks:\n  main: { endpoints: [{ service: s3, type: gateway }] }\n"),
    LimitCase(
      "VPC-002", past: gateway(subnet: "!Ref ↓MainPrivateSubnet1"), at: gateway(subnet: "!Ref MainPublicSubnet1")),
    LimitCase("VPC-003", past: vpc("↓10.0.0.0/15"), at: vpc("10.0.0.0/16")),
    LimitCase(
      "LAM-107",
      past:
        "functions:\n  f: { \(function) }\nresources:\n  Front: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !GetAtt FFunction.Arn, AuthType: ↓NONE } }\n",
      at: "functions:\n  f: { \(function), url: none }\n"),
  ]
}
