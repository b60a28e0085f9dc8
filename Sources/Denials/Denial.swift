public import Policy
public import Source

/// A call that AWS refused, as far as its message says what was refused and why (IAM User Guide, Troubleshoot access
/// denied error messages).
///
/// Spans are places in the message as it was pasted.
public struct Denial: Sendable {
  /// The kinds of policy that AWS's messages name.
  public enum PolicyType: String, Sendable, CaseIterable {
    case identity = "identity-based policy"
    case resource = "resource-based policy"
    case boundary = "permissions boundary"
    case session = "session policy"
    case endpoint = "VPC endpoint policy"
    case serviceControl = "service control policy"
    case resourceControl = "resource control policy"
    case trust = "role trust policy"
  }

  /// How the policy denies.
  public enum Effect: Sendable {
    /// No statement allows it.
    case implicit
    /// A Deny holds.
    case explicit
  }

  /// Who was refused: an ARN, a service, `anonymous`.
  public var principal: Spanned<String>?
  /// The actions, as the message spells them; more than one where a service names what it needs together.
  public var actions: [Spanned<String>] = []
  /// The ARN, name or URL of the resource, or `*`.
  public var resource: Spanned<String>?
  /// What makes a service act, such as the rule of a delivery that failed.
  public var source: Spanned<String>?
  /// The kind of policy that decided, where the message says it.
  public var policyType: PolicyType?
  /// How it decided, where the message says it.
  public var effect: Effect?
  /// The ARN of the policy that holds the Deny, which messages of one account or organization carry since January 2026.
  public var policyARN: Spanned<String>?
  /// Whether a service control policy limits the VPC endpoint's.
  public var isThroughServiceControl = false
  /// The place of a message that only AWS can decode (`sts:DecodeAuthorizationMessage`).
  public var encoded: Span?
  /// The error's code: `AccessDenied`, `AccessDeniedException`, `AuthorizationError`, ….
  public var code: String?
  /// The operation of the API: `SendMessage`.
  public var operation: String?
  /// The IAM prefix of the service that refused, where the message tells it: `sqs`.
  public var service: String?
  /// The wording of one service's own, if it is one.
  public var wording: ServiceWording?
  /// Where the message says it.
  public var span: Span

  init(at span: Span) { self.span = span }
}

extension Denial {
  /// The actions as AWS's tables spell them (Service Authorization Reference): messages write `SNS:Publish` and
  /// `sqs:sendmessage`.
  public var spelledActions: [String] { actions.map { Self.spelled($0.value) } }

  /// An action as AWS's tables spell it; itself where they do not know it.
  public static func spelled(_ action: String) -> String { ActionSpelling.of(action) }

  /// The principal as the policy engine knows it; nil where the message names none it can.
  public var asker: Principal? { principal.flatMap { Principal(named: $0.value == "anonymous" ? "*" : $0.value) } }
}
