/// The keys of a function.
enum FunctionKeys {
  /// How long logs are kept unless said otherwise: long enough to look back a month, and not for ever.
  static let logRetentionDays = 30

  static let all: [Key] =
    [
      Key(
        "runtime", .text, to: "Runtime",
        "Lambda's name of the runtime: `python3.13`, `nodejs22.x`, `provided.al2023`. Required without `image`."),
      Key("handler", .text, to: "Handler", "The function in the code: `file.function`. Required without `image`."),
      Key(
        "code", .either(.text, .object(CodeLocation.ofFunction)),
        "The folder of the code, or a `.zip` or `.jar`; or where it is already. Required without `image`."),
      Key("build", .text, "A command that produces the folder, run by `stackc build`."),
      Key(
        "memory", .size(.megabytes), to: "MemorySize", default: "128 MB",
        "Memory, and with it processing power: 1769 MB is one processor."),
      Key("timeout", .duration(.seconds), to: "Timeout", default: "3s", "How long one invocation may run: up to 15m."),
      Key(
        "ephemeralStorage", .size(.megabytes), default: "512 MB", "Size of `/tmp`: up to 10 GB."),
      Key("architecture", .choice([Choice("x86_64"), Choice("arm64")]), default: "x86_64", "The processor."),
      Key("description", .text, to: "Description", "What it does."),
      Key("environment", .map(.text), "Environment variables; all together at most 4 KB."),
      Key(
        "layers", .list(.reference([.layers])), to: "Layers", "Layers, laid over each other in this order; at most 5."),
      network,
      Key(
        "tracing", .choice([Choice("Active"), Choice("PassThrough")]), default: "PassThrough",
        "Whether X-Ray records invocations."),
      Key("role", .reference([.roles]), default: "a role of its own", "The execution role."),
      Key(
        "access",
        .list(
          .object(
            ObjectShape(
              [
                Key("allow", .list(.text), "IAM actions, for what no access word covers."),
                Key("on", .list(.anything), "What `allow` applies to: paths or ARNs."),
              ], open: .list(.reference([]))))),
        "What the code calls. An access word with what it applies to (`send: queues.orders`), or `allow:` with `on:`."),
      Key(
        "consumes", .list(.object(consumed)),
        "The queues, streams and tables' streams whose messages, records and changes it handles."),
      Key(
        "onFailure", .reference(AsyncTargets.kinds + [.buckets]),
        "Where events go whose asynchronous invocation failed for good."),
      Key("onSuccess", .reference(AsyncTargets.kinds), "Where the results of asynchronous invocations go."),
      Key(
        "retries",
        .object(
          ObjectShape([
            Key(
              "attempts", .integer, to: "MaximumRetryAttempts", default: "2",
              "How often a failed asynchronous invocation is tried again: 0 to 2."),
            Key(
              "maxAge", .duration(.seconds), to: "MaximumEventAgeInSeconds", default: "6h",
              "How old an event may get before it is given up: 60s to 6h."),
          ])), "How asynchronous invocations are tried again."),
      Key(
        "reservedConcurrency", .integer, to: "ReservedConcurrentExecutions",
        "The most invocations at a time; taken out of the account's quota."),
      Key("logRetention", .duration(.days), default: "30d", "How long its logs are kept."),
      Key(
        "logGroup", .boolean, default: "true",
        "Whether the stack has its log group. Without one Lambda makes it at the first call, and keeps all logs for ever."
      ),
      Key(
        "aliases",
        .map(
          .object(
            ObjectShape([
              Key(
                "version", .text, default: "latest",
                "`latest` publishes a version of this code; or the number of a version."),
              Key(
                "weights", .map(.anything),
                "Further versions, each with its share of the invocations: `{ \"3\": 0.1 }`."),
              Key("provisionedConcurrency", .integer, "Environments kept ready. They cost money while they stand."),
              Key("description", .text, to: "Description", "What it is for."),
            ]))), "Names for versions; `functions.NAME.ALIAS` refers to one."),
    ] + settings
}

/// Where the outcome of an asynchronous invocation can go.
enum AsyncTargets {
  static let kinds: [ResourceKind] = [.queues, .topics, .functions, .buses]
}
