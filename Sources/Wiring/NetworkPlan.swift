/// A network (AWS::EC2::VPC) with its parts.
public struct NetworkPlan: Codable, Sendable, Equatable {
  /// Logical id in the template; EC2's id of a network that the template does not make.
  public var id: String
  /// EC2's id of it: `vpc-…`.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Its IPv4 addresses: `10.0.0.0/16`.
  public var range: String?
  /// Its subnets.
  @OrEmpty public var subnets: [SubnetPlan] = []
  /// Its route tables.
  @OrEmpty public var routeTables: [RouteTablePlan] = []
  /// Its endpoints of services.
  @OrEmpty public var endpoints: [EndpointPlan] = []
  /// Its security groups.
  @OrEmpty public var securityGroups: [SecurityGroupPlan] = []
  /// Its internet gateways.
  @OrEmpty public var internetGateways: [PartPlan] = []
  /// What attaches gateways to it.
  @OrEmpty public var attachments: [PartPlan] = []
  /// NAT gateways in its subnets.
  @OrEmpty public var natGateways: [PartPlan] = []
  /// Elastic IP addresses of its NAT gateways.
  @OrEmpty public var addresses: [PartPlan] = []
  /// What logs its traffic.
  @OrEmpty public var flowLogs: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `networks.main`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}

/// A subnet (AWS::EC2::Subnet).
public struct SubnetPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// EC2's id of it, which functions name: `subnet-…`.
  public var name: String
  /// Its IPv4 addresses.
  public var range: String?
  /// Its availability zone.
  public var zone: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A route table (AWS::EC2::RouteTable).
public struct RouteTablePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// EC2's id of it: `rtb-…`.
  public var name: String
  /// Its routes, beside the one within the network.
  @OrEmpty public var routes: [NetworkRoutePlan] = []
  /// The subnets that it holds for.
  @OrEmpty public var subnets: [RouteTableSubnetPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A route of a route table (AWS::EC2::Route).
public struct NetworkRoutePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// The addresses that it holds for.
  public var destination: String?
  /// Where they are reached: EC2's id of a gateway.
  public var target: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}

/// A subnet that a route table holds for (AWS::EC2::SubnetRouteTableAssociation).
public struct RouteTableSubnetPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// EC2's id of the subnet.
  public var subnet: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}

/// An endpoint of a service in a network (AWS::EC2::VPCEndpoint).
public struct EndpointPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// EC2's id of it: `vpce-…`.
  public var name: String
  /// Name of the service: `com.amazonaws.us-east-1.sqs`.
  public var service: String?
  /// `Gateway` or `Interface`; without it, `Gateway`.
  public var type: String?
  /// Whether the service's usual name leads to it.
  @OrEmpty public var privateDNS = false
  /// EC2's ids of the subnets that it has an interface in.
  @OrEmpty public var subnets: [String] = []
  /// EC2's ids of its security groups.
  @OrEmpty public var securityGroups: [String] = []
  /// EC2's ids of the route tables that it is entered in.
  @OrEmpty public var routeTables: [String] = []
  /// What may pass through it; without it, everything.
  @OrEmpty public var policies: [PolicyPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A security group (AWS::EC2::SecurityGroup).
public struct SecurityGroupPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// EC2's id of it, which functions name: `sg-…`.
  public var name: String
  /// Who may come in, as `SecurityGroupIngress` has it.
  public var ingress: JSONValue?
  /// Who may be called, as `SecurityGroupEgress` has it; without it, everybody.
  public var egress: JSONValue?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
