/// Pieces that the examples of the network's rules share.
enum NetworkSamples {
  /// A function `f` in a network `main`, with a table and a queue.
  static func stack(_ keys: String, network: String, tier: String = "") -> String {
    "functions:\n  f: { \(Samples.function), network: networks.main\(tier), \(keys) }\n"
      + "tables:\n  orders: { key: { id: string } }\nqueues:\n  jobs: {}\nnetworks:\n  main: \(network)\n"
  }

  /// The resources of a VPC with one private subnet and a function in it, for what the stack language does not write.
  static func raw(_ resources: String, keys: String = "", groups: String = "[sg-0123456789abcdef0]") -> String {
    "functions:\n  f: { \(Samples.function), network: { subnets: [!Ref Subnet, !Ref Other], securityGroups: \(groups) }\(keys) }\n"
      + "queues:\n  jobs: {}\ntables:\n  orders: { key: { id: string } }\nresources:\n"
      + "  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }\n"
      + "  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs \"\"] } }\n"
      + "  Other: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs \"\"] } }\n"
      + resources
  }
}
