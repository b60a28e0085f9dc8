extension LimitCase {
  static let lambda = settings + mappings + aliases + failures

  /// A stack of one function with these keys.
  static func functionStack(_ keys: String, _ more: String = "") -> String {
    "functions:\n  f: { \(function), \(keys) }\n\(more)"
  }

  private static let settings = [
    LimitCase("LAM-001", past: functionStack("timeout: ↓901s"), at: functionStack("timeout: 900s")),
    LimitCase("LAM-002", past: functionStack("timeout: ↓0s"), at: functionStack("timeout: 1s")),
    LimitCase("LAM-004", past: functionStack("memory: ↓10241 MB"), at: functionStack("memory: 10240 MB")),
    LimitCase("LAM-005", past: functionStack("memory: ↓127 MB"), at: functionStack("memory: 128 MB")),
    LimitCase(
      "LAM-008", past: functionStack("ephemeralStorage: ↓511 MB"), at: functionStack("ephemeralStorage: 512 MB")),
    LimitCase(
      "LAM-009", past: functionStack("ephemeralStorage: ↓10241 MB"), at: functionStack("ephemeralStorage: 10240 MB")),
    LimitCase(
      "LAM-012", past: functionStack("environment: ↓{ NAME: \(letters(4093)) }"),
      at: functionStack("environment: { NAME: \(letters(4092)) }")),
    LimitCase(
      "LAM-013", past: functionStack("environment: { ↓2nd: v }"), at: functionStack("environment: { second: v }")),
    LimitCase(
      "LAM-014", past: functionStack("environment: { ↓AWS_REGION: v }"),
      at: functionStack("environment: { AWS_REGIONS: v }")),
    LimitCase("API-0002", past: runtime("↓python3.99"), at: runtime("python3.13")),
    LimitCase("LAM-123", past: runtime("↓nodejs16.x"), at: runtime("python3.13")),
    LimitCase(
      "LAM-021", past: functionStack("properties: { VpcConfig: ↓{ SubnetIds: [subnet-1], SecurityGroupIds: [] } }"),
      at: functionStack("properties: { VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] } }")),
  ]

  private static func runtime(_ name: String) -> String {
    "functions:\n  f: { runtime: \(name), handler: app.f, code: src }\n"
  }

  private static let mappings = [
    LimitCase(
      "LAM-078", past: consumer("timeout: 31s", "visibilityTimeout: ↓30s"),
      at: consumer("timeout: 31s", "visibilityTimeout: 31s")),
    LimitCase("SQS-005", past: consumer("timeout: 31s", mark: "↓"), at: consumer("timeout: 30s")),
    LimitCase(
      "LAM-003", past: consumer("memory: 128 MB", "visibilityTimeout: ↓2s"),
      at: consumer("memory: 128 MB", "visibilityTimeout: 3s")),
    LimitCase(
      "LAM-079", "LAM-129", past: consumer("timeout: 10s", "visibilityTimeout: ↓59s"),
      at: consumer("timeout: 10s", "visibilityTimeout: 60s")),
    LimitCase(
      "LAM-076", "LAM-131", past: batch("batchSize: ↓11, batchWindow: 0s"), at: batch("batchSize: 10, batchWindow: 0s")),
    LimitCase("LAM-093", past: batch("batchSize: ↓11"), at: batch("batchSize: 11, batchWindow: 1s")),
    LimitCase("LAM-075", past: batch("batchSize: ↓11", "jobs.fifo"), at: batch("batchSize: 10", "jobs.fifo")),
    LimitCase("LAM-077", past: batch("batchWindow: ↓1s", "jobs.fifo"), at: batch("batchWindow: 0s", "jobs.fifo")),
    LimitCase(
      "LAM-086", past: batch("maximumConcurrency: ↓6", keys: "reservedConcurrency: 5"),
      at: batch("maximumConcurrency: 5", keys: "reservedConcurrency: 5")),
    LimitCase(
      "LAM-082", past: "functions:\n  f: { \(function), consumes: queues.jobs }\nqueues:\n  ↓jobs: {}\n",
      at: consumer("timeout: 3s")),
    LimitCase(
      "LAM-130", past: consumer("timeout: 3s", receives: "↓4"), at: consumer("timeout: 3s", receives: "5")),
  ]

  private static func consumer(
    _ keys: String, _ queue: String = "delay: 0s", mark: String = "", receives: String = "5"
  ) -> String {
    """
    functions:
      f: { \(function), consumes: queues.jobs, \(keys) }
    queues:
      \(mark)jobs: { \(queue), deadLetter: { to: queues.failed, maxReceiveCount: \(receives) } }
      failed: { retention: 14d }

    """
  }

  private static func batch(_ keys: String, _ queue: String = "jobs", keys more: String = "timeout: 3s") -> String {
    let failed = queue == "jobs" ? "failed" : "failed.fifo"
    return """
      functions:
        f: { \(function), consumes: { queue: queues.\(queue), \(keys) }, \(more) }
      queues:
        \(queue): { deadLetter: { to: queues.\(failed), maxReceiveCount: 5 } }
        \(failed): { retention: 14d }

      """
  }

  private static let aliases = [
    LimitCase(
      "LAM-045", past: alias("$LATEST", provisioned: 1, mark: "↓"), at: alias("\"1\"", provisioned: 1)),
    LimitCase(
      "LAM-046", past: alias("\"1\"", provisioned: 6, countMark: "↓", keys: "reservedConcurrency: 5"),
      at: alias("\"1\"", provisioned: 5, keys: "reservedConcurrency: 5")),
    LimitCase("LAM-050", past: weighted("$LATEST", "\"2\"", mark: "↓"), at: weighted("\"1\"", "\"2\"")),
    LimitCase(
      "LAM-132", past: weighted("\"1\"", "\"2\"", more: ", { FunctionVersion: ↓\"3\", FunctionWeight: 0.1 }"),
      at: weighted("\"1\"", "\"2\"")),
    LimitCase(
      "LAM-133", past: weighted("\"1\"", "\"2\"", weight: "↓1.1"), at: weighted("\"1\"", "\"2\"", weight: "1.0")),
  ]

  private static func alias(
    _ version: String, provisioned: Int, mark: String = "", countMark: String = "", keys: String = "timeout: 3s"
  ) -> String {
    functionStack(keys) + """
      resources:
        Live:
          Type: AWS::Lambda::Alias
          Properties:
            Name: live
            FunctionName: !Ref FFunction
            FunctionVersion: \(mark)\(version)
            ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: \(countMark)\(provisioned) }

      """
  }

  private static func weighted(
    _ own: String, _ other: String, mark: String = "", weight: String = "0.1", more: String = ""
  ) -> String {
    functionStack("timeout: 3s") + """
      resources:
        Live:
          Type: AWS::Lambda::Alias
          Properties:
            Name: live
            FunctionName: !Ref FFunction
            FunctionVersion: \(mark)\(own)
            RoutingConfig:
              AdditionalVersionWeights: [{ FunctionVersion: \(other), FunctionWeight: \(weight) }\(more)]

      """
  }

  private static let failures = [
    LimitCase(
      "LAM-127",
      past: "functions:\n  ↓f: { \(function) }\nrules:\n  nightly: { schedule: rate(1 day), to: functions.f }\n",
      at:
        "functions:\n  f: { \(function), onFailure: queues.failed }\nrules:\n  nightly: { schedule: rate(1 day), to: functions.f }\nqueues:\n  failed: {}\n"
    ),
    LimitCase(
      "LAM-066", past: functionStack("onFailure: ↓queues.failed.fifo", "queues:\n  failed.fifo: {}\n"),
      at: functionStack("onFailure: queues.failed", "queues:\n  failed: {}\n")),
    LimitCase(
      "LAM-070",
      past: functionStack(
        "properties: { DeadLetterConfig: { TargetArn: ↓\"${queues.failed.fifo.arn}\" } }",
        "queues:\n  failed.fifo: {}\n"),
      at: functionStack(
        "properties: { DeadLetterConfig: { TargetArn: \"${queues.failed.arn}\" } }", "queues:\n  failed: {}\n")),
    LimitCase("LAM-105", past: named("consumes: ↓queues.jobs", ""), at: named("consumes: queues.jobs", receiving)),
    LimitCase("LAM-068", past: named("onFailure: ↓queues.jobs", ""), at: named("onFailure: queues.jobs", sending)),
    LimitCase(
      "LAM-069", past: named("properties: { DeadLetterConfig: { TargetArn: ↓\"${queues.jobs.arn}\" } }", ""),
      at: named("properties: { DeadLetterConfig: { TargetArn: \"${queues.jobs.arn}\" } }", sending)),
    LimitCase(
      "XSV-001", past: named("access: { ↓send: queues.jobs }", ""), at: named("access: { send: queues.jobs }", sending)),
    LimitCase(
      "LAM-023", past: named("network: { subnets: subnet-1, securityGroups: sg-1 }", "", mark: "↓"),
      at: named("network: { subnets: subnet-1, securityGroups: sg-1 }", networking)),
  ]

  private static let receiving = "sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes"
  private static let sending = "sqs:SendMessage, sqs:GetQueueUrl"
  private static let networking =
    "ec2:CreateNetworkInterface, ec2:DescribeNetworkInterfaces, ec2:DescribeSubnets, ec2:DeleteNetworkInterface, ec2:AssignPrivateIpAddresses, ec2:UnassignPrivateIpAddresses"

  /// A function with a named role that allows these actions besides its logs.
  private static func named(_ keys: String, _ actions: String, mark: String = "") -> String {
    let more = actions.isEmpty ? "" : "    allow: [{ actions: [\(actions)], on: \"*\" }]\n"
    return """
      functions:
        f: { \(function), role: \(mark)roles.worker, \(keys) }
      roles:
        worker:
          trusts: lambda.amazonaws.com
          managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]

      """ + more + "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: {}\n"
  }
}
