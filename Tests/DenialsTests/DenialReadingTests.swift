import Denials
import Diagnostics
import Policy
import Source
import Testing

/// Every form in which AWS says that a call was refused, in every envelope.
@Suite struct DenialReadingTests {
  static let user = "arn:aws:iam::123456789012:user/ada"
  static let session = "arn:aws:sts::123456789012:assumed-role/worker/run"
  static let queue = "arn:aws:sqs:eu-west-1:123456789012:orders"

  static func read(_ text: String) -> Denial? {
    Denial(reading: SourceFile(path: "message", text: text), id: SourceID(0))
  }

  static func sentence(_ reason: String, _ action: String = "sqs:SendMessage") -> String {
    "User: \(session) is not authorized to perform: \(action) on resource: \(queue)\(reason)"
  }

  /// Reason, policy type, effect.
  static let reasons: [(String, Denial.PolicyType?, Denial.Effect?)] = [
    ("", nil, nil),
    (" with an explicit deny", nil, .explicit),
    (" because no identity-based policy allows the sqs:SendMessage action", .identity, .implicit),
    (" because no resource-based policy allows the sqs:SendMessage action", .resource, .implicit),
    (" because no permissions boundary allows the sqs:SendMessage action", .boundary, .implicit),
    (" because no session policy allows the sqs:SendMessage action", .session, .implicit),
    (" because no VPC endpoint policy allows the sqs:SendMessage action", .endpoint, .implicit),
    (" because no service control policy allows the sqs:SendMessage action", .serviceControl, .implicit),
    (" because no resource control policy allows the sqs:SendMessage action", .resourceControl, .implicit),
    (" with an explicit deny in an identity-based policy", .identity, .explicit),
    (" with an explicit deny in a resource-based policy", .resource, .explicit),
    (" with an explicit deny in a permissions boundary", .boundary, .explicit),
    (" with an explicit deny in a session policy", .session, .explicit),
    (" with an explicit deny in a sessions policy", .session, .explicit),
    (" with an explicit deny in a VPC endpoint policy", .endpoint, .explicit),
    (" with an explicit deny in a service control policy", .serviceControl, .explicit),
    (" with an explicit deny in a resource control policy", .resourceControl, .explicit),
    (" with an explicit deny in the role trust policy", .trust, .explicit),
  ]

  @Test(arguments: reasons) func reason(text: String, type: Denial.PolicyType?, effect: Denial.Effect?) throws {
    let denial = try #require(Self.read(Self.sentence(text)))
    #expect(denial.policyType == type)
    #expect(denial.effect == effect)
    #expect(denial.principal?.value == Self.session)
    #expect(denial.actions.map(\.value) == ["sqs:SendMessage"])
    #expect(denial.resource?.value == Self.queue)
  }

  @Test func trust() throws {
    let text =
      "User: \(Self.user) is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/r because no role trust policy allows the sts:AssumeRole action"
    let denial = try #require(Self.read(text))
    #expect(denial.policyType == .trust && denial.effect == .implicit)
    #expect(
      denial.statement(for: .trust)?.flow.json
        == "{ \"Effect\": \"Allow\", \"Principal\": { \"AWS\": \"\(Self.user)\" }, \"Action\": \"sts:AssumeRole\" }")
  }

  @Test func policyARN() throws {
    let arn = "arn:aws:organizations::987654321098:policy/o-x/service_control_policy/p-y"
    let denial = try #require(Self.read(Self.sentence(" with an explicit deny in a service control policy: \(arn)")))
    #expect(denial.policyARN?.value == arn)
    #expect(denial.finding.consequences.contains { $0.contains(arn) })
  }

  @Test func throughServiceControl() throws {
    let text = " with an explicit deny in a VPC endpoint policy transitively through a service control policy"
    let denial = try #require(Self.read(Self.sentence(text)))
    #expect(denial.isThroughServiceControl && denial.policyType == .endpoint)
    #expect(denial.rule.code == "STK756")
  }

  /// Envelope with `MSG` for the message, code, operation.
  static let envelopes: [(String, String?, String?)] = [
    ("An error occurred (AccessDenied) when calling the SendMessage operation: MSG", "AccessDenied", "SendMessage"),
    (
      "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the Invoke operation: MSG",
      "AccessDeniedException", "Invoke"
    ),
    (
      "Resource handler returned message: \"MSG (Service: Sqs, Status Code: 403, Request ID: 1b2c)\" (RequestToken: 5d, HandlerErrorCode: AccessDenied)",
      "AccessDenied", nil
    ),
    (
      "MSG (Service: AmazonSQS; Status Code: 403; Error Code: AccessDenied; Request ID: 3e; Proxy: null)",
      "AccessDenied", nil
    ),
    ("AccessDeniedException: MSG\n    at throwDefaultError (/var/task/index.js:1:2)", "AccessDeniedException", nil),
    ("{\"__type\":\"com.amazonaws.sqs#AccessDeniedException\",\"Message\":\"MSG\"}", "AccessDeniedException", nil),
    (
      "{\"errorMessage\":\"{\\\"__type\\\":\\\"AccessDeniedException\\\",\\\"message\\\":\\\"MSG\\\"}\"}",
      "AccessDeniedException", nil
    ),
    (
      "<?xml version=\"1.0\"?><ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>MSG</Message></Error></ErrorResponse>",
      "AccessDenied", nil
    ),
    ("2026-11-29T10:00:00Z ERROR [f] \tMSG.", nil, nil),
    ("MSG, please try again", nil, nil),
  ]

  @Test(arguments: envelopes) func envelope(text: String, code: String?, operation: String?) throws {
    let message = Self.sentence("")
    let file = text.replacing("MSG", with: message)
    let denial = try #require(Self.read(file))
    #expect(denial.principal?.value == Self.session)
    #expect(denial.resource?.value == Self.queue)
    #expect(denial.code == code)
    #expect(denial.operation == operation)
    let place = try #require(denial.resource?.span)
    #expect(SourceFile(path: "message", text: file).text(place.range) == Self.queue)
  }

  @Test func brokenOverLinesAndEscaped() throws {
    let text =
      "User: \(Self.session)\n    is not authorized to perform:\r\n s3:GetObject on resource: \\\"arn:aws:s3:::b/my key\\\" because\tno identity-based\n policy allows the s3:GetObject action"
    let denial = try #require(Self.read(text))
    #expect(denial.resource?.value == "arn:aws:s3:::b/my key")
    #expect(denial.policyType == .identity)
    let xml =
      "<Error><Message>User: \(Self.user) is not authorized to perform: s3:GetObject on resource: &quot;arn:aws:s3:::b/k&quot; with an explicit deny</Message></Error>"
    #expect(Self.read(xml)?.resource?.value == "arn:aws:s3:::b/k")
    #expect(Self.read(xml)?.effect == .explicit)
  }

  /// Message, principal, actions as AWS's tables spell them, resource.
  static let special: [(String, String?, [String], String?)] = [
    (
      "AMP is not authorized to perform: SNS:Publish on resource: arn:aws:sns:eu-west-1:123456789012:t because no resource-based policy allows the SNS:Publish action",
      "AMP", ["sns:Publish"], "arn:aws:sns:eu-west-1:123456789012:t"
    ),
    (
      "User: \(user) is not authorized to perform: sqs:sendmessage on resource: \(queue)", user, ["sqs:SendMessage"],
      queue
    ),
    (
      "User: \(user) is not authorized to perform: lambda:ListFunctions because no identity-based policy allows the lambda:ListFunctions action",
      user, ["lambda:ListFunctions"], nil
    ),
    (
      "User: \(user) is not authorized to perform: lambda:ListFunctions on resource: *", user, ["lambda:ListFunctions"],
      "*"
    ),
    (
      "You are not authorized to perform: athena:StartQueryExecution on the resource. After your administrator", nil,
      ["athena:StartQueryExecution"], nil
    ),
    (
      "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9012:a1/prod/GET/x\"}",
      "anonymous", ["execute-api:Invoke"], "arn:aws:execute-api:eu-west-1:********9012:a1/prod/GET/x"
    ),
    (
      "User: \(session) is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
      session, ["kms:Decrypt"], nil
    ),
    (
      "Access to the resource https://sqs.eu-west-1.amazonaws.com/123456789012/orders is denied.", nil, [],
      "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
    ),
    (
      "An error occurred (AccessDenied) when calling the ReceiveMessage operation: Access to the resource https://sqs.eu-west-1.amazonaws.com/ is denied.",
      nil, ["sqs:ReceiveMessage"], "https://sqs.eu-west-1.amazonaws.com/"
    ),
    ("The specified queue does not exist or you do not have access to it.", nil, [], nil),
    ("The role defined for the function cannot be assumed by Lambda.", "lambda.amazonaws.com", ["sts:AssumeRole"], nil),
    (
      "The provided execution role does not have permissions to call CreateNetworkInterface on EC2", nil,
      ["ec2:CreateNetworkInterface"], nil
    ),
    (
      "The function execution role does not have permissions to call ReceiveMessage on SQS", nil,
      ["sqs:ReceiveMessage"], nil
    ),
    (
      "Cannot access stream arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/x. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.",
      nil, ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"],
      "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/x"
    ),
    (
      "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}",
      nil, ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"], nil
    ),
    (
      "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
      nil, ["kms:Decrypt"], nil
    ),
    (
      "KMSAccessDeniedException: Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings. KMS Exception: AccessDeniedException",
      nil, ["kms:Decrypt"], nil
    ),
    (
      "An error occurred (NotAuthorizedException) when calling AssumeRoleWithWebIdentity: Not authorized to perform sts:AssumeRoleWithWebIdentity",
      nil, ["sts:AssumeRoleWithWebIdentity"], nil
    ),
    (
      "The state machine IAM Role is not authorized to access the Log Destination", nil,
      [
        "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
      ], nil
    ),
    (
      "Execution failed due to configuration error: Invalid permissions on Lambda function", "apigateway.amazonaws.com",
      ["lambda:InvokeFunction"], nil
    ),
    (
      "Execution failed due to configuration error: API Gateway does not have permission to assume the provided role arn:aws:iam::123456789012:role/api",
      "apigateway.amazonaws.com", ["sts:AssumeRole"], "arn:aws:iam::123456789012:role/api"
    ),
    ("{\"message\":\"Missing Authentication Token\"}", nil, [], nil),
    ("{\"message\":\"Forbidden\"}", nil, [], nil),
    ("{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}", nil, [], nil),
    (
      "RULE_ARN=arn:aws:events:eu-west-1:123456789012:rule/r TARGET_ARN=\(queue) ERROR_CODE=NO_PERMISSIONS",
      "events.amazonaws.com", [], queue
    ),
    (
      "Unable to validate the following destination configurations (Service: Amazon S3; Status Code: 400; Error Code: InvalidArgument)",
      "s3.amazonaws.com", [], nil
    ),
    (
      "An error occurred (AccessDenied) when calling the HeadObject operation: Access Denied", nil, ["s3:GetObject"],
      nil
    ),
    (
      "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied", nil,
      ["s3:ListBucket"], nil
    ),
    (
      "Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: X; S3 Extended Request ID: Y)",
      nil, [], nil
    ),
    ("<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>1</RequestId></Error>", nil, [], nil),
    (
      "Lambda.AWSLambdaException: User: \(session) is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:123456789012:function:f because no identity-based policy allows the lambda:InvokeFunction action (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)",
      session, ["lambda:InvokeFunction"], "arn:aws:lambda:eu-west-1:123456789012:function:f"
    ),
    (
      "User: \(user) is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/R because no identity-based policy allows the iam:PassRole action",
      user, ["iam:PassRole"], "arn:aws:iam::123456789012:role/R"
    ),
  ]

  @Test(arguments: special) func form(text: String, principal: String?, actions: [String], resource: String?) throws {
    let denial = try #require(Self.read(text))
    #expect(denial.principal?.value == principal)
    #expect(denial.spelledActions == actions)
    #expect(denial.resource?.value == resource)
    #expect(!denial.finding.message.isEmpty)
    #expect(denial.finding.help.allSatisfy { !$0.isEmpty })
  }

  @Test func encoded() throws {
    let text =
      "An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. User: \(Self.user) is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:123456789012:instance/* because no identity-based policy allows the ec2:RunInstances action. Encoded authorization failure message: 4kFi_x-Y9z"
    let denial = try #require(Self.read(text))
    #expect(denial.encoded.map { SourceFile(path: "m", text: text).text($0.range) } == "4kFi_x-Y9z")
    #expect(denial.actions.map(\.value) == ["ec2:RunInstances"])
    #expect(denial.finding.help.contains { $0.contains("decode-authorization-message") })
    let bare = try #require(
      Self.read(
        "UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: abc"
      ))
    #expect(bare.encoded != nil && bare.actions.isEmpty)
  }

  @Test(arguments: [
    "", " ", "hello", "Rate exceeded", "User: ada is authorized", "\\", "&", "\"", "an error occurred (", "{}",
  ])
  func whatIsNoDenial(text: String) { #expect(Self.read(text) == nil) }

  @Test(arguments: [
    "User: is not authorized to perform: ", "is not authorized to perform: s3:GetObject on resource: \"",
    "with an explicit deny in access denied", "is not authorized to perform: a:b:c on resource: x AccessDenied",
    "cannot access stream . please ensure the role can perform the ", "access to the resource https://",
    "\u{0}\u{1}accessdenied",
    "RULE_ARN TARGET_ARN NO_PERMISSIONS", "execution role does not have permissions to call X on ",
    "encoded authorization failure message: access denied",
  ]) func endsAnywhere(text: String) { _ = Self.read(text)?.finding }

  /// Texts built to be looked through again and again are read once: what stands beyond the cap is not looked at.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: ["User: is not authorized to perform: ", "\\", "&quot;", "on resource: \"", "a", "arn:aws", " "])
  func longTextsAreReadOnce(piece: String) {
    let text = String(repeating: piece, count: 2 * Denial.longestMessage / piece.utf8.count) + Self.sentence("")
    #expect(Self.read(text)?.resource == nil)
  }
}
