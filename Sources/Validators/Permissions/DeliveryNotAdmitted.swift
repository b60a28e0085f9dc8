import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let deliveryNotAdmitted = Rule(
    "STK701", "delivery-not-admitted", .error, "a delivery that the target's policy does not admit",
    limits: WireLimit.ids(WireLimit.admitted) + ["LAM-058"],
    why: """
      A service delivers on its own behalf, so the target's resource policy must admit it, for this source. Without that \
      an event is dropped or goes to a dead-letter queue, and an API answers 500. Policies are derived for every arrow of \
      the stack language; this finds what raw resources and `properties:` leave out.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\nrules:\n  nightly: { schedule: rate(1 day), to: \"arn:${aws.partition}:sqs:${aws.region}:${aws.accountId}:outside\" }\n"
          + "resources:\n  Tick:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 hour)\n      Targets:\n        - { Id: jobs, Arn: !GetAtt ↓JobsQueue.Arn }\n"
      ),
      .good("queues:\n  jobs: {}\nrules:\n  tick: { schedule: rate(1 hour), to: queues.jobs }\n"),
    ])
}

extension Check {
  static let deliveryNotAdmitted = Check(.deliveryNotAdmitted) { context, findings in
    let permissions = PermissionContext(context)
    for wire in context.wires {
      guard let id = wire.target.resourceID, let source = permissions.sourceARN(of: wire),
        let target = permissions.arn(of: wire.target), !context.incomplete.contains(id),
        !(wire.kind.isByAPI && wire.role != nil), !permissions.isAdmittedByDefault(wire)
      else { continue }
      let rows = WirePermission.for(wire: wire.kind.rawValue).filter { $0.side == .resource && $0.when == "always" }
      let lacking = rows.filter { row in
        row.actions.contains { action in
          let decision = permissions.decide(
            service: row.principal, action: action, resource: target, id: id, sourceARN: source)
          return decision.outcome == .implicitDeny || decision.outcome == .explicitDeny
        }
      }
      if !lacking.isEmpty { findings.report(.deliveryNotAdmitted(wire, lacking, permissions)) }
    }
  }
}

extension PermissionContext {
  /// Whether the policy that every topic has at first admits an arrow: it lets AWS's services publish for resources of the
  /// account ("Example cases for Amazon SNS access control", Amazon SNS Developer Guide). S3 and EventBridge ask for a statement
  /// of their own.
  fileprivate func isAdmittedByDefault(_ wire: Wire) -> Bool {
    wire.kind == .alarmToTopic && wire.target.resourceID.map(policies(onResource:))?.isEmpty == true
  }

  /// The ARN that a service gives as `aws:SourceArn` when it delivers at an arrow.
  func sourceARN(of wire: Wire) -> PartialText? {
    guard wire.kind.isByAPI else { return arn(of: wire.source) }
    guard var arn = arn(of: wire.source), let via = context.resource(wire.via) else { return nil }
    if wire.kind == .apiToAuthorizer {
      arn.append(.literal("/authorizers/"))
      if via.logicalID == wire.source.resourceID {
        arn.append(.hole(Hole("authorizer")))
      } else {
        context.resolver.text(.ref(wire.via, wire.span)).map { arn.append($0) }
      }
      return arn
    }
    guard let key = routeKey(of: wire) else { return nil }
    // `arn:…:execute-api:region:account:api/stage/METHOD/path`; the stage is any of the API's.
    arn.append(.literal("/"))
    arn.append(.hole(Hole("stage")))
    let words = key.split(separator: " ")
    arn.append(.literal(words.count == 2 ? "/\(words[0])\(words[1])" : "/\(key)"))
    return arn
  }
}

extension PermissionContext {
  /// `METHOD /path` or what else the route of an arrow takes.
  func routeKey(of wire: Wire) -> String? {
    if let route = wire.route { return route.key }
    guard let route = context.resource(wire.via) else { return nil }
    if let key = route["RouteKey"].flatMap(context.resolver.literal) { return key }
    guard let method = route["HttpMethod"].flatMap(context.resolver.literal) else { return nil }
    return context.reader.path(ofMethod: route).map { "\(method) \($0)" }
  }
}

extension Wire.Kind {
  /// Whether API Gateway invokes a function, which the function's policy or a role must allow.
  fileprivate var isByAPI: Bool { self == .apiToFunction || self == .apiToAuthorizer }
}

extension Diagnostic {
  /// The row of the arrow; of a version or alias also that it is admitted apart from its function.
  private static func limits(of wire: Wire, _ context: CheckContext) -> [String] {
    let isQualified = context.resource(wire.target).map { $0.type != "AWS::Lambda::Function" } ?? false
    let isToFunction = context.function(wire.target) != nil
    return [WireLimit.admitted[wire.kind]].compactMap { $0 } + (isToFunction && isQualified ? ["LAM-058"] : [])
  }

  static func deliveryNotAdmitted(
    _ wire: Wire, _ rows: [WirePermission], _ permissions: PermissionContext
  ) -> Diagnostic {
    let services = Set(rows.map(\.principal)).sorted().joined(separator: " and ")
    let actions = Set(rows.flatMap(\.actions)).sorted().map { "`\($0)`" }.joined(separator: ", ")
    let source = permissions.label(of: wire.source)
    let target = permissions.label(of: wire.target)
    let held = wire.target.resourceID.map(permissions.policies(onResource:)) ?? []
    let notes = held.prefix(2).map { Diagnostic.Note("this admits others, not this source", at: $0.owner.span) }
    let isAPI = wire.kind.isByAPI
    let fix = permissions.context.resource(wire.target).flatMap { target in
      AdmissionOffer(wire: wire, rows: rows, permissions: permissions).fix(for: target)
    }
    return Diagnostic(
      .deliveryNotAdmitted,
      "`\(source)` may not deliver to `\(target)`: its policy does not let \(services) call \(actions) for this source",
      at: wire.span, label: held.isEmpty ? "`\(target)` has no policy" : "no statement of its policy matches",
      notes: notes,
      consequences: [isAPI ? "the caller gets 500" : "the event is dropped, or goes to a dead-letter queue"],
      help: fix == nil
        ? [
          "allow \(actions) for `\(services)` with `aws:SourceArn` of `\(permissions.name(of: wire.source))`, or write the arrow in the stack language, which derives it"
        ] : [], fixes: fix.map { [$0] } ?? [], limits: limits(of: wire, permissions.context))
  }
}
