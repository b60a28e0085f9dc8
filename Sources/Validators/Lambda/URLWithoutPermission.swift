import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let urlWithoutPermission = Rule(
    "STK630", "url-without-permission", .error, "a function URL for everybody that nobody may call",
    limits: ["LAM-107"],
    why: """
      `AuthType: NONE` leaves out the check of who calls, and not the check of the function's policy: that must let everybody \
      call `lambda:InvokeFunctionUrl`, and since October 2025 `lambda:InvokeFunction` through the URL too. Without both, the \
      URL answers 403. `url: none` derives them.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\nresources:\n  Front: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !GetAtt FFunction.Arn, AuthType: ↓NONE } }\n",
        files: Samples.handler),
      .good("functions:\n  f: { \(Samples.function), url: none }\n", files: Samples.handler),
    ])
}

extension Check {
  static let urlWithoutPermission = Check(.urlWithoutPermission) { context, findings in
    for url in context.wholeResources("AWS::Lambda::Url") {
      guard let type = url["AuthType"], context.resolver.literal(type) == "NONE",
        let function = url["TargetFunctionArn"].flatMap(context.reader.resource(namedBy:)).flatMap(
          context.reader.function)
      else { continue }
      let permissions = context.resources("AWS::Lambda::Permission").filter { permission in
        permission["FunctionName"].flatMap(context.reader.resource(namedBy:)).flatMap(context.reader.function)
          == function
      }
      let granted = Set(
        permissions.filter { $0["Principal"].flatMap(context.resolver.literal) == "*" }
          .compactMap { $0["Action"].flatMap(context.resolver.literal) })
      guard !granted.contains("lambda:*"), !granted.contains("*") else { continue }
      let missing = WirePermission.for(wire: "url-function").flatMap(\.actions).filter {
        !granted.contains($0)
      }
      guard !missing.isEmpty else { continue }
      findings.report(
        Diagnostic(
          .urlWithoutPermission,
          "nobody may call this URL: the function's policy lacks \(missing.map { "`\($0)`" }.joined(separator: " and "))",
          at: type.span, consequences: ["the URL answers 403 Forbidden"],
          help: ["add an `AWS::Lambda::Permission` with the principal `*` for each"]))
    }
  }
}
