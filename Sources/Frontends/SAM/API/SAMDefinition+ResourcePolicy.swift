import Source

extension SAMDefinition {
  private static let policyName = "x-amazon-apigateway-policy"

  /// Adds what `ResourcePolicy` says of a path ("ResourcePolicyStatement", AWS SAM Developer Guide).
  mutating func addResourcePolicy(_ policy: SAMValue, _ path: String, stage: SAMValue) throws(SAMFault) {
    guard policy.isMap else { throw .document("ResourcePolicy must be a map (ResourcePolicyStatement).", policy.span) }
    try restrict(policy, path, stage: stage)
    addCustomStatements(policy)
  }

  /// Adds what a policy says of who may call a path.
  mutating func restrict(_ policy: SAMValue, _ path: String, stage: SAMValue) throws(SAMFault) {
    let resources = SAMValue.list(uris(path, stage))
    for (name, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
      guard let accounts = policy[name], accounts.isTruthy else { continue }
      guard accounts.isList || accounts.isMap else {
        throw .document("Type of '\(accounts.pythonText)' must be a list or dictionary", accounts.span)
      }
      addStatements([
        [
          "Effect": .string(effect), "Action": "execute-api:Invoke", "Resource": resources,
          "Principal": ["AWS": .list(accounts.list ?? [accounts])],
        ]
      ])
    }
    for (name, test) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
      guard let ranges = policy[name], ranges.isTruthy else { continue }
      restrict(resources, .string(test), ["aws:SourceIp": .list(ranges.list ?? [ranges])])
    }
    for (word, test) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
      try restrictNetworks(policy, word, test, resources)
    }
  }

  /// Adds the statements that a policy has as they are.
  mutating func addCustomStatements(_ policy: SAMValue) {
    guard let statements = policy["CustomStatements"], statements.isTruthy else { return }
    if body[Self.policyName]?["Statement"] == nil {
      body[in: Self.policyName]["Version"] = "2012-10-17"
      body[in: Self.policyName]["Statement"] = statements
    } else {
      addStatements(statements.list ?? [statements])
    }
  }

  /// The methods of a path as a resource policy names them.
  private func uris(_ path: String, _ stage: SAMValue) -> [SAMValue] {
    var methods: [String] = []
    for item in (try? Self.contents(body["paths"]?[path] ?? .null)) ?? [] { methods += item.map?.keys ?? [] }
    return methods.filter { !Self.notMethods.contains($0) }.map { method in
      let word = method == Self.anyMethod ? "*" : method.uppercased()
      return .sub("execute-api:/${__Stage__}/\(word)\(Self.arnPath(path))", ["__Stage__": stage])
    }
  }

  private mutating func restrictNetworks(
    _ policy: SAMValue, _ word: String, _ test: String, _ resources: SAMValue
  ) throws(SAMFault) {
    let source = policy["SourceVpc\(word)"]
    if let source, source.isTruthy, !(source.list?.allSatisfy { $0.isString } ?? false) {
      throw .document(
        "SourceVpc\(word) must be a list of strings. Use IntrinsicVpc\(word) instead for values that use Intrinsic Functions",
        source.span)
    }
    let written = source?.list ?? []
    let networks = written.filter { $0.string?.hasPrefix("vpc-") == true } + (policy["IntrinsicVpc\(word)"]?.list ?? [])
    let endpoints =
      written.filter { $0.string?.hasPrefix("vpce-") == true } + (policy["IntrinsicVpce\(word)"]?.list ?? [])
    guard !networks.isEmpty || !endpoints.isEmpty else { return }
    restrict(
      resources, .string(test),
      .object([
        "aws:SourceVpc": networks.isEmpty ? nil : .list(networks),
        "aws:SourceVpce": endpoints.isEmpty ? nil : .list(endpoints),
      ]))
  }

  /// Allows everyone, and denies those for whom a condition holds.
  private mutating func restrict(_ resources: SAMValue, _ test: SAMValue, _ condition: SAMValue) {
    let allow: SAMValue = [
      "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resources, "Principal": "*",
    ]
    var deny = allow
    deny["Effect"] = "Deny"
    deny["Condition"] = .object([test.string ?? "": condition])
    addStatements([allow, deny])
  }

  private mutating func addStatements(_ statements: [SAMValue]) {
    body[in: Self.policyName]["Version"] = "2012-10-17"
    let written = body[Self.policyName]?["Statement"]
    if written == nil, statements.count == 1 {
      body[in: Self.policyName]["Statement"] = statements[0]
      return
    }
    var present = written?.list ?? (written.map { [$0] } ?? [])
    for statement in statements where !present.contains(statement) { present.append(statement) }
    body[in: Self.policyName]["Statement"] = .list(present)
  }
}
