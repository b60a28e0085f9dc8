import Diagnostics
import Source
import Template

extension Rule {
  static let edgeFunctionUnfit = Rule(
    "STK916", "edge-function-unfit", .error, "a function that CloudFront cannot run at the edge",
    limits: ["LAM-124", "LAM-125", "LAM-135", "LAM-136"],
    why: """
      CloudFront copies a numbered version of a function from us-east-1 to its edge locations: no alias, no `$LATEST`, and \
      nothing that the edge has not, such as a VPC, environment variables, layers, another runtime than Node.js and Python or \
      more than 512 MB of `/tmp`. Its role trusts `edgelambda.amazonaws.com` too. For viewer events a function has at most \
      128 MB and 5 s ("Restrictions on Lambda@Edge", Amazon CloudFront Developer Guide).
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
        guard let value = association["LambdaFunctionARN"] else { continue }
        Diagnostic.judgeRegion(of: value, context, &findings)
        guard
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
    judgeSettings(of: function, place, context, &findings)
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

  /// Where the edge takes functions from.
  private static let edgeRegion = "us-east-1"

  /// A function of the stack is in the stack's region.
  fileprivate static func judgeRegion(of value: Value, _ context: CheckContext, _ findings: inout Findings) {
    let arn = context.resolver.text(value)?.description ?? ""
    let words = arn.split(separator: ":", omittingEmptySubsequences: false)
    let isOwn = context.reader.resource(namedBy: value) != nil
    let written = words.count > 3 && words[0] == "arn" && !words[3].contains("$") ? String(words[3]) : nil
    guard let region = isOwn ? context.region : written, region != edgeRegion else { return }
    findings.report(
      .edgeFunctionUnfit(
        "CloudFront takes functions from \(edgeRegion), and this one is in \(region)", "LAM-124", at: value.span,
        help: "make the function in a stack of its own in \(edgeRegion)"))
  }

  /// Settings that the edge has with fewer values, and the role.
  private static func judgeSettings(
    of function: Resource, _ place: Span, _ context: CheckContext, _ findings: inout Findings
  ) {
    func report(_ fault: String, _ row: String, _ span: Span, _ help: String) {
      findings.report(
        .edgeFunctionUnfit(
          "`\(context.called(function))` runs at the edge, \(fault)", row, at: span, help: help,
          note: .init("CloudFront runs it here", at: place)))
    }
    if let value = function["Runtime"], let name = context.resolver.literal(value), !name.hasPrefix("nodejs"),
      !name.hasPrefix("python")
    {
      report("which has no `\(name)`", "LAM-125", value.span, "write it in Node.js or Python")
    }
    if let value = function["EphemeralStorage"]?["Size"], let size = context.resolver.integer(value),
      let most = CheckContext.limit("LAM-010"), size > most
    {
      report("which has \(most) MB of `/tmp`", "LAM-125", value.span, "lower it to \(most) MB")
    }
    for type in ["AWS::Lambda::Version", "AWS::Lambda::Alias"] {
      for version in context.resources(type) where context.reader.function(version.logicalID) == function.logicalID {
        guard let entry = version.properties.entry("ProvisionedConcurrencyConfig") else { continue }
        report("which keeps no instances ready", "LAM-125", entry.keySpan, "take it away")
      }
    }
    if let value = function["Role"], let role = context.resource(context.reader.resource(namedBy: value)),
      role.type == "AWS::IAM::Role", role.origin == .declared, context.isWhole(role),
      let trust = role["AssumeRolePolicyDocument"].flatMap({ TrustPolicy(context.resolver.document($0)) }),
      !trust.admits("edgelambda.amazonaws.com")
    {
      report(
        "and its role does not trust `edgelambda.amazonaws.com`", "LAM-124", value.span, "let the role trust it too")
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
