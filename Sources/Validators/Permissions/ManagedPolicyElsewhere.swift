import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let managedPolicyElsewhere = Rule(
    "STK789", "managed-policy-elsewhere", .error, "a policy of AWS's under another path than its own",
    why: """
      The path is a part of a policy's ARN: `service-role/AWSLambdaBasicExecutionRole` is one, and without its path it is none. A name \
      is given once in an account, whatever the path ("CreatePolicy", `PolicyName`, AWS IAM API Reference), so that AWS has no other \
      policy of that name. The ARNs are those of the AWS Managed Policy Reference, as AWS SAM has them.
      """,
    examples: [
      .bad(
        """
        roles:
          worker:
            trusts: lambda.amazonaws.com
            managed: [arn:aws:iam::aws:policy/↓AWSLambdaBasicExecutionRole]

        """),
      .good(
        """
        roles:
          worker:
            trusts: lambda.amazonaws.com
            managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]

        """),
    ])
}

extension Check {
  static let managedPolicyElsewhere = Check(.managedPolicyElsewhere) { context, findings in
    for owner in ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"].flatMap(context.resources) {
      for arn in (owner["ManagedPolicyArns"]?.list ?? []) + [owner["PermissionsBoundary"]].compactMap(\.self) {
        guard let written = context.resolver.resolve(arn).text.flatMap(AWSManagedPolicies.path),
          SAMManagedPolicy.of(path: written) == nil,
          let policy = SAMManagedPolicy.ignoringCase(written.split(separator: "/").last.map(String.init) ?? "")
        else { continue }
        findings.report(.managedPolicyElsewhere(written, policy.path, arn))
      }
    }
  }
}

extension SAMManagedPolicy {
  fileprivate static func of(path: String) -> SAMManagedPolicy? {
    let policy = path.split(separator: "/").last.flatMap { named(String($0)) }
    return policy?.path == path ? policy : nil
  }

  /// The policy of a name in capitals and small letters as they come: IAM has no two names that differ in them alone.
  fileprivate static func ignoringCase(_ name: String) -> SAMManagedPolicy? {
    named(name) ?? all.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }
  }
}

extension Diagnostic {
  fileprivate static func managedPolicyElsewhere(_ written: String, _ path: String, _ arn: Value) -> Diagnostic {
    let place = arn.place(ofEnd: written) ?? arn.span
    return Diagnostic(
      .managedPolicyElsewhere, "AWS has no policy `\(written)`", at: place, label: "it is `\(path)`",
      consequences: [
        "the deployment fails: `Policy arn:aws:iam::aws:policy/\(written) does not exist or is not attachable.`"
      ],
      fixes: arn.place(ofEnd: written).map {
        [.replace($0, with: path, title: "change to `\(path)`", safe: true)]
      } ?? [])
  }
}

extension Value {
  /// Where the end of a text stands, if it was written as it is: in quotes or none, also in `Fn::Sub`.
  fileprivate func place(ofEnd end: String) -> Span? {
    if let call = intrinsic { return call.function == .sub ? call.argument.place(ofEnd: end) : nil }
    guard let text = string, text.hasSuffix(end), [0, 2].contains(span.length - text.utf8.count) else { return nil }
    let last = Int(span.end) - (span.length - text.utf8.count) / 2
    return Span(span.source, last - end.utf8.count, last)
  }
}
