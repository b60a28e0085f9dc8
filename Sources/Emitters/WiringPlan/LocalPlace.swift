import Source
import Spec
import Template

/// What stands for the values that AWS makes up, when a stack runs on one machine.
struct LocalPlace {
  /// Stands for the URL of the edge port.
  static let edge = Hole("edge")
  /// The account of a local run; no account of AWS has this number.
  static let account = "000000000000"
  /// The region where none is given: the one that AWS's own tools document first.
  static let region = "us-east-1"
  /// Name of a stack that has none.
  static let unnamedStack = "stack"

  /// Name of the stack.
  let stack: String
  /// `AWS::Region`.
  let region: String
  /// `AWS::AccountId`.
  let account: String
  /// `AWS::Partition`.
  let partition: String
  /// The deployment with every value known that is needed locally.
  private(set) var deployment: Deployment
  /// AWS's hosts that the edge stands in for, each with the path that replaces it.
  private(set) var hosts: [(host: String, path: String)]

  init(_ template: StackTemplate, _ given: Deployment) {
    stack = given.stackName ?? template.name?.text ?? Self.unnamedStack
    region = given.region ?? Self.region
    account = given.account ?? Self.account
    partition = given.partition ?? "aws"
    deployment = Deployment(
      region: region, account: account, partition: partition, stackName: stack, parameters: given.parameters)
    let suffix = Self.suffix(of: partition)
    hosts = [("https://sqs.\(region).\(suffix)", "")]
    deployment.generated["AWS::StackId"] = PartialText(
      "arn:\(partition):cloudformation:\(region):\(account):stack/\(stack)/\(StableID.uuid(stack))")
    for resource in template.resources {
      let id = resource.logicalID
      deployment.generated[id] = PartialText(physicalName(of: resource))
      guard resource.type == "AWS::ApiGatewayV2::Api" || resource.type == "AWS::ApiGateway::RestApi" else { continue }
      hosts.append(("https://\(Self.apiID(id)).execute-api.\(region).\(suffix)", Self.apiPath(id)))
      guard resource.type == "AWS::ApiGatewayV2::Api" else { continue }
      deployment.generated["\(id).ApiEndpoint"] = Self.atEdge(Self.apiPath(id))
      deployment.generated["\(id).ApiId"] = PartialText(Self.apiID(id))
    }
    // Attributes hold names and ARNs, so they come when those are known.
    let resolver = Resolver(template, deployment)
    for resource in template.resources {
      for (attribute, value) in attributes(of: resource, template, resolver) {
        deployment.generated["\(resource.logicalID).\(attribute)"] = value
      }
    }
  }

  /// A URL below the edge.
  static func atEdge(_ path: String) -> PartialText { PartialText(parts: [.hole(edge), .literal(path)]) }

  /// API Gateway's ids are lower-case letters and digits.
  static func apiID(_ logicalID: String) -> String { logicalID.lowercased() }

  /// The path at the edge that stands for an API's own host.
  static func apiPath(_ logicalID: String) -> String { "/_api/\(apiID(logicalID))" }

  /// The ARN of a function by its name or ARN.
  func functionARN(_ nameOrARN: PartialText) -> PartialText {
    if case .literal(let text) = nameOrARN.parts.first, text.hasPrefix("arn:") { return nameOrARN }
    var arn = PartialText("arn:\(partition):lambda:\(region):\(account):function:")
    arn.append(nameOrARN)
    return arn
  }

  /// The name or id where the template gives none.
  private func physicalName(of resource: Resource) -> String {
    let seed = "\(stack)/\(resource.logicalID)"
    if let prefix = Self.prefixes[resource.type] { return StableID.resource(prefix, seed) }
    switch resource.type {
    case "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api": return Self.apiID(resource.logicalID)
    case "AWS::Cognito::IdentityPool": return "\(region):\(StableID.uuid(seed))"
    case "AWS::Cognito::UserPool":
      return "\(region)_\(StableID.letters(seed, count: Self.userPoolLetters, isLower: false))"
    case "AWS::Cognito::UserPoolClient": return StableID.letters(seed, count: Self.clientLetters, isLower: true)
    // The end of a consumer's ARN is the moment it was made; here that is always the same.
    case "AWS::Kinesis::StreamConsumer": return "0"
    case "AWS::KMS::Key", "AWS::Lambda::EventSourceMapping": return StableID.uuid(seed)
    default: return "\(stack)-\(resource.logicalID)"
    }
  }

  /// Letters of Cognito's ids, after the region where there is one ("Return values" of both types).
  private static let userPoolLetters = 9
  private static let clientLetters = 26

  /// What the ids of types begin with that have no names ("Resource IDs", Amazon EC2 User Guide).
  private static let prefixes: [String: String] = [
    "AWS::EC2::FlowLog": "fl-", "AWS::EC2::InternetGateway": "igw-", "AWS::EC2::NatGateway": "nat-",
    "AWS::EC2::RouteTable": "rtb-", "AWS::EC2::SecurityGroup": "sg-", "AWS::EC2::Subnet": "subnet-",
    "AWS::EC2::VPC": "vpc-", "AWS::EC2::VPCEndpoint": "vpce-", "AWS::EFS::AccessPoint": "fsap-",
    "AWS::EFS::FileSystem": "fs-",
  ]

  /// Attributes that are neither a name nor an ARN made of names ("Return values" of each type).
  private func attributes(
    of resource: Resource, _ template: StackTemplate, _ resolver: Resolver
  ) -> [(String, PartialText)] {
    let name = resolver.physicalName(of: resource)
    func joined(_ start: PartialText?, _ end: String) -> PartialText? {
      start.map { PartialText(parts: $0.parts + [.literal(end)]) }
    }
    switch resource.type {
    case "AWS::SQS::Queue":
      var url = Self.atEdge("/\(account)/")
      url.append(name)
      return [("QueueUrl", url)]
    case "AWS::Lambda::Version":
      let number = String(PublishedVersions(template, resolver).number(of: resource))
      let function = resource["FunctionName"].flatMap(resolver.text).map(functionARN)
      guard let arn = joined(function, ":\(number)") else { return [("Version", PartialText(number))] }
      return [("Version", PartialText(number)), ("Arn", arn), ("FunctionArn", arn)]
    case "AWS::Lambda::LayerVersion":
      var arn = PartialText("arn:\(partition):lambda:\(region):\(account):layer:")
      arn.append(name)
      arn.append(.literal(":1"))
      return [("Arn", arn), ("LayerVersionArn", arn)]
    case "AWS::SNS::Subscription":
      let arn = joined(resource["TopicArn"].flatMap(resolver.text), ":" + StableID.uuid(resource.logicalID))
      return arn.map { [("Arn", $0)] } ?? []
    case "AWS::DynamoDB::Table":
      // AWS names a stream by the time it was made; here that is always the same.
      return joined(resolver.arn(of: resource), "/stream/1970-01-01T00:00:00.000").map { [("StreamArn", $0)] } ?? []
    case "AWS::IAM::Role": return [("RoleId", PartialText(StableID.roleID(name.description)))]
    default: return furtherAttributes(of: resource, name, template, resolver)
    }
  }

  /// Those of types that the local run does not act on yet.
  private func furtherAttributes(
    of resource: Resource, _ name: PartialText, _ template: StackTemplate, _ resolver: Resolver
  ) -> [(String, PartialText)] {
    func arn(_ service: String, _ start: String, _ end: String = "") -> PartialText {
      var arn = PartialText("arn:\(partition):\(service):\(region):\(account):\(start)")
      arn.append(name)
      arn.append(.literal(end))
      return arn
    }
    let seed = "\(stack)/\(resource.logicalID)"
    switch resource.type {
    case "AWS::ApiGateway::DomainNameV2":
      return [("DomainNameArn", PartialText("arn:\(partition):apigateway:\(region):\(account):/domainnames/\(name)"))]
    case "AWS::ApiGateway::RestApi": return [("RootResourceId", PartialText("\(Self.apiID(resource.logicalID))root"))]
    case "AWS::Cognito::UserPool":
      let host = "cognito-idp.\(region).\(Self.suffix(of: partition))"
      let id = physicalName(of: resource)
      return [("ProviderName", PartialText("\(host)/\(id)")), ("ProviderURL", PartialText("https://\(host)/\(id)"))]
    case "AWS::EC2::EIP": return [("AllocationId", PartialText(StableID.resource("eipalloc-", seed)))]
    case "AWS::EC2::SecurityGroup": return [("GroupId", PartialText(physicalName(of: resource)))]
    case "AWS::Events::ApiDestination": return [("Arn", arn("events", "api-destination/", "/\(StableID.uuid(seed))"))]
    case "AWS::Events::Connection": return [("Arn", arn("events", "connection/", "/\(StableID.uuid(seed))"))]
    case "AWS::StepFunctions::StateMachine":
      return [("Name", name), ("StateMachineRevisionId", PartialText(StableID.uuid(seed)))]
    case "AWS::StepFunctions::StateMachineAlias", "AWS::StepFunctions::StateMachineVersion":
      return versionAttributes(of: resource, template, resolver)
    default: return []
    }
  }

  /// A version's ARN is its machine's with a number, an alias's with its name.
  private func versionAttributes(
    of resource: Resource, _ template: StackTemplate, _ resolver: Resolver
  ) -> [(String, PartialText)] {
    var version = resource
    var end: [PartialText.Part] = [.literal(":1")]
    if resource.type == "AWS::StepFunctions::StateMachineAlias" {
      let named =
        resource["DeploymentPreference"]?["StateMachineVersionArn"]
        ?? resource["RoutingConfiguration"]?.list?.first?["StateMachineVersionArn"]
      guard let id = named?.intrinsic?.argument.string, let found = template[id] else { return [] }
      version = found
      end = [.literal(":")] + (resource["Name"].flatMap(resolver.text) ?? "").parts
    }
    return version["StateMachineArn"].flatMap(resolver.text).map { [("Arn", PartialText(parts: $0.parts + end))] } ?? []
  }

  /// What AWS's hosts end in.
  private static func suffix(of partition: String) -> String {
    partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
  }
}
