import Diagnostics
import Source
import Template

extension Rule {
  static let aliasWeightUnfit = Rule(
    "STK530", "alias-weight-unfit", .error, "weights of an alias that Lambda refuses",
    limits: ["LAM-050", "LAM-132", "LAM-133"],
    why: """
      An alias sends a share of its invocations to one more version than its own: a published one, with a weight of 0 to 1. \
      Lambda refuses a second one, `$LATEST`, the alias's own version, and any other weight.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), aliases: { live: { version: \"2\", weights: { \"3\": ↓1.5 } } } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function), aliases: { live: { version: \"2\", weights: { ↓\"2\": 0.5 } } } }\n",
        files: Samples.handler),
      .bad(
        "functions:\n  f: { \(Samples.function), aliases: { live: { version: \"2\", weights: { \"3\": 0.1, ↓\"4\": 0.1 } } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function), aliases: { live: { version: \"2\", weights: { \"3\": 0.1 } } } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let aliasWeightUnfit = Check(.aliasWeightUnfit) { context, findings in
    guard let most = CheckContext.limit("LAM-132"), let greatest = CheckContext.limit("LAM-133") else { return }
    for alias in context.resources("AWS::Lambda::Alias") {
      guard let weights = alias["RoutingConfig"]?["AdditionalVersionWeights"]?.list, !weights.isEmpty else { continue }
      let own = alias["FunctionVersion"]
      if let own, context.resolver.literal(own) == "$LATEST" {
        findings.report(.aliasWeightUnfit("an alias of `$LATEST` cannot have weights", "LAM-050", at: own.span))
      }
      for (index, item) in weights.enumerated() {
        guard let version = item["FunctionVersion"] else { continue }
        if index >= most {
          findings.report(
            .aliasWeightUnfit("an alias can have one version besides its own", "LAM-132", at: version.span))
        } else if let name = context.resolver.literal(version), let own, context.resolver.literal(own) == name {
          findings.report(
            .aliasWeightUnfit(
              "version \(name) is the alias's own, and cannot have a weight besides", "LAM-050", at: version.span,
              notes: [.init("it is the alias's own version", at: own.span)]))
        } else if let weight = item["FunctionWeight"], let text = context.resolver.literal(weight),
          let share = Double(text),
          !(0...Double(greatest)).contains(share)
        {
          findings.report(
            .aliasWeightUnfit(
              "a weight is a share of 0 to \(greatest), and this is \(text)", "LAM-133", at: weight.span))
        }
      }
    }
  }
}

extension Diagnostic {
  static func aliasWeightUnfit(_ message: String, _ limit: String, at span: Span, notes: [Note] = []) -> Diagnostic {
    Diagnostic(
      .aliasWeightUnfit, message, at: span, notes: notes, consequences: ["Lambda refuses the alias"], limits: [limit])
  }
}
