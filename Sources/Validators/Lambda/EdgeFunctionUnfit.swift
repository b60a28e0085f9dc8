import Diagnostics
import Source
import Template

extension Rule {
  static let edgeFunctionUnfit = Rule(
    "STK916", "edge-function-unfit", .error, "a function that CloudFront cannot run at the edge",
    limits: ["LAM-124", "LAM-125", "LAM-135", "LAM-136"],
    why: """
      CloudFront copies a numbered version of a function to its edge locations: no alias, no `$LATEST`, and nothing that \
      the edge has not, such as a VPC, environment variables, layers or more than 512 MB of `/tmp`. For viewer events a \
      function has at most 128 MB and 5 s ("Restrictions on Lambda@Edge", Amazon CloudFront Developer Guide).
      """,
    examples: [
      .bad(Self.stack("!GetAtt ↓FFunction.Arn"), files: Samples.handler, options: ["--ignore", "STK4"]),
      .good(
        Self.stack("\"arn:aws:lambda:us-east-1:123456789012:function:f:1\""), files: Samples.handler,
        options: ["--ignore", "STK4"]),
    ])

  private static func stack(_ arn: String) -> String {
    "functions:\n  f: { \(Samples.function) }\nresources:\n  Site:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Enabled: true\n        DefaultCacheBehavior:\n          TargetOriginId: site\n          ViewerProtocolPolicy: https-only\n          LambdaFunctionAssociations: [{ EventType: origin-request, LambdaFunctionARN: \(arn) }]\n"
  }
}

extension Check {
  static let edgeFunctionUnfit = Check(.edgeFunctionUnfit) { context, findings in
    for distribution in context.resources("AWS::CloudFront::Distribution") {
      guard let config = distribution["DistributionConfig"] else { continue }
      let behaviors = [config["DefaultCacheBehavior"]].compactMap { $0 } + (config["CacheBehaviors"]?.list ?? [])
      for association in behaviors.flatMap({ $0["LambdaFunctionAssociations"]?.list ?? [] }) {
        guard let value = association["LambdaFunctionARN"],
          let named = context.resource(context.reader.resource(namedBy: value))
        else { continue }
        guard named.type == "AWS::Lambda::Version" else {
          findings.report(
            .edgeFunctionUnfit(
              "CloudFront runs a numbered version, and not `\(context.called(named))`", "LAM-124", at: value.span,
              help: "publish a version, and name that"))
          continue
        }
        guard let function = context.resource(context.reader.function(named.logicalID)) else { continue }
        Diagnostic.judgeEdge(function, association, value.span, context, &findings)
      }
    }
  }
}

extension Diagnostic {
  /// What the edge has not.
  private static let missing = ["VpcConfig", "Environment", "Layers", "FileSystemConfigs", "DeadLetterConfig"]

  fileprivate static func judgeEdge(
    _ function: Resource, _ association: Value, _ place: Span, _ context: CheckContext, _ findings: inout Findings
  ) {
    for property in missing {
      guard let entry = function.properties.entry(property), !entry.value.isNoValue else { continue }
      findings.report(
        .edgeFunctionUnfit(
          "`\(context.called(function))` runs at the edge, which has no `\(context.written(entry))`", "LAM-125",
          at: entry.keySpan, help: "take it away", note: .init("CloudFront runs it here", at: place)))
    }
    guard association["EventType"].flatMap(context.resolver.literal)?.hasPrefix("viewer-") == true else { return }
    for (property, row, unit) in [("Timeout", "LAM-135", "s"), ("MemorySize", "LAM-136", "MB")] {
      guard let most = CheckContext.limit(row), let value = function[property],
        let number = context.resolver.integer(value), number > most
      else { continue }
      findings.report(
        .edgeFunctionUnfit(
          "for viewer events a function has at most \(most) \(unit), and `\(context.called(function))` has \(number)",
          row, at: value.span, help: "lower it, or run it for origin events",
          note: .init("CloudFront runs it here", at: place)))
    }
  }

  fileprivate static func edgeFunctionUnfit(
    _ message: String, _ row: String, at span: Span, help: String, note: Note? = nil
  ) -> Diagnostic {
    Diagnostic(
      .edgeFunctionUnfit, message, at: span, notes: [note].compactMap { $0 },
      consequences: ["CloudFront refuses the distribution"], help: [help], limits: [row])
  }
}
