import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// The role: the one that is named, or one made for this function alone.
  mutating func lowerFunctionRole(_ entry: Entry, _ function: inout Resource) {
    let atCreation = creationPolicies(entry, &function)
    if let node = entry.node("role") {
      if let role = entry.value("role", &self) {
        function.properties.set("Role", at: entry.keySpan("role") ?? node.span, role)
      }
      return
    }
    let span = entry.span
    let id = Self.roleID(function: function.logicalID)
    var role = derived(id, "AWS::IAM::Role", from: entry)
    role.properties.set(
      "AssumeRolePolicyDocument", at: span,
      Self.trustPolicy(services: [.string("lambda.amazonaws.com", span)], at: span))
    if let first = atCreation.first { role.properties.set("Policies", at: first.span, .list(atCreation, first.span)) }
    role.condition = condition(of: entry)
    add(role)
    function.properties.set("Role", at: span, .getAtt(id, "Arn", span))
    if entry.text("tracing") == "Active", let tracing = entry.node("tracing") {
      grantWire("function-tracing", to: function.logicalID, on: .string("*", tracing.span), at: tracing.span)
    }
    if let key = function.properties["KmsKeyArn"] {
      grantWire("function-environment-key", to: function.logicalID, on: key, at: key.span)
    }
  }

  /// The policies that stand in the role itself, since Lambda checks them when the function is made, before any other
  /// policy exists: for the network, the dead-letter target and the file system.
  private mutating func creationPolicies(_ entry: Entry, _ function: inout Resource) -> [Value] {
    var policies: [Value] = []
    func policy(_ name: String, _ statements: [Statement], at span: Span) -> Value {
      let document = Statement.document(statements, at: span)
      return .object(span, ["PolicyName": .string(name, span), "PolicyDocument": document])
    }
    if let network = entry.node("network") {
      policies.append(
        policy("network", statements(of: "function-network", WireEnds(), at: network.span), at: network.span))
    }
    if let target = entry.value("deadLetter", &self), let span = entry.keySpan("deadLetter") {
      function.properties.set("DeadLetterConfig", at: span, .object(target.span, ["TargetArn": target]))
      if let end = arrowEnd(of: target)?.kind {
        let wire = "function-dead-letter-\(end.rawValue)"
        policies.append(
          policy("deadLetter", statements(of: wire, WireEnds(target: target), at: target.span), at: target.span))
      }
    }
    if let point = function.properties["FileSystemConfigs"]?.list?.first?["Arn"] {
      let known = fileSystem(of: point)
      var statements = statements(
        of: "function-file-system", WireEnds(target: known ?? anyFileSystem(at: point.span)), at: point.span)
      // The ARN of an access point does not say which file system it is of.
      if known == nil {
        for index in statements.indices {
          statements[index].condition = .object(
            point.span,
            ["StringEquals": .object(point.span, ["elasticfilesystem:AccessPointArn": point])])
        }
      }
      policies.append(policy("fileSystem", statements, at: point.span))
    }
    return policies
  }

  /// The file system behind an access point of `resources:`; nil for one outside.
  private mutating func fileSystem(of point: Value) -> Value? {
    let properties = declared(of: point).flatMap { $0.node.kind == .mapping ? $0.node["Properties"] : nil }
    guard let node = properties.flatMap({ $0.kind == .mapping ? $0["FileSystemId"] : nil }),
      let value = cloudFormationValue(node), let call = value.intrinsic, call.function == .ref,
      let id = call.argument.string, declarations.owner(of: id)?.resourceType == "AWS::EFS::FileSystem"
    else { return nil }
    return .getAtt(id, "Arn", point.span)
  }

  private func anyFileSystem(at span: Span) -> Value {
    .sub("arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:file-system/*", span)
  }

  /// A trust policy that lets services assume a role.
  static func trustPolicy(services: [Value], at span: Span) -> Value {
    let principal: Value = services.count == 1 ? services[0] : .list(services, span)
    let statement = Value.object(
      span,
      [
        "Effect": .string("Allow", span), "Principal": .object(span, ["Service": principal]),
        "Action": .string("sts:AssumeRole", span),
      ])
    return .object(span, ["Version": .string("2012-10-17", span), "Statement": .list([statement], span)])
  }
}
