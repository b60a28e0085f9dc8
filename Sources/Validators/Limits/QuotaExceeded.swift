import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let quotaExceeded = Rule(
    "STK911", "quota-exceeded", .error, "more resources of a kind than AWS takes in one place",
    limits: CountedResource.all.map(\.limit),
    why: """
      AWS takes so many routes of an API, rules of a bus, subscription filters of a log group and the like, and refuses \
      the next one with `LimitExceededException`. Most of these quotas are raised on request: those are warnings. What the \
      account has besides this stack counts too, so that fewer may already be too many.
      """,
    examples: [
      .bad(
        "logs:\n  shop: { name: shop }\nresources:\n" + Self.filter("A") + Self.filter("B")
          + Self.filter("C", mark: "↓"),
        options: ["--ignore", "STK7"]),
      .good("logs:\n  shop: { name: shop }\nresources:\n" + Self.filter("A") + Self.filter("B")),
    ])

  private static func filter(_ id: String, mark: String = "") -> String {
    "  \(mark)\(id):\n    Type: AWS::Logs::SubscriptionFilter\n    Properties: { LogGroupName: shop, FilterPattern: \"\", DestinationArn: \"arn:aws:logs:eu-west-1:210987654321:destination:all\" }\n"
  }
}

extension Check {
  static let quotaExceeded = Check(.quotaExceeded) { context, findings in
    for counted in CountedResource.all {
      let all = context.resources(counted.type)
      guard all.count > 1, let limit = ServiceLimit.id(counted.limit),
        let most = limit.number.flatMap({ Int(exactly: $0) }), all.count > most
      else { continue }
      let resources = all.filter { counted.counts($0, context) }
      guard resources.count > most else { continue }
      var groups: [String: [Resource]] = [:]
      for resource in resources { groups[counted.place(of: resource, context), default: []].append(resource) }
      for group in groups.values where group.count > most {
        findings.report(.quotaExceeded(counted, limit, group, most))
      }
    }
  }
}

/// Resources that AWS counts.
struct CountedResource: Sendable {
  /// The row with the most that is accepted.
  let limit: String
  /// What is counted.
  let type: String
  /// The property that names where it belongs; nil for the account.
  var parent: String?
  /// What they are and where: `routes of one API`.
  let noun: String
  /// Which of them count.
  var counts: @Sendable (Resource, CheckContext) -> Bool = { _, _ in true }

  static let all = [
    CountedResource(limit: "AG2-013", type: "AWS::ApiGatewayV2::Route", parent: "ApiId", noun: "routes of one API"),
    CountedResource(
      limit: "AG2-014", type: "AWS::ApiGatewayV2::Integration", parent: "ApiId", noun: "integrations of one API"),
    CountedResource(limit: "AG2-015", type: "AWS::ApiGatewayV2::Stage", parent: "ApiId", noun: "stages of one API"),
    CountedResource(
      limit: "AG2-016", type: "AWS::ApiGatewayV2::Authorizer", parent: "ApiId", noun: "authorizers of one API"),
    CountedResource(limit: "AG2-023", type: "AWS::ApiGatewayV2::VpcLink", noun: "VPC links"),
    CountedResource(
      limit: "AGW-022", type: "AWS::ApiGateway::Resource", parent: "RestApiId", noun: "resources of one API"),
    CountedResource(limit: "AGW-023", type: "AWS::ApiGateway::Stage", parent: "RestApiId", noun: "stages of one API"),
    CountedResource(
      limit: "AGW-024", type: "AWS::ApiGateway::Authorizer", parent: "RestApiId", noun: "authorizers of one API"),
    CountedResource(limit: "AGW-026", type: "AWS::ApiGateway::UsagePlan", noun: "usage plans"),
    CountedResource(limit: "EV2-009", type: "AWS::EventsV2::EventBus", noun: "buses of the second generation"),
    CountedResource(limit: "EVB-019", type: "AWS::Events::EventBus", noun: "event buses"),
    CountedResource(limit: "EVB-020", type: "AWS::Events::Rule", parent: "EventBusName", noun: "rules of one bus"),
    CountedResource(
      limit: "EVB-021", type: "AWS::Events::Rule", parent: "EventBusName", noun: "rules with a wildcard on one bus",
      counts: { rule, _ in rule["EventPattern"]?.holds(key: "wildcard") ?? false }),
    CountedResource(
      limit: "KIN-012", type: "AWS::Kinesis::StreamConsumer", parent: "StreamARN", noun: "consumers of one stream"),
    CountedResource(
      limit: "KIN-014", type: "AWS::Kinesis::Stream", noun: "on-demand streams",
      counts: { stream, context in
        stream["StreamModeDetails"]?["StreamMode"].flatMap(context.resolver.literal) == "ON_DEMAND"
      }),
    CountedResource(
      limit: "LOG-003", type: "AWS::Logs::SubscriptionFilter", parent: "LogGroupName",
      noun: "subscription filters of one log group"),
    CountedResource(
      limit: "SNS-015", type: "AWS::SNS::Subscription", parent: "TopicArn", noun: "filter policies of one topic",
      counts: { subscription, _ in subscription["FilterPolicy"] != nil }),
  ]

  /// Where a resource belongs; the account, or the default one, for those that name nothing.
  func place(of resource: Resource, _ context: CheckContext) -> String {
    guard let parent, let value = resource[parent] else { return "" }
    return context.reader.resource(namedBy: value) ?? context.resolver.text(value)?.description ?? resource.logicalID
  }
}

extension Value {
  /// Whether a key stands somewhere in a value.
  fileprivate func holds(key: String) -> Bool {
    if let map { return map.entries.contains { $0.key == key || $0.value.holds(key: key) } }
    return (list ?? []).contains { $0.holds(key: key) }
  }
}

extension Diagnostic {
  fileprivate static func quotaExceeded(
    _ counted: CountedResource, _ limit: ServiceLimit, _ group: [Resource], _ most: Int
  ) -> Diagnostic {
    let canRaise = limit.isAdjustable || limit.kind == .default
    return Diagnostic(
      .quotaExceeded,
      "the stack has \(group.count) \(counted.noun), and AWS takes \(most)\(canRaise ? " unless asked for more" : "")",
      at: group[most].span, severity: canRaise ? .warning : nil,
      consequences: ["AWS refuses the next one, and the deployment is rolled back"],
      help: [canRaise ? "have AWS raise the quota before the stack is deployed" : "let one of them do for several"],
      limits: [limit.id])
  }
}
