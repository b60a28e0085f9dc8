import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let notificationBeforePermission = Rule(
    "STK560", "notification-before-permission", .warning, "a bucket that is made before it may notify",
    limits: ["XSV-008"],
    why: """
      S3 asks for the target's permission when the notification is set, which is when the bucket is made. CloudFormation makes the \
      two in any order, so that the deployment fails with `Unable to validate the following destination configurations` where the \
      permission comes later ("Granting permissions to publish event notification messages", Amazon S3 User Guide). The \
      section `buckets` derives both in their order.
      """,
    examples: [
      .bad(
        Self.stack("!GetAtt ↓FFunction.Arn"), files: Samples.handler, options: ["--ignore", "STK3"]),
      .good(
        Self.stack("!GetAtt FFunction.Arn", ", DependsOn: May"), files: Samples.handler, options: ["--ignore", "STK3"]),
      .good(
        "functions:\n  f: { \(Samples.function), onFailure: queues.failed }\nqueues: { failed: { retention: 14d } }\nbuckets:\n  lake: { notifications: [{ on: s3:ObjectCreated:*, to: functions.f }] }\n",
        files: Samples.handler),
    ])

  private static func stack(_ arn: String, _ more: String = "") -> String {
    "functions:\n  f: { \(Samples.function), onFailure: queues.failed }\nqueues: { failed: { retention: 14d } }\nresources:\n"
      + "  May: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref FFunction, Action: lambda:InvokeFunction, Principal: s3.amazonaws.com, SourceArn: \"arn:aws:s3:::lake-of-the-shop\", SourceAccount: !Ref AWS::AccountId } }\n"
      + "  Lake: { Type: AWS::S3::Bucket, Properties: { BucketName: lake-of-the-shop, NotificationConfiguration: { LambdaConfigurations: [{ Event: \"s3:ObjectCreated:*\", Function: \(arn) }] } }\(more) }\n"
  }
}

extension Check {
  static let notificationBeforePermission = Check(.notificationBeforePermission) { context, findings in
    let wires = context.wires([.bucketToFunction, .bucketToQueue, .bucketToTopic])
    guard !wires.isEmpty else { return }
    let permissions = PermissionContext(context)
    let graph = context.graph
    for wire in wires {
      guard let bucket = context.resource(wire.source), let target = wire.target.resourceID else { continue }
      let owners = permissions.policies(onResource: target).map(\.owner).filter { $0.logicalID != target }
      guard let owner = owners.first, permissions.admits(wire) else { continue }
      let earlier = graph.needed(by: bucket.logicalID)
      guard !owners.contains(where: { earlier.contains($0.logicalID) }) else { continue }
      findings.report(.notificationBeforePermission(wire, bucket, owner, graph, context))
    }
  }
}

extension PermissionContext {
  /// Whether the target's policies let the bucket of an arrow deliver; what they lack is another rule's.
  fileprivate func admits(_ wire: Wire) -> Bool {
    guard let id = wire.target.resourceID, let source = sourceARN(of: wire), let target = arn(of: wire.target) else {
      return false
    }
    let rows = WirePermission.for(wire: wire.kind.rawValue).filter { $0.side == .resource && $0.when == "always" }
    return rows.allSatisfy { row in
      row.actions.allSatisfy { action in
        let decision = decide(service: row.principal, action: action, resource: target, id: id, sourceARN: source)
        switch decision.outcome {
        case .allow, .depends: return true
        case .implicitDeny, .explicitDeny: return false
        }
      }
    }
  }
}

extension DependencyGraph {
  /// Everything that must exist before a resource.
  fileprivate func needed(by id: String) -> Set<String> {
    var found: Set<String> = []
    var pending = [id]
    while let next = pending.popLast() {
      for edge in edges(from: next) where found.insert(edge.to).inserted { pending.append(edge.to) }
    }
    return found
  }
}

extension Diagnostic {
  fileprivate static func notificationBeforePermission(
    _ wire: Wire, _ bucket: Resource, _ owner: Resource, _ graph: DependencyGraph, _ context: CheckContext
  ) -> Diagnostic {
    let isCircle = graph.needed(by: owner.logicalID).contains(bucket.logicalID)
    return Diagnostic(
      .notificationBeforePermission,
      isCircle
        ? "`\(context.called(bucket))` is made before `\(context.called(owner))`, which lets it deliver here"
        : "`\(context.called(bucket))` may be made before `\(context.called(owner))`, which lets it deliver here",
      at: wire.span, severity: isCircle ? .error : nil,
      notes: [.init("the permission is given here", at: owner.span)],
      consequences: [
        "the deployment fails: \"Unable to validate the following destination configurations\""
      ],
      help: [
        isCircle
          ? "give the bucket a name, let the permission name it by that, and the bucket depend on the permission"
          : "let the bucket depend on `\(owner.logicalID)`"
      ])
  }
}
