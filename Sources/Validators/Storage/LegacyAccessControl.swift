import Diagnostics
import Source
import Template

extension Rule {
  static let legacyAccessControl = Rule(
    "STK423", "legacy-access-control", .error, "a bucket whose access is ruled by an access control list",
    why: """
      Access control lists are from before IAM: AWS switches them off in new buckets, and advises a bucket policy ("Access \
      control list (ACL) overview", Amazon S3 User Guide). A list that lets in others is refused unless the bucket has \
      `OwnershipControls` that switch lists on: `Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced \
      setting`.
      """,
    examples: [
      .bad(
        "resources:\n  Lake: { Type: AWS::S3::Bucket, Properties: { AccessControl: ↓Private } }\n"),
      .good("resources:\n  Lake: { Type: AWS::S3::Bucket }\n"),
    ])
}

extension Check {
  /// The lists that let in nobody but the owner, which S3 takes from every bucket ("Controlling ownership of objects and
  /// disabling ACLs for your bucket", Amazon S3 User Guide).
  private static let ofOwner: Set<String> = ["Private", "BucketOwnerRead", "BucketOwnerFullControl"]

  static let legacyAccessControl = Check(.legacyAccessControl) { context, findings in
    for bucket in context.resources("AWS::S3::Bucket") {
      guard let value = bucket["AccessControl"], !value.isNoValue else { continue }
      let list = context.resolver.literal(value)
      let isRefused = list.map { !ofOwner.contains($0) } ?? false && bucket["OwnershipControls"] == nil
      findings.report(
        Diagnostic(
          .legacyAccessControl,
          isRefused
            ? "the bucket takes no access control list: `OwnershipControls` do not switch them on"
            : "access control lists are a legacy of Amazon S3",
          at: value.span, severity: isRefused ? .error : .warning,
          consequences: isRefused
            ? ["S3 refuses it: `Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting`"] : [],
          help: ["allow what is needed in an `AWS::S3::BucketPolicy`"]))
    }
  }
}
