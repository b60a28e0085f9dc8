import Diagnostics
import Source
import Template

extension Rule {
  static let provisionedTwice = Rule(
    "STK416", "provisioned-twice", .error, "two aliases that keep the same version ready", limits: ["LAM-047"],
    why: """
      Provisioned concurrency belongs to a version; a second alias of the same version cannot have some of its own \
      ("Configuring provisioned concurrency", AWS Lambda Developer Guide).
      """,
    examples: [
      .bad(Self.aliases("\"1\"", mark: "↓")),
      .good(Self.aliases("\"2\"")),
    ])

  private static func aliases(_ second: String, mark: String = "") -> String {
    "resources:\n  Live:\n    Type: AWS::Lambda::Alias\n    Properties: { Name: live, FunctionName: work, FunctionVersion: \"1\", ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } }\n"
      + "  Next:\n    Type: AWS::Lambda::Alias\n    Properties: { Name: next, FunctionName: work, FunctionVersion: \(second), \(mark)ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } }\n"
  }
}

extension Check {
  static let provisionedTwice = Check(.provisionedTwice) { context, findings in
    var earlier: [String: Resource] = [:]
    for alias in context.resources("AWS::Lambda::Alias") {
      guard let entry = alias.properties.entry("ProvisionedConcurrencyConfig"), let name = alias["FunctionName"],
        let version = alias["FunctionVersion"], let text = context.resolver.text(version)
      else { continue }
      let function = context.reader.resource(namedBy: name) ?? context.resolver.text(name)?.description ?? ""
      let key = "\(function):\(text)"
      guard let first = earlier[key] else {
        earlier[key] = alias
        continue
      }
      guard first.condition?.text == alias.condition?.text else { continue }
      findings.report(
        Diagnostic(
          .provisionedTwice,
          "`\(context.called(alias))` and `\(context.called(first))` keep the same version ready", at: entry.keySpan,
          notes: [.init("`\(context.called(first))` does so here", at: first.span)],
          consequences: ["Lambda refuses the second one"], help: ["let one of the two have all of it"]))
    }
  }
}
