import Diagnostics
import Source
import Template

extension Rule {
  static let deletionPolicyUnfit = Rule(
    "STK331", "deletion-policy-unfit", .error, "a deletion or replacement policy that the resource cannot have",
    why: """
      CloudFormation rejects the template: `Template error: DeletionPolicy … `. `Delete` and `Retain` are for every \
      resource, `Snapshot` for those that can be copied before they go, and `RetainExceptOnCreate` for `DeletionPolicy` \
      alone ("DeletionPolicy attribute", "UpdateReplacePolicy attribute", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad("resources:\n  Jobs: { Type: AWS::SQS::Queue, DeletionPolicy: ↓Snapshot }\n"),
      .bad("resources:\n  Jobs: { Type: AWS::SQS::Queue, UpdateReplacePolicy: ↓RetainExceptOnCreate }\n"),
      .good("resources:\n  Jobs: { Type: AWS::SQS::Queue, DeletionPolicy: Retain, UpdateReplacePolicy: Retain }\n"),
    ])
}

extension Check {
  static let deletionPolicyUnfit = Check(.deletionPolicyUnfit) { context, findings in
    for resource in context.template.resources {
      for key in ["DeletionPolicy", "UpdateReplacePolicy"] {
        guard let value = resource.attributes[key] else { continue }
        // Functions may stand here where the language is extended, and AWS has said of late that they may everywhere.
        if let call = value.intrinsic, [.ref, .findInMap, .ifElse].contains(call.function) { continue }
        if value.intrinsic != nil, context.template.hasLanguageExtensions { continue }
        let allowed = values(of: key, resource.type)
        guard value.string.map({ !allowed.contains($0) }) ?? true else { continue }
        var finding = Diagnostic(
          .deletionPolicyUnfit, "`\(key)` of `\(resource.type)` cannot be \(value.phrase)", at: value.span,
          help: ["it takes \(allowed.map { "`\($0)`" }.joined(separator: ", "))"])
        if let text = value.string, let nearest = Spelling.nearest(to: text, in: allowed) {
          finding.label = "did you mean `\(nearest)`?"
        }
        findings.report(finding)
      }
    }
  }

  private static func values(of key: String, _ type: String) -> [String] {
    ["Delete", "Retain"] + (key == "DeletionPolicy" ? ["RetainExceptOnCreate"] : [])
      + (copied.contains(type) ? ["Snapshot"] : [])
  }

  /// The types that take `Snapshot` ("DeletionPolicy attribute").
  private static let copied: Set<String> = [
    "AWS::DocDB::DBCluster", "AWS::EC2::Volume", "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup", "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
  ]
}
