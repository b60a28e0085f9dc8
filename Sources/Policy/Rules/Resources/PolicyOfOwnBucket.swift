import Diagnostics
import Source
import Spec

extension Rule {
  static let policyOfOwnBucket = Rule(
    "STK827", "policy-of-own-bucket", .warning, "a right to change who may use a bucket, beyond the right to use it",
    why: """
      Who may write a bucket's policy, its ACL or its lifecycle can give himself, or have done for him, what his own \
      policies do not allow: read, write or delete its objects.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": [↓"s3:PutBucketPolicy", "s3:GetObject"], "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"] }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::lake/*" }
        """#),
    ])
}

extension PolicyCheck {
  static let policyOfOwnBucket = PolicyCheck(.policyOfOwnBucket) { reading, findings in
    guard reading.kind == .identity else { return }
    let policy = CompiledPolicy(PolicyDocument(reading: reading.datum), as: .identity)
    let rights = BucketRights(PolicySet(identity: [policy]))
    for statement in reading.statements where statement.allows {
      for bucket in statement.resources.compactMap({ bucketName($0.value) }) {
        guard let (change, gained) = rights.escalation(on: bucket) else { continue }
        let written = (statement.knownActions ?? []).first { written in
          written.value == "*" || written.actions.contains { $0.name == change }
        }
        guard let written else { continue }
        findings.report(
          Diagnostic(
            .policyOfOwnBucket, "`\(change)` can give what is not allowed: `\(gained)`", at: written.span,
            help: ["leave changes of the bucket's policy, ACL and lifecycle to those who may use all of it"]))
        break
      }
    }
  }
}

/// What a principal may do with a bucket.
private struct BucketRights {
  private let policies: PolicySet
  /// Who asks does not matter: identity policies name nobody.
  private let principal = Principal.role("arn:aws:iam::111122223333:role/any", account: "111122223333")

  init(_ policies: PolicySet) { self.policies = policies }

  /// What changes a bucket's rights, with what it can give (S3 User Guide, Access control; Lifecycle: expiration deletes).
  private static let changes: [(action: String, gives: [String])] = [
    ("s3:PutBucketPolicy", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]),
    ("s3:PutBucketAcl", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]),
    ("s3:PutLifecycleConfiguration", ["s3:DeleteObject"]),
  ]

  /// A change that is allowed and gives what is not.
  func escalation(on bucket: String) -> (change: String, gained: String)? {
    for change in Self.changes where decide(change.action, bucket) == .allow {
      let missing = change.gives.first { gained in
        switch decide(gained, bucket + "/*") {
        case .implicitDeny, .explicitDeny: true
        case .allow, .depends: false
        }
      }
      if let missing { return (change.action, missing) }
    }
    return nil
  }

  private func decide(_ action: String, _ resource: String) -> Decision.Outcome {
    policies.decide(
      AccessRequest(action: action, resource: PartialText(resource), principal: principal, isContextComplete: false)
    ).outcome
  }
}

/// The ARN of the bucket that a resource is; `*` stands for any.
private func bucketName(_ resource: String) -> String? {
  if resource == "*" { return "arn:aws:s3:::*" }
  let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  guard parts.count == 6, parts[2] == "s3", !parts[5].contains("/") else { return nil }
  return resource
}
