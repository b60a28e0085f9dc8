import Policy
import Source
import Testing

/// How the layers of policies combine (IAM User Guide, Policy evaluation logic).
@Suite struct LayerTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let principal: Principal
    let policies: PolicySet
    var action = "sqs:SendMessage"
    var resource = Given.queue
    let wanted: String
    var deniedBy: PolicyLayer?
    var testDescription: String { name }
  }

  static let allow = Given.policy("[{Effect: Allow, Action: '*', Resource: '*'}]")
  static let deny = Given.policy("[{Effect: Deny, Action: '*', Resource: '*'}]")
  static let other = Given.policy("[{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]")

  static func resource(_ principal: String, _ effect: String = "Allow", as kind: PolicyKind = .resource)
    -> CompiledPolicy
  {
    Given.policy("[{Effect: \(effect), Principal: \(principal), Action: '*', Resource: '*'}]", as: kind)
  }

  static func trust(_ principal: String) -> CompiledPolicy {
    Given.policy("[{Effect: Allow, Principal: \(principal), Action: 'sts:AssumeRole'}]", as: .trust)
  }

  static let roleARN = "{AWS: 'arn:aws:iam::111122223333:role/worker'}"
  static let sessionARN = "{AWS: 'arn:aws:sts::111122223333:assumed-role/worker/run'}"
  static let userARN = "{AWS: 'arn:aws:iam::111122223333:user/ann'}"
  static let federatedARN = "{AWS: 'arn:aws:sts::111122223333:federated-user/ann'}"
  static let rootARN = "{AWS: 'arn:aws:iam::111122223333:root'}"
  static let number = "{AWS: '111122223333'}"
  static let theirs = "arn:aws:sqs:eu-west-1:444455556666:orders"

  static let basics: [Case] = [
    Case(
      name: "no policy at all", principal: Given.role, policies: PolicySet(), wanted: "implicit deny",
      deniedBy: .identity),
    Case(
      name: "identity policy alone, same account", principal: Given.role, policies: PolicySet(identity: [allow]),
      wanted: "allow"),
    Case(
      name: "deny of the resource beats allow of the identity", principal: Given.role,
      policies: PolicySet(identity: [allow], resource: [resource("'*'", "Deny")]), wanted: "explicit deny",
      deniedBy: .resource),
    Case(
      name: "deny of the identity beats allow of the resource", principal: Given.role,
      policies: PolicySet(identity: [deny], resource: [resource(roleARN)]), wanted: "explicit deny",
      deniedBy: .identity),
    Case(
      name: "boundary denies", principal: Given.role, policies: PolicySet(identity: [allow], boundary: [deny]),
      wanted: "explicit deny", deniedBy: .boundary),
    Case(
      name: "boundary is silent", principal: Given.role, policies: PolicySet(identity: [allow], boundary: [other]),
      wanted: "implicit deny", deniedBy: .boundary),
    Case(
      name: "boundary allows nothing by itself", principal: Given.role, policies: PolicySet(boundary: [allow]),
      wanted: "implicit deny", deniedBy: .identity),
    Case(
      name: "session policy is silent", principal: Given.session,
      policies: PolicySet(identity: [allow], session: [other]), wanted: "implicit deny", deniedBy: .session),
    Case(
      name: "session without session policy", principal: Given.session, policies: PolicySet(identity: [allow]),
      wanted: "allow"),
    Case(
      name: "federated user without session policy", principal: Given.federatedUser,
      policies: PolicySet(identity: [allow]), wanted: "implicit deny", deniedBy: .session),
    Case(
      name: "federated user with session policy", principal: Given.federatedUser,
      policies: PolicySet(identity: [allow], session: [allow]), wanted: "allow"),
    Case(
      name: "endpoint is silent", principal: Given.role,
      policies: PolicySet(identity: [allow], endpoint: [resource(userARN, as: .endpoint)]), wanted: "implicit deny",
      deniedBy: .endpoint),
    Case(
      name: "endpoint allows", principal: Given.role,
      policies: PolicySet(identity: [allow], endpoint: [resource("'*'", as: .endpoint)]), wanted: "allow"),
    Case(
      name: "every SCP level allows", principal: Given.role,
      policies: PolicySet(identity: [allow], serviceControl: [[allow], [other, allow]]), wanted: "allow"),
    Case(
      name: "one SCP level is silent", principal: Given.role,
      policies: PolicySet(identity: [allow], serviceControl: [[allow], [other]]), wanted: "implicit deny",
      deniedBy: .serviceControl),
    Case(
      name: "an SCP denies", principal: Given.role,
      policies: PolicySet(identity: [allow], serviceControl: [[allow], [allow, deny]]), wanted: "explicit deny",
      deniedBy: .serviceControl),
    Case(
      name: "an SCP binds the root user", principal: .account(Given.account),
      policies: PolicySet(serviceControl: [[other]]), wanted: "implicit deny", deniedBy: .serviceControl),
    Case(
      name: "an RCP without statement that allows", principal: Given.role,
      policies: PolicySet(identity: [allow], resourceControl: [[]]), wanted: "allow"),
    Case(
      name: "an RCP denies", principal: Given.role,
      policies: PolicySet(identity: [allow], resourceControl: [[resource("'*'", "Deny", as: .resourceControl)]]),
      wanted: "explicit deny", deniedBy: .resourceControl),
    Case(
      name: "organizations do not limit service-linked roles",
      principal: .role("arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/X", account: Given.account),
      policies: PolicySet(
        identity: [allow], serviceControl: [[deny]],
        resourceControl: [[resource("'*'", "Deny", as: .resourceControl)]]), wanted: "allow"),
    Case(
      name: "the root user needs no policy", principal: .account(Given.account), policies: PolicySet(), wanted: "allow"),
    Case(
      name: "the root user is bound by the resource's deny", principal: .account(Given.account),
      policies: PolicySet(resource: [resource(rootARN, "Deny")]), wanted: "explicit deny", deniedBy: .resource),
    Case(
      name: "the anonymous under *", principal: .anonymous, policies: PolicySet(resource: [resource("'*'")]),
      wanted: "allow"),
    Case(
      name: "the anonymous under AWS: *", principal: .anonymous,
      policies: PolicySet(resource: [resource("{AWS: '*'}")]), wanted: "allow"),
    Case(
      name: "the anonymous are in no account", principal: .anonymous,
      policies: PolicySet(resource: [resource(rootARN)], serviceControl: [[deny]]), wanted: "implicit deny",
      deniedBy: .resource),
    Case(
      name: "a service needs the resource's policy", principal: .service("sns.amazonaws.com"),
      policies: PolicySet(identity: [allow]), wanted: "implicit deny", deniedBy: .resource),
    Case(
      name: "a service needs nothing else", principal: .service("sns.amazonaws.com"),
      policies: PolicySet(
        resource: [resource("{Service: [s3.amazonaws.com, SNS.amazonaws.com]}")], boundary: [deny],
        serviceControl: [[deny]]), wanted: "allow"),
    Case(
      name: "another service", principal: .service("sns.amazonaws.com"),
      policies: PolicySet(resource: [resource("{Service: s3.amazonaws.com}")]), wanted: "implicit deny",
      deniedBy: .resource),
    Case(
      name: "an RCP binds services", principal: .service("sns.amazonaws.com"),
      policies: PolicySet(
        resource: [resource("{Service: sns.amazonaws.com}")],
        resourceControl: [[resource("'*'", "Deny", as: .resourceControl)]]), wanted: "explicit deny",
      deniedBy: .resourceControl),
  ]

  static let acrossAccounts: [Case] = [
    Case(
      name: "across accounts: identity alone", principal: Given.role, policies: PolicySet(identity: [allow]),
      resource: theirs, wanted: "implicit deny", deniedBy: .resource),
    Case(
      name: "across accounts: resource alone", principal: Given.role,
      policies: PolicySet(resource: [resource(roleARN)]),
      resource: theirs, wanted: "implicit deny", deniedBy: .identity),
    Case(
      name: "across accounts: both", principal: Given.role,
      policies: PolicySet(identity: [allow], resource: [resource(roleARN)]), resource: theirs, wanted: "allow"),
    Case(
      name: "across accounts: the account is trusted", principal: Given.role,
      policies: PolicySet(identity: [allow], resource: [resource(rootARN)]), resource: theirs, wanted: "allow"),
    Case(
      name: "across accounts: a boundary is never bypassed", principal: Given.session,
      policies: PolicySet(identity: [allow], resource: [resource(sessionARN)], boundary: [other]), resource: theirs,
      wanted: "implicit deny", deniedBy: .boundary),
    Case(
      name: "across accounts: a session policy is never bypassed", principal: Given.session,
      policies: PolicySet(identity: [allow], resource: [resource(sessionARN)], session: [other]), resource: theirs,
      wanted: "implicit deny", deniedBy: .session),
    Case(
      name: "account unknown: both sides agree",
      principal: .role(Given.text("<Role.Arn>"), account: Given.text("<AWS::AccountId>")),
      policies: PolicySet(), resource: "arn:aws:sqs:eu-west-1:<Other>:orders", wanted: "implicit deny",
      deniedBy: .identity),
  ]

  static let trusts: [Case] = [
    Case(
      name: "trust: the service", principal: .service("lambda.amazonaws.com"),
      policies: PolicySet(resource: [trust("{Service: lambda.amazonaws.com}")]), action: "sts:AssumeRole",
      resource: "arn:aws:iam::111122223333:role/worker", wanted: "allow"),
    Case(
      name: "trust: another service", principal: .service("lambda.amazonaws.com"),
      policies: PolicySet(resource: [trust("{Service: ec2.amazonaws.com}")]), action: "sts:AssumeRole",
      resource: "arn:aws:iam::111122223333:role/worker", wanted: "implicit deny", deniedBy: .resource),
    Case(
      name: "trust: identity alone is not enough", principal: Given.user,
      policies: PolicySet(identity: [allow], resource: [trust("{Service: ec2.amazonaws.com}")]),
      action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/worker", wanted: "implicit deny",
      deniedBy: .resource),
    Case(
      name: "trust: the account delegates", principal: Given.user,
      policies: PolicySet(identity: [allow], resource: [trust(rootARN)]), action: "sts:AssumeRole",
      resource: "arn:aws:iam::111122223333:role/worker", wanted: "allow"),
    Case(
      name: "trust: the account delegates to nobody", principal: Given.user,
      policies: PolicySet(resource: [trust(rootARN)]), action: "sts:AssumeRole",
      resource: "arn:aws:iam::111122223333:role/worker", wanted: "implicit deny", deniedBy: .identity),
    Case(
      name: "trust: the user is named", principal: Given.user, policies: PolicySet(resource: [trust(userARN)]),
      action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/worker", wanted: "allow"),
    Case(
      name: "trust: an identity provider", principal: .federated("cognito-identity.amazonaws.com"),
      policies: PolicySet(resource: [
        Given.policy(
          "[{Effect: Allow, Principal: {Federated: cognito-identity.amazonaws.com}, Action: 'sts:AssumeRoleWithWebIdentity'}]",
          as: .trust)
      ]), action: "sts:AssumeRoleWithWebIdentity", resource: "arn:aws:iam::111122223333:role/worker", wanted: "allow"),
    Case(
      name: "key: identity alone is not enough", principal: Given.role,
      policies: PolicySet(identity: [allow], resource: [resource(userARN, as: .key)]), action: "kms:Decrypt",
      resource: "arn:aws:kms:eu-west-1:111122223333:key/k", wanted: "implicit deny", deniedBy: .resource),
    Case(
      name: "key: the account delegates", principal: Given.role,
      policies: PolicySet(identity: [allow], resource: [resource(rootARN, as: .key)]), action: "kms:Decrypt",
      resource: "arn:aws:kms:eu-west-1:111122223333:key/k", wanted: "allow"),
    Case(
      name: "key: the role is named", principal: Given.role,
      policies: PolicySet(resource: [resource(roleARN, as: .key)]), action: "kms:Decrypt",
      resource: "arn:aws:kms:eu-west-1:111122223333:key/k", wanted: "allow"),
  ]

  @Test(arguments: basics + acrossAccounts + trusts) func decides(_ example: Case) {
    let request = Given.request(example.action, on: example.resource, by: example.principal)
    let decision = example.policies.decide(request)
    #expect(decision.word == example.wanted)
    #expect(decision.deniedBy == example.deniedBy)
    #expect(example.policies.explain(request).decision == decision)
  }

  /// Who is named in the resource's policy, who calls, and which implicit denies that bypasses: of the identity policies,
  /// of a boundary, of a session policy.
  struct Bypass: CustomTestStringConvertible, Sendable {
    let named: String
    let caller: Principal
    let bypassesIdentity: Bool
    let bypassesBoundary: Bool
    let bypassesSession: Bool
    var testDescription: String { "\(named) called by \(caller.form)" }
  }

  static let bypasses: [Bypass] = [
    Bypass(
      named: roleARN, caller: Given.role, bypassesIdentity: true, bypassesBoundary: false, bypassesSession: false),
    Bypass(
      named: roleARN, caller: Given.session, bypassesIdentity: true, bypassesBoundary: false, bypassesSession: false),
    Bypass(
      named: sessionARN, caller: Given.session, bypassesIdentity: true, bypassesBoundary: true, bypassesSession: true),
    Bypass(named: userARN, caller: Given.user, bypassesIdentity: true, bypassesBoundary: true, bypassesSession: true),
    Bypass(
      named: federatedARN, caller: Given.federatedUser, bypassesIdentity: true, bypassesBoundary: true,
      bypassesSession: true),
    Bypass(
      named: userARN, caller: Given.federatedUser, bypassesIdentity: true, bypassesBoundary: false,
      bypassesSession: false),
    Bypass(
      named: rootARN, caller: Given.role, bypassesIdentity: false, bypassesBoundary: false, bypassesSession: false),
    Bypass(
      named: number, caller: Given.user, bypassesIdentity: false, bypassesBoundary: false, bypassesSession: false),
    Bypass(named: "'*'", caller: Given.role, bypassesIdentity: true, bypassesBoundary: false, bypassesSession: false),
    Bypass(
      named: "'*'", caller: Given.session, bypassesIdentity: true, bypassesBoundary: false, bypassesSession: false),
    Bypass(named: "'*'", caller: Given.user, bypassesIdentity: true, bypassesBoundary: true, bypassesSession: true),
  ]

  @Test(arguments: bypasses) func bypassesImplicitDenies(_ example: Bypass) {
    let policy = Self.resource(example.named)
    func isAllowed(_ identity: CompiledPolicy, _ boundary: CompiledPolicy, _ session: CompiledPolicy) -> Bool {
      PolicySet(identity: [identity], resource: [policy], boundary: [boundary], session: [session])
        .decide(Given.request(by: example.caller)).isAllowed
    }
    #expect(isAllowed(Self.allow, Self.allow, Self.allow))
    #expect(isAllowed(Self.other, Self.allow, Self.allow) == example.bypassesIdentity)
    #expect(isAllowed(Self.other, Self.other, Self.allow) == example.bypassesBoundary)
    #expect(isAllowed(Self.other, Self.allow, Self.other) == example.bypassesSession)
  }
}
