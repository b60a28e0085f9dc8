import Diagnostics
import Source
import Template

extension Rule {
  static let bucketPolicyWithoutBucket = Rule(
    "STK428", "bucket-policy-without-bucket", .warning, "a statement of a bucket's policy that names no bucket",
    why: """
      `Resource` of a bucket policy is the bucket's ARN, or that of objects in it; `*` says neither, and AWS's linter, cfn-lint, \
      calls it an error.
      """,
    examples: [
      .bad(
        "resources:\n  Lake: { Type: AWS::S3::Bucket }\n  May:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Lake\n      PolicyDocument:\n"
          + "        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { AWS: \"111122223333\" }, Action: s3:GetObject, Resource: ↓\"*\" }]\n"
      ),
      .good(
        "resources:\n  Lake: { Type: AWS::S3::Bucket }\n  May:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Lake\n      PolicyDocument:\n"
          + "        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { AWS: \"111122223333\" }, Action: s3:GetObject, Resource: !Sub \"${Lake.Arn}/*\" }]\n"
      ),
    ])
}

extension Check {
  static let bucketPolicyWithoutBucket = Check(.bucketPolicyWithoutBucket) { context, findings in
    for policy in context.wholeResources("AWS::S3::BucketPolicy") {
      for statement in policy["PolicyDocument"]?["Statement"]?.listOrSelf ?? [] {
        for resource in statement["Resource"]?.listOrSelf ?? [] where resource.string == "*" {
          findings.report(
            Diagnostic(
              .bucketPolicyWithoutBucket, "`*` is no resource of a bucket's policy", at: resource.span,
              help: ["name the bucket, or its objects: `arn:aws:s3:::bucket/*`"]))
        }
      }
    }
  }
}
