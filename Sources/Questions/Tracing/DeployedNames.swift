import Source
import Spec
import Template

/// Traces names that AWS has told back to the resources of a stack, and learns from them how it is deployed.
struct DeployedNames {
  private let stack: AskedStack
  /// The template with no defaults for parameters that were not given: a name of `prod` is no other than one of `dev`.
  private let open: StackTemplate
  /// What is known of the place of deployment, and was learnt.
  private(set) var deployment: Deployment

  /// Longest ARN that is traced; AWS's have at most 2048 letters (IAM User Guide, IAM identifiers), and an object's key
  /// behind them 1024 bytes.
  static let longestName = 4096

  init(_ stack: AskedStack) {
    self.stack = stack
    deployment = stack.deployment
    open = stack.template.withoutDefaults(in: stack.deployment)
  }

  /// A resource, and what follows its own ARN.
  struct Found {
    let resource: Resource
    let rest: String
    /// Other resources that it may be as well: their ids are made up by AWS.
    var others: [Resource] = []
  }

  private var resolver: Resolver { Resolver(open, deployment) }

  /// The resource that an ARN names, or names a part of.
  mutating func resource(arn: String) -> Found? {
    guard arn.utf8.count <= Self.longestName, arn.hasPrefix("arn:") else { return nil }
    let resolver = resolver
    var best: [(resource: Resource, match: NamePattern.Match)] = []
    for resource in stack.template.resources {
      guard let pattern = resolver.arn(of: resource), let match = match(pattern, arn) else { continue }
      let known = best.first.map(\.match.known) ?? -1
      if match.known > known {
        best = [(resource, match)]
      } else if match.known == known {
        best.append((resource, match))
      }
    }
    if let (resource, match) = best.first {
      learn(match.values, of: resource, pattern: resolver.arn(of: resource))
      return Found(resource: resource, rest: String(match.rest), others: best.dropFirst().map(\.resource))
    }
    return shortened(arn)
  }

  /// A log group's ARN ends in `:*`, which stands for its streams.
  private func match(_ pattern: PartialText, _ arn: String) -> NamePattern.Match? {
    guard case .literal(let last) = pattern.parts.last, last.hasSuffix(":*") else {
      return NamePattern.match(pattern, arn)
    }
    let group = PartialText(parts: pattern.parts.dropLast() + [.literal(String(last.dropLast(2)))])
    return NamePattern.match(group, arn)
  }

  /// The resource of a type that has a name.
  mutating func resource(named name: String, type: String) -> Resource? {
    guard name.utf8.count <= Self.longestName else { return nil }
    let resolver = resolver
    var best: (resource: Resource, match: NamePattern.Match)?
    for resource in stack.template.resources(ofType: type) {
      guard let match = NamePattern.match(resolver.physicalName(of: resource), name), match.rest.isEmpty else {
        continue
      }
      if match.known > best?.match.known ?? -1 { best = (resource, match) }
    }
    if let (resource, match) = best {
      learn(match.values, of: resource, pattern: resolver.physicalName(of: resource))
      return resource
    }
    return shortened(name, among: stack.template.resources(ofType: type))
  }
}

extension DeployedNames {
  /// Takes over a place of deployment that is known whole.
  mutating func place(_ deployment: Deployment) { self.deployment = deployment }

  /// Takes over the account that the stack is deployed to.
  mutating func place(account: String, partition: String?, region: String? = nil) {
    deployment.account = account
    if let partition { deployment.partition = partition }
    if let region { deployment.region = region }
  }

  /// Takes over what holes stand for.
  private mutating func learn(_ values: [Hole: String], of resource: Resource, pattern: PartialText?) {
    for (hole, value) in values {
      switch hole.name {
      case "AWS::Region": deployment.region = value
      case "AWS::AccountId": deployment.account = value
      case "AWS::Partition": deployment.partition = value
      case "AWS::StackName": deployment.stackName = value
      case resource.logicalID: learnName(value, of: resource, values, pattern)
      case let name where stack.template.parameter(name) != nil: deployment.parameters[name] = value
      case let name: deployment.generated[name] = PartialText(value)
      }
    }
  }

  /// `STACK-LOGICALID-MADEUP` is one name, of which the hole is the end.
  private mutating func learnName(
    _ value: String, of resource: Resource, _ values: [Hole: String], _ pattern: PartialText?
  ) {
    let id = resource.logicalID
    let parts = (pattern ?? "").parts
    let isName = zip(parts, parts.dropFirst()).contains { literal, hole in
      guard case .literal(let text) = literal, hole == .hole(Hole(id)) else { return false }
      return text.hasSuffix("-\(id)-")
    }
    let stackName = deployment.stackName ?? values[Hole("AWS::StackName")]
    guard isName, let stackName else {
      deployment.generated[id] = PartialText(value)
      return
    }
    // Buckets have the name of their stack in lower case.
    let name = "\(stackName)-\(id)-\(value)"
    deployment.generated[id] = PartialText(resource.type == "AWS::S3::Bucket" ? name.lowercased() : name)
  }

  /// The resource whose name CloudFormation had to shorten.
  private mutating func shortened(_ name: String, among resources: [Resource]) -> Resource? {
    let found = resources.compactMap { resource in
      NamePattern.shortened(resource.logicalID, in: name).map { (resource, $0) }
    }.max { $0.1 < $1.1 }
    guard let (resource, _) = found else { return nil }
    deployment.generated[resource.logicalID] = PartialText(name)
    return resource
  }

  private mutating func shortened(_ arn: String) -> Found? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    let ofService = stack.template.resources.filter {
      ResourceIdentity.of($0.type)?.service ?? "" == parts[2]
    }
    for piece in parts[5].split(whereSeparator: { $0 == ":" || $0 == "/" }).prefix(4) {
      guard let resource = shortened(String(piece), among: ofService) else { continue }
      if !parts[3].isEmpty { deployment.region = String(parts[3]) }
      if !parts[4].isEmpty { deployment.account = String(parts[4]) }
      deployment.partition = String(parts[1])
      return Found(resource: resource, rest: String(arn[piece.endIndex...]))
    }
    return nil
  }
}
