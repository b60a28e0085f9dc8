public import Diagnostics

/// What a pasted error is found to be. They are found in messages, not in stacks, so no text of a stack shows them.
public enum DenialRules {
  /// All of them, by code.
  public static let all: [Rule] = [
    .identityPolicyLacks, .resourcePolicyLacks, .trustPolicyLacks, .boundaryLacks, .sessionPolicyLacks,
    .endpointPolicyLacks, .organizationDenies, .denyHolds, .denialWithoutReason, .denialContradictsStack,
    .refusedWithoutPolicy,
  ]
}

extension Rule {
  /// The principal's own policies do not allow it.
  public static let identityPolicyLacks = denial(
    "STK750", "identity-policy-lacks", "a call that no policy of its caller allows",
    why: """
      Every call needs an Allow. Within one account the caller's own policies can give it, those of his role, user or \
      groups, or the resource's policy; across accounts both must. AWS names the identity-based policies when they are \
      what is missing.

      Add the statement that the help names: the action as the message has it, on this resource. For a function of the \
      stack language whose role is derived that is a line of `access:`.
      """)

  /// The resource's policy does not admit it.
  public static let resourcePolicyLacks = denial(
    "STK751", "resource-policy-lacks", "a call that the resource's policy does not admit",
    why: """
      A service that acts on its own behalf, and every caller of another account, must be admitted by the resource's \
      own policy. So must everyone where that policy rules alone: KMS keys, unless theirs leaves it to the account.

      Name the caller in the resource's policy; a service with a condition on `aws:SourceArn` or `aws:SourceAccount`. \
      Of a caller of another account AWS names the resource's policy also when that leaves it to his account, and it \
      is his own policies that lack it.
      """)

  /// The role's trust policy does not admit the caller.
  public static let trustPolicyLacks = denial(
    "STK752", "trust-policy-lacks", "a role that its caller may not assume",
    why: """
      Whoever wants a session of a role must be named by the role's trust policy, whatever his own policies allow: a \
      service by its principal, an account or role by its ARN, a signed-in identity by its provider and its conditions.

      Name him under `trusts:` of the role, or in its `AssumeRolePolicyDocument`.
      """)

  /// The permissions boundary does not allow it.
  public static let boundaryLacks = denial(
    "STK753", "boundary-lacks", "a call beyond its caller's permissions boundary",
    why: """
      A permissions boundary is the most that the policies of a role or user can allow; by itself it allows nothing. \
      What it leaves out is denied, whatever the policies say.

      Add the statement to the managed policy that is the boundary, or give the role another one.
      """)

  /// The session policy does not allow it.
  public static let sessionPolicyLacks = denial(
    "STK754", "session-policy-lacks", "a call beyond the policy of its session",
    why: """
      Whoever made the session passed a policy with it (`AssumeRole`, `GetFederationToken`, or a service that narrows \
      what it hands on, as Cognito does for guests). The session may do what both that policy and the role allow.

      Change the policy that is passed; nothing in the role helps.
      """)

  /// The VPC endpoint's policy does not allow it.
  public static let endpointPolicyLacks = denial(
    "STK755", "endpoint-policy-lacks", "a call that the VPC endpoint it goes through does not let pass",
    why: """
      An endpoint's policy says which calls may go through it. Without one of its own it lets everything pass.

      Add the statement to the endpoint's policy, with `Principal: "*"` or the caller.
      """)

  /// A policy of the organization denies it.
  public static let organizationDenies = denial(
    "STK756", "organization-denies", "a call that the organization does not let its accounts make",
    why: """
      Service control policies are the most that anyone in an account may do, resource control policies the most that \
      anyone may do to its resources. Each level from the root of the organization to the account must allow the call. \
      AWS says `explicit deny` also where a level only lacks an Allow.

      No policy of the stack can help: the organization's administrators must change theirs.
      """)

  /// A Deny holds.
  public static let denyHolds = denial(
    "STK757", "deny-holds", "a call that a Deny statement forbids",
    why: """
      A Deny that matches wins over every Allow, in whatever policy either stands. Adding a permission changes nothing.

      Find the statement in the kind of policy that the message names, and narrow it: by `Action`, `Resource` or a \
      `Condition` that leaves this call out.
      """)

  /// The message does not say which policy decided.
  public static let denialWithoutReason = denial(
    "STK758", "denial-without-reason", "a refusal that does not say which policy decided",
    why: """
      Not every service names the kind of policy, none does to callers of another organization, and some write \
      sentences of their own. Then the caller's policies, the resource's, and those around both are to be looked at in \
      turn; the caller's own are what is missing most often.

      With the stack at hand the call is decided again with its policies, which finds the one that lacks it.
      """)

  /// The stack allows what AWS denied.
  public static let denialContradictsStack = denial(
    "STK759", "denial-contradicts-stack", "a refusal of a call that the stack's policies allow",
    why: """
      By this file the call would have been allowed. So what is deployed is not this file (it was changed and not \
      deployed, or someone changed a policy by hand), or something outside of it decides: a service control policy, \
      the policy of a VPC endpoint, another account, or a role whose new permissions had not spread yet, which takes \
      seconds.

      Deploy the stack, look for drift (`aws cloudformation detect-stack-drift`), and try again.
      """)

  /// A refusal that no policy is behind.
  public static let refusedWithoutPolicy = denial(
    "STK760", "refused-without-policy", "a refusal that no IAM policy is behind",
    why: """
      An API refuses requests for reasons of its own: there is no such route, a key or a signature is missing, a \
      firewall matched, or the API's authorizer said no. They look like denied permissions, and no permission helps.

      Do what the help names.
      """)

  /// A rule without examples: it is found in a message.
  private static func denial(_ code: String, _ name: String, _ title: String, why: String) -> Rule {
    Rule(
      code, name, .error, title,
      why: why + "\n\nFound in a message by `stackc explain 'MESSAGE'`, not by `stackc lint`.", examples: [])
  }
}
