import Diagnostics
import Patterns
import Source
import Template

extension Rule {
  static let defaultNotAccepted = Rule(
    "STK322", "default-not-accepted", .error, "a parameter's default that the parameter itself refuses",
    why: """
      CloudFormation rejects the template, also when another value is given: `Template format error: Parameter '…' default \
      value '…' is not a member of AllowedValues`, `… does not match pattern`. A default is a text or a number; that of a \
      list is one text with commas ("Parameters", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { default: ↓prd, allowedValues: [dev, prod] }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n",
        fixed:
          "parameters:\n  stage: { default: prod, allowedValues: [dev, prod] }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"
      ),
      .bad(
        "parameters:\n  stage: { default: ↓Dev, pattern: \"[a-z]+\" }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"
      ),
      .bad(
        "parameters:\n  stage: { default: ↓development, maxLength: 4 }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"
      ),
      .bad(
        "parameters:\n  pause: { type: Number, default: ↓1000, max: 900 }\nqueues:\n  jobs: { tags: { pause: !Ref pause } }\n"
      ),
      .bad(
        "parameters:\n  pause: { type: Number, default: ↓soon }\nqueues:\n  jobs: { tags: { pause: !Ref pause } }\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev, allowedValues: [dev, prod], pattern: \"[a-z]+\", maxLength: 4 }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"
      ),
    ])
}

extension Check {
  static let defaultNotAccepted = Check(.defaultNotAccepted) { context, findings in
    for parameter in context.template.parameters {
      guard let value = parameter.defaultValue else { continue }
      guard let text = value.scalarText else {
        findings.report(
          Diagnostic(
            .defaultNotAccepted, "the default of `\(parameter.name.text)` must be a text, not \(value.phrase)",
            at: value.span, help: ["write a list as one text with commas: `a,b`"]))
        continue
      }
      let isList = ParameterType.isList(parameter.type)
      let items = isList ? text.split(separator: ",").map { String($0.drop { $0 == " " }) } : [text]
      // The values that are allowed may be whole lists.
      if isList, parameter.attributes["AllowedValues"]?.list?.contains(where: { $0.scalarText == text }) == true {
        continue
      }
      if let finding = items.lazy.compactMap({ parameter.refusal(of: $0, at: value.span) }).first {
        findings.report(finding)
      }
    }
  }
}

extension Parameter {
  /// Why the parameter does not take a text; nil if it does.
  fileprivate func refusal(of text: String, at span: Span) -> Diagnostic? {
    func refused(_ reason: String, _ attribute: String) -> Diagnostic {
      Diagnostic(
        .defaultNotAccepted, "the default `\(text)` of `\(name.text)` \(reason)", at: span,
        notes: attributes.entry(attribute).map { [.init("the parameter says so here", at: $0.value.span)] } ?? [])
    }
    let allowed = attributes["AllowedValues"]?.list?.compactMap(\.scalarText) ?? []
    if !allowed.isEmpty, !allowed.contains(text) {
      var finding = refused("is none of the allowed values", "AllowedValues")
      finding.help = ["it takes \(allowed.map { "`\($0)`" }.joined(separator: ", "))"]
      if let nearest = Spelling.nearest(to: text, in: allowed) {
        finding.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
      }
      return finding
    }
    if let pattern = attributes["AllowedPattern"]?.string, let compiled = Pattern.compiled("^(?:\(pattern))$"),
      !compiled.matches(text)
    {
      return refused("does not match `\(pattern)`", "AllowedPattern")
    }
    return type == "Number" || type == "List<Number>"
      ? numberRefusal(of: text, refused) : lengthRefusal(of: text, refused)
  }

  private func lengthRefusal(of text: String, _ refused: (String, String) -> Diagnostic) -> Diagnostic? {
    let length = text.unicodeScalars.count
    if let least = attributes["MinLength"]?.integer, length < least {
      return refused("has \(length) characters, fewer than \(least)", "MinLength")
    }
    if let most = attributes["MaxLength"]?.integer, length > most {
      return refused("has \(length) characters, more than \(most)", "MaxLength")
    }
    return nil
  }

  private func numberRefusal(of text: String, _ refused: (String, String) -> Diagnostic) -> Diagnostic? {
    guard let number = Double(text.filter { $0 != " " }) else { return refused("is no number", "Type") }
    func bound(_ name: String) -> Double? { attributes[name]?.scalarText.flatMap { Double($0) } }
    if let least = bound("MinValue"), number < least { return refused("is below \(Bounds.plain(least))", "MinValue") }
    if let most = bound("MaxValue"), number > most { return refused("is above \(Bounds.plain(most))", "MaxValue") }
    return nil
  }
}
