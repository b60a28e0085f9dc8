import Policy
import WireProtocols

/// How a service says that a call is not allowed: the error's shape and status, and how it writes an action.
struct DenialAnswer: Sendable {
  /// How an action is written in the message.
  enum Spelling: Sendable {
    /// As IAM has it: `lambda:InvokeFunction`.
    case asIs
    /// `sqs:sendmessage`.
    case lowerCase
    /// `SNS:Publish`.
    case upperCasePrefix
  }

  let shape: String
  let status: Int
  var spelling = Spelling.asIs

  /// By the part of an action before its colon. The statuses and shapes are those of each service's API reference, "Common
  /// Errors", and its model; services of the JSON protocols answer 400.
  private static let byService: [String: DenialAnswer] = [
    "sqs": DenialAnswer(shape: "AccessDenied", status: 403, spelling: .lowerCase),
    "sns": DenialAnswer(shape: "AuthorizationErrorException", status: 403, spelling: .upperCasePrefix),
    "sts": DenialAnswer(shape: "AccessDenied", status: 403),
    "iam": DenialAnswer(shape: "AccessDenied", status: 403),
    "s3": DenialAnswer(shape: "AccessDenied", status: 403),
    "dynamodb": DenialAnswer(shape: "AccessDeniedException", status: 400),
    "events": DenialAnswer(shape: "AccessDeniedException", status: 400),
    "logs": DenialAnswer(shape: "AccessDeniedException", status: 400),
    "kinesis": DenialAnswer(shape: "AccessDeniedException", status: 400),
    "states": DenialAnswer(shape: "AccessDeniedException", status: 400),
    "kms": DenialAnswer(shape: "AccessDeniedException", status: 400),
    "secretsmanager": DenialAnswer(shape: "AccessDeniedException", status: 400),
  ]

  /// The form for an action; REST services such as Lambda answer 403.
  static func `for`(_ action: String) -> DenialAnswer {
    let service = action.prefix { $0 != ":" }.lowercased()
    return byService[service] ?? DenialAnswer(shape: "AccessDeniedException", status: 403)
  }

  /// The code that clients show, for people.
  var code: String { shape == "AuthorizationErrorException" ? "AuthorizationError" : shape }

  func written(_ action: String) -> String {
    switch spelling {
    case .asIs: action
    case .lowerCase: action.lowercased()
    case .upperCasePrefix:
      action.prefix { $0 != ":" }.uppercased()
        + action[action.index(action.startIndex, offsetBy: action.prefixLength)...]
    }
  }
}

extension String {
  /// Letters before the first colon.
  fileprivate var prefixLength: Int { prefix { $0 != ":" }.count }
}

extension Judgement {
  /// AWS's answer (IAM User Guide, "Troubleshoot access denied error messages").
  var error: ServiceError {
    let answer = DenialAnswer.for(question.permission.action)
    let action = answer.written(question.permission.action)
    var message = asker.isService ? asker.name : "User: \(asker.name)"
    message += " is not authorized to perform: \(action)"
    if question.permission.resource != "*" { message += " on resource: \(question.permission.resource)" }
    let layer = decision.deniedBy ?? .identity
    if decision.outcome == .explicitDeny {
      message += " with an explicit deny in \(layer.withArticle(isTrust))"
    } else {
      message += " because no \(layer.name(isTrust)) allows the \(action) action"
    }
    return ServiceError(answer.shape, message, status: answer.status)
  }

  /// Whether the resource is a role, whose own policy is its trust.
  var isTrust: Bool { request.action.lowercased().hasPrefix("sts:assumerole") }
}

extension PolicyLayer {
  /// What AWS's messages call a policy of this layer.
  func name(_ isTrust: Bool) -> String {
    switch self {
    case .resourceControl: "resource control policy"
    case .serviceControl: "service control policy"
    case .endpoint: "VPC endpoint policy"
    case .resource: isTrust ? "role trust policy" : "resource-based policy"
    case .identity: "identity-based policy"
    case .boundary: "permissions boundary"
    case .session: "session policy"
    }
  }

  fileprivate func withArticle(_ isTrust: Bool) -> String {
    if self == .resource, isTrust { return "the role trust policy" }
    return (self == .identity ? "an " : "a ") + name(isTrust)
  }
}
