import Diagnostics
import Source
import Template

extension Rule {
  static let permissionSourceUnfit = Rule(
    "STK417", "permission-source-unfit", .error, "a permission of a function that admits what never comes",
    limits: ["LAM-055", "LAM-056"],
    why: """
      Each service calls with its own principal: a rule as `events.amazonaws.com`, a topic as `sns.amazonaws.com`. A \
      permission for another one never applies, and the event is dropped. The ARN of a bucket has no account in it, so \
      that a bucket of the same name that somebody else makes later is admitted too, unless `SourceAccount` says whose it \
      is ("AddPermission", AWS Lambda API Reference).
      """,
    examples: [
      .bad(
        Self.permission("Principal: ↓sns.amazonaws.com, SourceArn: \"arn:aws:events:eu-west-1:123456789012:rule/tick\"")
      ),
      .bad(Self.permission("Principal: s3.amazonaws.com, SourceArn: ↓\"arn:aws:s3:::lake\"")),
      .good(
        Self.permission(
          "Principal: events.amazonaws.com, SourceArn: \"arn:aws:events:eu-west-1:123456789012:rule/tick\"")),
      .good(
        Self.permission(
          "Principal: s3.amazonaws.com, SourceArn: \"arn:aws:s3:::lake\", SourceAccount: \"123456789012\"")),
    ])

  private static func permission(_ properties: String) -> String {
    "resources:\n  Admission:\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: work, Action: lambda:InvokeFunction, \(properties) }\n"
  }
}

extension Check {
  static let permissionSourceUnfit = Check(.permissionSourceUnfit) { context, findings in
    for permission in context.wholeResources("AWS::Lambda::Permission") {
      guard let principal = permission["Principal"], let name = context.resolver.literal(principal),
        let source = permission["SourceArn"], let arn = context.resolver.text(source)?.description
      else { continue }
      if let service = SourcePrincipal.of(arn: arn), !name.hasPrefix("\(service)."), name.hasSuffix(".amazonaws.com") {
        findings.report(.permissionOfOther(name, service, at: principal.span, source.span))
      } else if arn.holds(":s3:::"), permission["SourceAccount"] == nil {
        findings.report(.permissionWithoutAccount(at: source.span))
      }
    }
  }
}

/// The principals as which services call functions.
private enum SourcePrincipal {
  /// By the service in the ARN of what calls ("LAM-056").
  private static let services: [(mark: StaticString, principal: String)] = [
    (":execute-api:", "apigateway"), (":events:", "events"), (":sns:", "sns"), (":s3:::", "s3"), (":logs:", "logs"),
    (":cognito-idp:", "cognito-idp"), (":elasticloadbalancing:", "elasticloadbalancing"), (":config:", "config"),
    (":iot:", "iot"),
  ]

  static func of(arn: String) -> String? {
    guard arn.hasPrefix("arn:") else { return nil }
    return services.first { arn.holds($0.mark) }?.principal
  }
}

extension Diagnostic {
  fileprivate static func permissionOfOther(
    _ principal: String, _ service: String, at span: Span, _ source: Span
  ) -> Diagnostic {
    Diagnostic(
      .permissionSourceUnfit, "`\(principal)` is admitted, but this source calls as `\(service).amazonaws.com`",
      at: span,
      notes: [.init("the source", at: source)],
      consequences: ["the permission never applies, and the event is dropped"],
      help: ["admit `\(service).amazonaws.com`"], limits: ["LAM-056"])
  }

  fileprivate static func permissionWithoutAccount(at span: Span) -> Diagnostic {
    Diagnostic(
      .permissionSourceUnfit, "a bucket is admitted whoever owns it", at: span, severity: .warning,
      consequences: ["whoever makes a bucket of this name after it was deleted can invoke the function"],
      help: ["give `SourceAccount` beside it"], limits: ["LAM-055"])
  }
}
