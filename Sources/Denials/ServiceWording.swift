/// A sentence by which one service says that something was not allowed, without naming who and what as others do.
public struct ServiceWording: Sendable {
  /// Who was refused, where the sentence does not name him.
  public enum Asker: Sendable, Equatable {
    /// Whoever made the call.
    case caller
    /// A function's execution role.
    case executionRole
    /// The role of a state machine.
    case stateMachineRole
    /// A service on its own behalf.
    case service(String)
  }

  /// The sentence, in lower case; `…` stands for what differs.
  public let phrases: [String]
  /// The IAM prefix of the service that says it.
  public let service: String
  /// Who was refused.
  public let asker: Asker
  /// The kind of policy that lacks something; nil where it is none, or any.
  public let policyType: Denial.PolicyType?
  /// What it takes, where the sentence does not say it.
  public let actions: [String]
  /// What the sentence means: lower case, no full stop.
  public let meaning: String
  /// What to do.
  public let advice: String
  /// Whether no IAM policy is behind it.
  public let isNoPolicy: Bool

  init(
    _ phrases: [String], _ service: String, _ asker: Asker, _ policyType: Denial.PolicyType?, _ actions: [String] = [],
    isNoPolicy: Bool = false, means meaning: String, advice: String
  ) {
    self.phrases = phrases
    self.service = service
    self.asker = asker
    self.policyType = policyType
    self.actions = actions
    self.meaning = meaning
    self.advice = advice
    self.isNoPolicy = isNoPolicy
  }
}

extension ServiceWording {
  /// All that are known, the more special first.
  static let all: [ServiceWording] = lambda + keys + queues + machines + gateways + others

  /// Lambda Developer Guide, Troubleshoot configuration and event source mapping issues; API Reference, CreateFunction.
  private static let lambda: [ServiceWording] = [
    ServiceWording(
      ["role defined for the function cannot be assumed by lambda"], "lambda", .service("lambda.amazonaws.com"), .trust,
      ["sts:AssumeRole"], means: "the trust policy of the function's role does not admit `lambda.amazonaws.com`",
      advice: "let the role trust `lambda.amazonaws.com`; a role made seconds ago may only need to be tried again"),
    ServiceWording(
      ["execution role does not have permissions to call "], "lambda", .executionRole, .identity,
      means: "the function's execution role lacks what Lambda does with it before any event comes",
      advice: "allow the action in the function's role"),
    ServiceWording(
      ["cannot access stream ", "please ensure the role can perform the "], "lambda", .executionRole, .identity,
      means: "Lambda polls a stream with the function's execution role, which may not read it",
      advice: "allow the actions on the stream in the function's role"),
    ServiceWording(
      ["lambda was unable to decrypt the environment variables because kms access was denied"], "kms", .executionRole,
      .identity, ["kms:Decrypt"],
      means: "the function's environment is encrypted with a key that its role may not use",
      advice:
        "allow `kms:Decrypt` on the key in the function's role, and let the key's policy leave it to the account; a role that was deleted and made again needs a new grant: change the function's role and change it back"
    ),
    ServiceWording(
      ["troubleshooting function url authorization issues"], "lambda", .caller, .resource,
      ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"],
      means:
        "the function's URL did not admit the caller: its policy, or his, lacks a permission, or the request is not signed",
      advice:
        "a URL without authorization needs both `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction` for `*` in the function's policy; one with `AWS_IAM` needs them for the caller, and a signed request"
    ),
  ]

  /// KMS Developer Guide, Troubleshooting key access.
  private static let keys: [ServiceWording] = [
    ServiceWording(
      ["ciphertext refers to a customer master key that does not exist"], "kms", .caller, nil, ["kms:Decrypt"],
      means:
        "KMS does not say which of three it is: the key is gone, it is another Region's, or the caller may not use it",
      advice:
        "allow `kms:Decrypt` on the key to the caller, and let the key's policy leave it to the account or name him")
  ]

  /// SQS Developer Guide, Troubleshooting access denied errors.
  private static let queues: [ServiceWording] = [
    ServiceWording(
      ["access to the resource https://sqs.", "access to the resource https://queue.amazonaws"], "sqs", .caller, nil,
      means: "SQS refused the call on this queue, and does not say which policy did",
      advice: "allow the call to the caller in his own policies, or in the queue's"),
    ServiceWording(
      ["specified queue does not exist or you do not have access to it"], "sqs", .caller, nil,
      means:
        "there is no such queue in this account and Region, or it is another account's, whose policy does not admit the caller",
      advice:
        "compare the queue's URL with the caller's account and Region first; another account's queue must name the caller in its policy"
    ),
  ]

  /// Step Functions Developer Guide, Logging using CloudWatch Logs; Cognito Developer Guide, Role trust and permissions.
  private static let machines: [ServiceWording] = [
    ServiceWording(
      ["iam role is not authorized to access the log destination"], "states", .stateMachineRole, .identity,
      [
        "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ], means: "the state machine's role may not set up the delivery of its logs",
      advice: "allow the eight actions on `*` in the state machine's role: log deliveries have no resource"),
    ServiceWording(
      ["not authorized to perform sts:assumerolewithwebidentity"], "sts", .caller, .trust,
      ["sts:AssumeRoleWithWebIdentity"],
      means:
        "the role's trust policy does not admit this identity: another provider, audience or subject, or no such statement",
      advice:
        "compare the trust policy's `Federated` principal and its conditions on `aud`, `amr` or `sub` with the token"),
  ]

  /// API Gateway Developer Guide, Gateway response types; Troubleshooting.
  private static let gateways: [ServiceWording] = [
    ServiceWording(
      ["invalid permissions on lambda function"], "apigateway", .service("apigateway.amazonaws.com"), .resource,
      ["lambda:InvokeFunction"], means: "the function's policy does not admit this API, so its callers get 500",
      advice: "admit `apigateway.amazonaws.com` with `aws:SourceArn` of the API in the function's policy"),
    ServiceWording(
      ["api gateway does not have permission to assume the provided role"], "apigateway",
      .service("apigateway.amazonaws.com"), .trust, ["sts:AssumeRole"],
      means: "the trust policy of the integration's role does not admit API Gateway",
      advice: "let the role trust `apigateway.amazonaws.com`"),
    ServiceWording(
      ["missing authentication token"], "execute-api", .caller, nil, isNoPolicy: true,
      means: "API Gateway knows no such method and path, or the method wants a signed request",
      advice: "compare stage, path and method with the routes first; with `AWS_IAM` sign the request"),
    ServiceWording(
      ["user is not authorized to access this resource"], "execute-api", .caller, nil, isNoPolicy: true,
      means: "the API's authorizer function answered with a policy that does not allow this method",
      advice:
        "let the policy that the authorizer returns allow `execute-api:Invoke` on the method's ARN; a cached answer holds for all methods that its `Resource` names"
    ),
  ]

  /// EventBridge User Guide, Using dead-letter queues; S3 User Guide, Troubleshoot access denied errors and Granting
  /// permissions to publish event notification messages.
  private static let others: [ServiceWording] = [
    ServiceWording(
      ["no_permissions"], "events", .service("events.amazonaws.com"), nil,
      means:
        "EventBridge may not deliver to the target: its policy does not admit the rule, or the target's role lacks the action",
      advice:
        "queues, topics, functions and log groups must admit `events.amazonaws.com` with `aws:SourceArn` of the rule; other targets are called with the role that the target names"
    ),
    ServiceWording(
      ["unable to validate the following destination configurations"], "s3", .service("s3.amazonaws.com"), .resource,
      means: "S3 tries each destination when notifications are set, and one does not admit the bucket",
      advice:
        "admit `s3.amazonaws.com` in the destination's policy, with `aws:SourceArn` of the bucket and `aws:SourceAccount`, before the bucket is made or changed"
    ),
    ServiceWording(
      ["\"message\":\"forbidden\"", "\"message\": \"forbidden\""], "execute-api", .caller, nil, isNoPolicy: true,
      means:
        "API Gateway refused the request before any integration: an API key is missing, a WAF rule or a resource policy matched, or a private API was reached from elsewhere",
      advice: "look for the request in the API's access log: its error message and WAF status say which it was"),
  ]
}
