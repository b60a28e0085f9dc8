extension CfnLintDifference {
  /// Deliveries that the target's policy does not admit.
  static let ofDeliveries: [CfnLintDifference] = [
    .init(
      "STK701", where: "events.amazonaws.com call `sqs:SendMessage`",
      in: "a queue that an `AWS::Events::Rule` has as target or `DeadLetterConfig`, or a bus as `DeadLetterConfig`",
      """
      the queue's policy must let EventBridge send; what it may not deliver goes to the dead-letter queue at \
      once, else is dropped
      """,
      .aws(
        "Event retry policy and using dead-letter queues, Amazon EventBridge User Guide",
        "eventbridge/latest/userguide/eb-rule-dlq.html",
        says:
          """
          missing permissions are not retried; the queue needs a policy that allows `sqs:SendMessage`, which \
          only the console adds by itself
          """)),
    .init(
      "STK701", where: "events.amazonaws.com", in: "a target of an `AWS::Events::Rule`",
      "of functions, topics, queues and log groups the policy must let EventBridge call them",
      .aws(
        "Using resource-based policies for Amazon EventBridge, Amazon EventBridge User Guide",
        "eventbridge/latest/userguide/eb-use-resource-based.html",
        says:
          """
          for functions, topics, queues and log groups EventBridge acts by their policies; of each the statement \
          that has to be added is shown, of log groups for `delivery.logs.amazonaws.com` too
          """)),
    .init(
      "STK701", where: "s3.amazonaws.com", in: "`NotificationConfiguration` of an `AWS::S3::Bucket`",
      "the target's policy must let S3 call it, or the configuration is refused",
      .aws(
        "Granting permissions to publish event notification messages to a destination, Amazon S3 User Guide",
        "AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html",
        says: "S3's principal must be granted the call, by a policy on the topic, the queue or the function")),
    .init(
      "STK701", where: "sns.amazonaws.com call `sqs:SendMessage`", in: "a queue of an `AWS::SNS::Subscription`",
      "the queue's policy must let SNS send",
      .aws(
        "Example cases for Amazon SNS access control, Publish messages to an Amazon SQS queue",
        "sns/latest/dg/sns-access-policy-use-cases.html",
        says: "for SNS to send to a queue, a policy has to be set on the queue")),
    .init(
      "STK701", where: "cloudwatch.amazonaws.com", in: "a topic with an `AWS::SNS::TopicPolicy` that an alarm tells",
      """
      a topic's own policy takes the place of the default one, which admits AWS's services for resources of the \
      account
      """,
      .aws(
        "Example cases for Amazon SNS access control, Amazon SNS Developer Guide",
        "sns/latest/dg/sns-access-policy-use-cases.html",
        says: "every new topic has a default policy that admits AWS's services on behalf of its owner's resources")),
    .init(
      "STK701", where: "call `lambda:InvokeFunction`", in: "a function that a service invokes",
      "the function's policy must let the service invoke it, else the call is refused",
      .aws(
        "Granting Lambda function access to AWS services, AWS Lambda Developer Guide",
        "lambda/latest/dg/permissions-function-services.html",
        says: "to let a service invoke a function, a statement of its resource-based policy grants it")),
  ]

  /// Roles that do not allow what a service does with them.
  static let ofRoles: [CfnLintDifference] = [
    .init(
      "STK789", in: "`ManagedPolicyArns` and `PermissionsBoundary` of roles, users and groups",
      "the path is a part of the ARN, and a name is given once whatever the path",
      .aws(
        "AWSLambdaBasicExecutionRole, AWS Managed Policy Reference",
        "aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html",
        says: "of each policy the ARN with its path, here `service-role/AWSLambdaBasicExecutionRole`",
        readOn: "2026-12-01")),
    .init(
      "STK702", where: "logs:CreateLogDelivery", in: "`LoggingConfiguration` of a state machine",
      "the machine's role must allow the delivery of logs, else Step Functions refuses the machine",
      .aws(
        "Logging using CloudWatch Logs, AWS Step Functions Developer Guide",
        "step-functions/latest/dg/cw-logs.html",
        says:
          """
          with CloudFormation the role has to be given the permissions, of which the policy is shown: those of \
          log deliveries, and of resource policies of log groups
          """)),
    .init(
      "STK702", where: "logs:DescribeLogStreams", in: "`DeliverLogsPermissionArn` of an `AWS::EC2::FlowLog`",
      "the role must allow the service of flow logs to write",
      .aws(
        "Publish flow logs to CloudWatch Logs, Amazon VPC User Guide", "vpc/latest/userguide/flow-logs-cwl.html",
        says: """
          the role needs at least `CreateLogGroup`, `CreateLogStream`, `PutLogEvents`, `DescribeLogGroups` and \
          `DescribeLogStreams`
          """)),
    .init(
      "STK702", where: "firehose:PutRecord", in: "an `AWS::SNS::Subscription` of a delivery stream",
      "the subscription's role must allow SNS to put records",
      .aws(
        "Prerequisites for subscribing Firehose delivery streams to Amazon SNS topics, Amazon SNS Developer Guide",
        "sns/latest/dg/prereqs-kinesis-data-firehose.html",
        says: """
          SNS assumes a role that must have permission to write to the delivery stream; five actions are \
          recommended
          """)),
    .init(
      "STK702", where: "cannot receive from", in: "an event source mapping, or the source of a pipe",
      "the role that polls must allow each call that it polls with",
      .aws(
        """
        Event source permissions for Amazon EventBridge Pipes, Amazon EventBridge User Guide; of Lambda, Process \
        Amazon Kinesis Data Streams records with Lambda
        """,
        "eventbridge/latest/userguide/eb-pipes-permissions.html",
        says: "a role of one's own must be given, by kind of source, the permissions that are listed")),
    .init(
      "STK702", in: "a role that a service assumes to deliver",
      "what the role does not allow is refused: the delivery is lost, or the resource is not made",
      .aws(
        "Creating a role to delegate permissions to an AWS service, IAM User Guide",
        "IAM/latest/UserGuide/id_roles_create_for-service.html",
        says: """
          a service reaches resources of other services with the permissions of the role that it assumes; the \
          service's guide names them
          """)),
    .init(
      "STK704", where: "cannot enter its VPC", in: "`VpcConfig` of a function with a role of the template",
      "Lambda makes network interfaces with the execution role, and refuses the function if it may not",
      .aws(
        "Configuring a Lambda function to access resources in a VPC, AWS Lambda Developer Guide",
        "lambda/latest/dg/configuration-vpc.html",
        says: """
          to attach a function to a VPC its role must allow to create, describe and delete network interfaces, and \
          to assign their addresses
          """)),
  ]

  /// Actions that there are not.
  static let ofPolicies: [CfnLintDifference] = [
    .init(
      "STK814", in: "`Action` of a policy", "the statement is about no service, and allows or denies nothing by it",
      .aws(
        "IAM policy validation check reference, Error – Invalid service in action, IAM User Guide",
        "IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
        says: "Access Analyzer reports an action whose service does not exist as an error")),
    .init(
      "STK815", in: "`Action` of a policy", "the statement is about no action, and allows or denies nothing by it",
      .aws(
        "IAM policy validation check reference, Error – Invalid action, IAM User Guide",
        "IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
        says: "Access Analyzer reports an action that is not valid as an error")),
  ]
}
