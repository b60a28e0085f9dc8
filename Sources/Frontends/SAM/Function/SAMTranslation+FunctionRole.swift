extension SAMTranslation {
  /// Gives a function a role, unless it has one.
  mutating func addRole(_ function: inout SAMFunction, _ invokePolicies: [SAMValue]) throws(SAMFault) {
    let source = function.source
    let written = source["Role"].map { $0.ifArguments == nil ? $0 : parameters.resolved($0) }
    guard written == nil || written?.ifArguments != nil else { return }
    if let written {
      guard let parts = written.ifArguments?.list, parts.count == 3, let condition = parts[0].string,
        parts[1].isNoValue || parts[2].isNoValue
      else {
        function.lambda.properties["Role"] = written
        return
      }
      var role = try functionRole(function, invokePolicies)
      if parts[1].isNoValue {
        if !parts[2].isNoValue { role.attributes.set("Condition", .string(condition)) }
        function.lambda.properties["Role"] =
          parts[2].isNoValue ? role.arn : .ifElse(condition, role.arn, parts[2])
      } else {
        role.attributes.set("Condition", .string(negation(of: condition, name: "NOT\(condition)")))
        function.lambda.properties["Role"] = .ifElse(condition, parts[1], role.arn)
      }
      function.role = role
      return
    }
    let role = try functionRole(function, invokePolicies)
    function.lambda.properties["Role"] = role.arn
    function.role = role
  }

  private func functionRole(_ function: SAMFunction, _ documents: [SAMValue]) throws(SAMFault) -> SAMResource {
    let source = function.source
    var managed: [String] = []
    if source.truthy("DurableConfig") != nil {
      managed.append("service-role/AWSLambdaBasicDurableExecutionRolePolicy")
    } else {
      managed.append("service-role/AWSLambdaBasicExecutionRole")
    }
    if tracingMode(source) != nil { managed.append(tracingPolicy) }
    if source.truthy("VpcConfig") != nil { managed.append("service-role/AWSLambdaVPCAccessExecutionRole") }
    var documents = documents
    if let queue = source.truthy("DeadLetterQueue"), let type = queue["Type"]?.string {
      documents.append(
        [
          "PolicyName": "DeadLetterQueuePolicy",
          "PolicyDocument": [
            "Version": "2012-10-17",
            "Statement": [
              [
                "Action": type == "SQS" ? "sqs:SendMessage" : "sns:Publish", "Effect": "Allow",
                "Resource": queue[in: "TargetArn"],
              ]
            ],
          ],
        ])
    }
    return try role(
      source,
      RoleParts(
        trust: source.truthy("AssumeRolePolicyDocument") ?? Self.lambdaTrust,
        managed: managed.map { .string("arn:\(partition):iam::aws:policy/\($0)") }, documents: documents,
        policies: function.policies, path: source["RolePath"], boundary: source["PermissionsBoundary"],
        tags: Self.tags(source["Tags"])))
  }

  private static let lambdaTrust = trust(["lambda.amazonaws.com"])

  /// The policy that lets X-Ray be written to; the partitions have different ones.
  var tracingPolicy: String { partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess" }
}
