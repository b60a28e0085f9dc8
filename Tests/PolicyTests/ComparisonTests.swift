import Policy
import Source
import Testing

/// Differences of permissions, held against the engine: every request of a small universe is decided on both sides.
@Suite struct ComparisonTests {
  typealias Generator = InvariantTests.Generator

  static let queue = "arn:aws:sqs:eu-west-1:111122223333:"

  /// The universe: whatever the policies below can tell apart.
  static let actions = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:SendNothing", "sns:Publish", "none:Such"]
  static let names = ["a", "ab", "b", "abb", "bab", "", "aab"]
  static let contexts: [[String: [String]]] = {
    let texts: [[String]?] = [nil, ["v"], ["w"], ["V"]]
    let numbers: [[String]?] = [nil, ["4"], ["5"]]
    return texts.flatMap { text in
      numbers.map { number in
        var context: [String: [String]] = [:]
        context["k"] = text
        context["n"] = number
        return context
      }
    }
  }()

  static func statement(_ random: inout Generator, _ principal: String? = nil) -> String {
    let effect = random.pick(["Allow", "Allow", "Deny"])
    let action = random.pick(["sqs:SendMessage", "sqs:*", "sqs:Send*", "*", "sns:Publish", "s?s:*", "sqs:?e*Message"])
    let resource = random.pick(["a", "a*", "*b", "?", "*", "a?b", "ab", "*a*b*"])
    let name = random.pick([true, true, false]) ? "\(queue)\(resource)" : "*"
    let condition = random.pick([
      "", "", "", "StringEquals: {k: v}", "StringNotEquals: {k: [v, w]}", "StringLike: {k: 'v*'}",
      "NumericLessThan: {n: '5'}", "Null: {k: 'true'}", "StringEqualsIfExists: {k: w}",
      "StringEqualsIgnoreCase: {k: V}",
      "NumericGreaterThanEquals: {n: '5'}, StringEquals: {k: v}",
    ])
    let not = random.pick(["", "", "", "Not"])
    let notResource = random.pick(["", "", "", "Not"])
    return "{Effect: \(effect), \(principal.map { "Principal: \($0), " } ?? "")\(not)Action: ['\(action)'], "
      + "\(notResource)Resource: ['\(name)']\(condition.isEmpty ? "" : ", Condition: {\(condition)}")}"
  }

  static func document(_ random: inout Generator, _ principals: [String]? = nil) -> String {
    let count = random.pick([0, 1, 2, 3])
    let statements = (0..<count).map { _ in statement(&random, principals.map { random.pick($0) }) }
    return "[\(statements.joined(separator: ", "))]"
  }

  struct Sides {
    var old: ComparedSide
    var new: ComparedSide
    let principal: Principal

    var comparison: PolicyComparison { PolicyComparison(old, new) }

    /// Whether a name is that of the resource with a policy, or of a part of it.
    static func isTarget(_ name: String) -> Bool {
      name == "\(queue)a" || name.hasPrefix("\(queue)a/") || name.hasPrefix("\(queue)a:")
    }

    func decide(_ side: ComparedSide, _ action: String, _ name: String, _ context: [String: [String]]) -> Decision {
      let set = PolicySet(
        identity: side.identity, resource: Self.isTarget(name) ? side.resources["A"]?.policies ?? [] : [],
        boundary: side.boundary)
      return set.decide(
        AccessRequest(
          action: action, resource: PartialText(name), resourceAccount: side.account, principal: principal,
          context: context.mapValues { $0.map { PartialText($0) } }))
    }

    /// Which statements of both sides hold for a request: what a class of requests has in common.
    func vector(_ action: String, _ name: String, _ context: [String: [PartialText]]) -> [String] {
      zip(["old", "new"], [old, new]).flatMap { word, side -> [String] in
        let set = PolicySet(
          identity: side.identity, resource: Self.isTarget(name) ? side.resources["A"]?.policies ?? [] : [],
          boundary: side.boundary)
        let request = AccessRequest(
          action: action, resource: PartialText(name), resourceAccount: side.account, principal: principal,
          context: context)
        return set.explain(request).layers.flatMap { layer in
          layer.statements.filter { $0.matches == .yes }.map { "\(word) \(layer.layer) \($0.document) \($0.index)" }
        }
      }
    }
  }

  static func sides(_ random: inout Generator) -> Sides {
    let principal = random.pick([Given.role, Given.role, .service("sns.amazonaws.com"), .anonymous])
    let principals = ["'*'", "{AWS: 'arn:aws:iam::111122223333:role/worker'}", "{Service: sns.amazonaws.com}"]
    func side(_ random: inout Generator) -> ComparedSide {
      ComparedSide(
        principal: principal, identity: [Given.policy(document(&random))],
        boundary: random.pick([true, false, false, false]) ? [Given.policy(document(&random), as: .boundary)] : nil,
        resources: [
          "A": ComparedResource(
            arn: PartialText("\(queue)a"), policies: [Given.policy(document(&random, principals), as: .resource)])
        ], account: Given.account)
    }
    let old = side(&random)
    // Near relatives show more than strangers do.
    var new = random.pick([true, false]) ? side(&random) : old
    if random.pick([true, false]) { new.identity.append(Given.policy(document(&random))) }
    return Sides(old: old, new: new, principal: principal)
  }

  @Test(arguments: 0..<100) func differsExactlyWhereTheEngineDoes(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &+ 77)
    let sides = Self.sides(&random)
    let comparison = sides.comparison
    #expect(comparison.omissions.isEmpty)
    let cells = comparison.cells
    for cell in cells { #expect(cell.before != cell.after) }
    let vectors = Dictionary(
      cells.map { (sides.vector($0.action, $0.resource.description, $0.context), $0.direction) },
      uniquingKeysWith: { first, _ in first })
    var differs = false
    for action in Self.actions {
      for name in Self.names.map({ Self.queue + $0 }) {
        for context in Self.contexts {
          let before = sides.decide(sides.old, action, name, context).isAllowed
          let after = sides.decide(sides.new, action, name, context).isAllowed
          let vector = sides.vector(action, name, context.mapValues { $0.map { PartialText($0) } })
          if before == after {
            #expect(vectors[vector] == nil, "\(action) \(name) \(context) is told and does not differ")
          } else {
            differs = true
            #expect(
              vectors[vector] == (after ? .gained : .lost), "\(action) \(name) \(context) differs and is not told")
          }
        }
      }
    }
    if differs { #expect(!cells.isEmpty && !comparison.changes.isEmpty) }
    if cells.isEmpty { #expect(comparison.changes.isEmpty) }
    if !cells.isEmpty { #expect(!comparison.changes.isEmpty) }
  }

  /// Statements in another order, split by actions and resources, and in several documents, are the same.
  @Test(arguments: 0..<200) func otherWordsAreNoChange(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &+ 991)
    var statements: [PolicyStatement] = []
    for _ in 0..<random.pick([1, 2, 4]) { statements += Given.document("[\(Self.statement(&random))]").statements }
    var split = statements.flatMap { statement -> [PolicyStatement] in
      guard let actions = statement.actions, !actions.isNegated, let resources = statement.resources,
        !resources.isNegated
      else { return [statement] }
      return (actions.values + actions.values).flatMap { action in
        resources.values.map { resource in
          var part = statement
          part.actions?.values = [action]
          part.resources?.values = [resource, resource]
          return part
        }
      }
    }
    split.shuffle(using: &random)
    func side(_ documents: [[PolicyStatement]]) -> ComparedSide {
      ComparedSide(
        principal: Given.role,
        identity: documents.map { CompiledPolicy(PolicyDocument($0, span: Given.nowhere), as: .identity) },
        account: Given.account)
    }
    let comparison = PolicyComparison(
      side([statements]), side([Array(split.prefix(split.count / 2)), Array(split.dropFirst(split.count / 2))]))
    #expect(comparison.cells.isEmpty)
    #expect(comparison.changes.isEmpty)
  }

  // MARK: Layer by layer

  static func changes(
    _ old: String, _ new: String, boundary: (String, String)? = nil, resource: (String, String)? = nil,
    kind: PolicyKind = .resource, arn: String = Given.queue, principal: Principal = Given.role
  ) -> [String] {
    func side(_ identity: String, _ boundary: String?, _ resource: String?) -> ComparedSide {
      ComparedSide(
        principal: principal, identity: [Given.policy(identity)],
        boundary: boundary.map { [Given.policy($0, as: .boundary)] },
        resources: resource.map {
          ["R": ComparedResource(arn: PartialText(arn), policies: [Given.policy($0, as: kind)])]
        } ?? [:], account: Given.account)
    }
    return PolicyComparison(side(old, boundary?.0, resource?.0), side(new, boundary?.1, resource?.1)).changes.map {
      change in
      let actions = change.actions.map { part in
        "\(part.isNegated ? "not " : "")\(part.pattern?.description ?? "-")\(part.isUnknownAlone ? " unknown" : "")"
          + (part.exceptions.isEmpty ? "" : " but \(part.exceptions.map(\.description).joined(separator: " "))")
      }
      let resources = change.resources.map { part in
        "\(part.isNegated ? "not " : "")\(part.pattern?.description ?? part.target ?? "-")"
          + (part.exceptions.isEmpty ? "" : " but \(part.exceptions.map(\.description).joined(separator: " "))")
      }
      return "\(change.direction) \(actions.joined(separator: ", ")) on \(resources.joined(separator: ", "))"
        + (change.conditions.isEmpty ? "" : " if \(change.conditions.map(\.key.value).joined(separator: " "))")
        + (change.isCertain ? "" : " perhaps")
    }
  }

  static func allow(_ action: String, on resource: String = "*", _ rest: String = "") -> String {
    "[{Effect: Allow, Action: \(action), Resource: '\(resource)'\(rest)}]"
  }

  @Test func identityGainsAndLoses() {
    #expect(
      Self.changes("[]", Self.allow("'sqs:SendMessage'", on: Given.queue)) == [
        "gained sqs:SendMessage on \(Given.queue)"
      ])
    #expect(
      Self.changes(Self.allow("'sqs:SendMessage'", on: Given.queue), "[]") == ["lost sqs:SendMessage on \(Given.queue)"]
    )
  }

  @Test func aWiderPatternIsToldWithoutWhatWasAllowed() {
    let changes = Self.changes(Self.allow("'sqs:SendMessage'"), Self.allow("'sqs:*'"))
    #expect(changes == ["gained sqs:* but sqs:SendMessage on *"])
    #expect(Self.changes(Self.allow("'sqs:List*'"), Self.allow("'sqs:*'")) == ["gained sqs:* but sqs:List* on *"])
    #expect(
      Self.changes(Self.allow("'sqs:SendMessage'", on: Given.queue), Self.allow("'sqs:SendMessage'"))
        == ["gained sqs:SendMessage on * but \(Given.queue)"])
  }

  /// A pattern for the one action that there is differs only in what AWS may add.
  @Test func actionsToComeAreToldAsSuch() {
    #expect(
      Self.changes(Self.allow("'sns:Publish'"), Self.allow("'sns:Publish*'"))
        == ["gained sns:Publish* unknown on *"])
  }

  @Test func aDenyTakesAwayAndGivesBack() {
    let deny =
      "[{Effect: Allow, Action: 'sqs:*', Resource: '*'}, {Effect: Deny, Action: 'sqs:PurgeQueue', Resource: '*'}]"
    #expect(Self.changes(Self.allow("'sqs:*'"), deny) == ["lost sqs:PurgeQueue on *"])
    #expect(Self.changes(deny, Self.allow("'sqs:*'")) == ["gained sqs:PurgeQueue on *"])
  }

  @Test func aDenyOfWhatNobodyMayIsNoChange() {
    let deny =
      "[{Effect: Allow, Action: 'sns:Publish', Resource: '*'}, {Effect: Deny, Action: 'sqs:*', Resource: '*'}]"
    #expect(Self.changes(Self.allow("'sns:Publish'"), deny).isEmpty)
  }

  @Test func aBoundaryLimits() {
    let wide = Self.allow("['sqs:SendMessage', 'sns:Publish']")
    #expect(
      Self.changes(wide, wide, boundary: (wide, Self.allow("'sns:Publish'"))) == ["lost sqs:SendMessage on *"])
    #expect(
      Self.changes(wide, wide, boundary: (Self.allow("'sns:Publish'"), Self.allow("'*'")))
        == ["gained sqs:SendMessage on *"])
  }

  @Test func aResourcePolicyAdmitsWithinTheAccount() {
    let policy =
      "[{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:role/worker'}, Action: 'sqs:SendMessage', Resource: '*'}]"
    #expect(Self.changes("[]", "[]", resource: ("[]", policy)) == ["gained sqs:SendMessage on *"])
    // What the role may do anyway is no gain.
    let allow = Self.allow("'sqs:SendMessage'")
    #expect(Self.changes(allow, allow, resource: ("[]", policy)).isEmpty)
    // And moving it from the role to the queue is none either, on that queue.
    #expect(
      Self.changes(
        Self.allow("'sqs:SendMessage'", on: Given.queue), "[]",
        resource: ("[]", policy.replacing("'*'}]", with: "'\(Given.queue)'}]"))
      ).isEmpty)
  }

  @Test func aServiceIsAdmittedForItsSource() {
    func policy(_ source: String) -> String {
      "[{Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: 'sqs:SendMessage', Resource: '*', "
        + "Condition: {ArnLike: {'aws:SourceArn': '\(source)'}}}]"
    }
    let narrow = "arn:aws:sns:eu-west-1:111122223333:news"
    let wide = "arn:aws:sns:*:111122223333:*"
    let sns = Principal.service("sns.amazonaws.com")
    #expect(
      Self.changes("[]", "[]", resource: (policy(narrow), policy(wide)), principal: sns)
        == ["gained sqs:SendMessage on * if aws:SourceArn"])
    #expect(Self.changes("[]", "[]", resource: (policy(wide), policy(wide)), principal: sns).isEmpty)
    let both = "[\(policy(narrow).dropFirst().dropLast()), \(policy(wide).dropFirst().dropLast())]"
    #expect(Self.changes("[]", "[]", resource: (policy(wide), both), principal: sns).isEmpty)
  }

  @Test func trustAndKeyPoliciesMustAllow() {
    let trust = "[{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]"
    let role = "arn:aws:iam::111122223333:role/other"
    #expect(
      Self.changes(
        "[]", "[]", resource: ("[]", trust), kind: .trust, arn: role, principal: .service("lambda.amazonaws.com"))
        == ["gained sts:AssumeRole on R"])
    let key = "arn:aws:kms:eu-west-1:111122223333:key/k"
    let delegating = "[{Effect: Allow, Principal: {AWS: '111122223333'}, Action: 'kms:*', Resource: '*'}]"
    let allow = Self.allow("'kms:Decrypt'")
    #expect(
      Self.changes(allow, allow, resource: (delegating, "[]"), kind: .key, arn: key).count == 1)
    #expect(Self.changes(allow, allow, resource: (delegating, delegating), kind: .key, arn: key).isEmpty)
  }

  @Test func conditionsAreTold() {
    let conditional = Self.allow("'sqs:SendMessage'", ", Condition: {IpAddress: {'aws:SourceIp': '10.0.0.0/8'}}")
    #expect(Self.changes("[]", conditional) == ["gained sqs:SendMessage on * if aws:SourceIp"])
    let two = Self.allow(
      "'sqs:SendMessage'", ", Condition: {IpAddress: {'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9']}}")
    #expect(Self.changes(conditional, two).isEmpty, "two halves are the whole")
    let part = Self.allow("'sqs:SendMessage'", ", Condition: {IpAddress: {'aws:SourceIp': '10.0.0.0/9'}}")
    #expect(Self.changes(conditional, part) == ["lost sqs:SendMessage on * if aws:SourceIp"])
    #expect(
      Self.changes(
        Self.allow("'sqs:SendMessage'", ", Condition: {Bool: {'aws:SecureTransport': 'true'}}"),
        Self.allow("'sqs:SendMessage'", ", Condition: {Bool: {'aws:SecureTransport': 'false'}}")
      ).count == 2)
  }

  @Test func variablesAreComparedWithTheirValues() {
    let home = "arn:aws:s3:::home/${aws:username}/*"
    let any = "arn:aws:s3:::home/*"
    #expect(Self.changes(Self.allow("'s3:GetObject'", on: home), Self.allow("'s3:GetObject'", on: home)).isEmpty)
    let gained = Self.changes(Self.allow("'s3:GetObject'", on: home), Self.allow("'s3:GetObject'", on: any))
    let begins = gained.allSatisfy { $0.hasPrefix("gained s3:GetObject on \(any)") }
    #expect(!gained.isEmpty && begins, "\(gained)")
  }

  @Test func unknownPartsAreTheSameOnBothSides() {
    let open = "[{Effect: Allow, Action: 'sqs:SendMessage', Resource: '*', Condition: !Ref When}]"
    #expect(Self.changes(open, open).isEmpty)
    #expect(Self.changes(open, "[]").count == 1)
    let changes = Self.changes(open, Self.allow("'sqs:SendMessage'"))
    #expect(changes.count == 1 && changes[0].hasPrefix("gained"), "\(changes)")
  }

  /// A part that is not known is itself, and may be anything else.
  @Test func unknownNamesEqualThemselves() {
    let mine = Self.allow("'sqs:SendMessage'", on: "arn:aws:sqs:<Region>:<Account>:<Stack>-Jobs-<Jobs>")
    let other = Self.allow("'sqs:SendMessage'", on: "arn:aws:sqs:<Region>:<Account>:<Stack>-Posts-<Posts>")
    #expect(Self.changes(mine, mine).isEmpty)
    #expect(Self.changes(mine, other).count == 2)
    #expect(
      Self.changes(Self.allow("'sqs:SendMessage'", on: "<Arn>"), Self.allow("'sqs:SendMessage'", on: "<Other>")).count
        == 2)
  }

  // MARK: Limits

  @Test(.timeLimit(.minutes(1))) func wildcardsMadeToExplodeAreToldToBeTooMuch() {
    let stars = (0..<12).map {
      "'\(Self.queue)*\("ab".map(String.init)[$0 % 2])\(String(repeating: "?", count: 14 + $0))*'"
    }
    let old = "[{Effect: Allow, Action: 'sqs:SendMessage', Resource: [\(stars.joined(separator: ", "))]}]"
    let new = "[{Effect: Allow, Action: 'sqs:SendMessage', Resource: [\(stars.dropLast().joined(separator: ", "))]}]"
    func side(_ text: String) -> ComparedSide {
      ComparedSide(principal: Given.role, identity: [Given.policy(text)], account: Given.account)
    }
    #expect(PolicyComparison(side(old), side(new)).omissions.contains(.patterns))
    let backtracking = String(repeating: "*a", count: 200) + "*"
    let same = "[{Effect: Allow, Action: '*', Resource: '\(Self.queue)\(backtracking)b'}]"
    #expect(PolicyComparison(side("[]"), side(same)).omissions.isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func manyStatementsAreToldToBeTooMany() {
    let statement = PolicyStatement(.allow, actions: ["sqs:SendMessage"], resources: ["*"], span: Given.nowhere)
    let document = PolicyDocument(Array(repeating: statement, count: 100_000), span: Given.nowhere)
    let side = ComparedSide(
      principal: Given.role, identity: [CompiledPolicy(document, as: .identity)], account: Given.account)
    let none = ComparedSide(principal: Given.role, account: Given.account)
    #expect(PolicyComparison(none, side).omissions == [.statements(100_000)])
  }

  @Test(.timeLimit(.minutes(1))) func manyConditionsAreToldToBeTooMany() {
    let keys = (0..<12).map { "'k\($0)': [a, b, c]" }.joined(separator: ", ")
    let new = "[{Effect: Allow, Action: 'sqs:SendMessage', Resource: '*', Condition: {StringEquals: {\(keys)}}}]"
    func side(_ text: String) -> ComparedSide {
      ComparedSide(principal: Given.role, identity: [Given.policy(text)], account: Given.account)
    }
    let comparison = PolicyComparison(side("[]"), side(new))
    #expect(comparison.omissions == [.conditions])
    #expect(comparison.changes.map(\.direction) == [.gained], "what is looked at begins where the statement holds")
  }
}
