extension FunctionKeys {
  /// Keys of what a function is made of, who reaches it and how it runs.
  static let settings: [Key] = [
    Key(
      "image",
      .object(
        ObjectShape(
          [
            Key("uri", .text, required: true, "The image in ECR, with tag or digest."),
            Key("entryPoint", .list(.text), to: "EntryPoint", "Instead of the image's `ENTRYPOINT`."),
            Key("command", .list(.text), to: "Command", "Instead of the image's `CMD`."),
            Key("workingDirectory", .text, to: "WorkingDirectory", "Instead of the image's `WORKDIR`."),
          ], shorthand: "uri")),
      "A container image, instead of `code`, `handler` and `runtime`."),
    Key("url", .object(FunctionURLKeys.shape), "A URL of the function's own, without an API."),
    Key(
      "fileSystem",
      .object(
        ObjectShape([
          Key("accessPoint", .reference([]), required: true, "The EFS access point: its ARN, or a path to a resource."),
          Key("path", .text, to: "LocalMountPath", required: true, "Where the handler sees it: `/mnt/…`."),
        ])), "A file system (EFS) that is mounted. Needs `network`."),
    Key(
      "deadLetter", .reference([.queues, .topics]),
      "Where events go whose asynchronous invocation failed for good, as they came. `onFailure` tells more."),
    Key(
      "environmentKey", .reference([.keys]), to: "KmsKeyArn", default: "a key of Lambda's own",
      "The KMS key that encrypts the environment variables."),
    Key(
      "snapStart", .boolean, default: "false",
      "Whether published versions start from a snapshot, taken after their start. Aliases have it; the function itself has not."
    ),
    Key(
      "logging",
      .object(
        ObjectShape([
          Key(
            "format", .choice([Choice("text", "Text"), Choice("json", "JSON")]), to: "LogFormat", default: "text",
            "How lines are written."),
          Key(
            "applicationLevel", .choice(Self.levels(["trace", "debug", "info", "warn", "error", "fatal"])),
            to: "ApplicationLogLevel", default: "info",
            "The least important lines of the handler that are kept; `json` only."
          ),
          Key(
            "systemLevel", .choice(Self.levels(["debug", "info", "warn"])), to: "SystemLogLevel", default: "info",
            "The least important lines of Lambda itself that are kept; `json` only."),
          Key("group", .reference([.logs]), default: "a log group of its own", "The log group."),
        ])), "How it logs."),
    Key(
      "recursiveLoop", .choice([Choice("terminate", "Terminate"), Choice("allow", "Allow")]), to: "RecursiveLoop",
      default: "terminate",
      "What Lambda does when it sees the function and a queue or topic call each other in a circle."),
    Key(
      "runtimeUpdates",
      .object(
        ObjectShape(
          [
            Key(
              "on",
              .choice([
                Choice("auto", "Auto"), Choice("functionUpdate", "FunctionUpdate"), Choice("manual", "Manual"),
              ]), to: "UpdateRuntimeOn", required: true, "When a new runtime is taken."),
            Key("version", .identifier, to: "RuntimeVersionArn", "With `manual`: the ARN of the runtime's version."),
          ], shorthand: "on")), to: "RuntimeManagementConfig", default: "auto",
      "When Lambda brings new versions of the runtime."),
    Key(
      "codeSigning", .identifier, to: "CodeSigningConfigArn",
      "The code signing configuration that the code must fulfil, by ARN."),
    Key(
      "tenantIsolation", .boolean, default: "false",
      "Whether each tenant, named in the invocation, has environments of its own. Only at creation."),
    Key(
      "durable",
      .object(
        ObjectShape([
          Key(
            "timeout", .duration(.seconds), to: "ExecutionTimeout", required: true,
            "How long an execution may take with all its waits: up to 366d."),
          Key(
            "retention", .duration(.days), to: "RetentionPeriodInDays", default: "14d",
            "How long the record of a finished one is kept."),
        ])), to: "DurableConfig", "Durable executions: the handler's steps are kept and resumed. Only at creation."),
  ]

  private static func levels(_ words: [String]) -> [Choice] { words.map { Choice($0, $0.uppercased()) } }

  /// What a function runs in: a tier of a network, or what is named by ids.
  static let network = Key(
    "network",
    .either(
      .reference([.networks]),
      .object(
        ObjectShape([
          Key("subnets", .list(.identifier), to: "SubnetIds", required: true, "Ids of subnets, best in two zones."),
          Key("securityGroups", .list(.identifier), to: "SecurityGroupIds", required: true, "Ids of security groups."),
          Key(
            "ipv6", .boolean, to: "Ipv6AllowedForDualStack", default: "false",
            "Whether it reaches IPv6 addresses too, in subnets that have both."),
        ]))),
    "The network it runs in: `networks.main.private` (the tier may be left out), or ids. It then reaches only what the network does."
  )
}

/// The keys of a function URL.
enum FunctionURLKeys {
  static let shape = ObjectShape(
    [
      Key(
        "auth", .choice([Choice("iam", "AWS_IAM"), Choice("none", "NONE")]), to: "AuthType", default: "iam",
        "Who may call: whom IAM allows, or everybody."),
      Key(
        "invokeMode", .choice([Choice("buffered", "BUFFERED"), Choice("stream", "RESPONSE_STREAM")]),
        to: "InvokeMode", default: "buffered", "Whether the answer is sent when it is whole, or as it comes."),
      Key("alias", .text, to: "Qualifier", "The alias that answers, instead of the newest code."),
      Key(
        "cors",
        .object(
          ObjectShape([
            Key("origins", .list(.text), to: "AllowOrigins", required: true, "Origins that may call, or `*`."),
            Key("methods", .list(.text), to: "AllowMethods", "Methods they may use."),
            Key("headers", .list(.text), to: "AllowHeaders", "Headers they may send."),
            Key("exposeHeaders", .list(.text), to: "ExposeHeaders", "Headers they may read."),
            Key("credentials", .boolean, to: "AllowCredentials", default: "false", "Whether cookies are sent."),
            Key("maxAge", .duration(.seconds), to: "MaxAge", "How long a browser keeps the answer."),
          ])), to: "Cors", "Which web pages may call it."),
    ], shorthand: "auth")
}
