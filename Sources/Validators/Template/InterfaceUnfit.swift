import Diagnostics
import Source
import Template

extension Rule {
  static let interfaceUnfit = Rule(
    "STK349", "interface-unfit", .warning, "a form of the console that names no parameter",
    why: """
      `AWS::CloudFormation::Interface` in `Metadata` says how the console groups and labels the parameters \
      ("AWS::CloudFormation::Interface", AWS CloudFormation Template Reference). What it says of a parameter that is not there \
      has no effect.
      """,
    examples: [
      .bad(
        Self.template("ParameterGroups: [{ Label: { default: Place }, Parameters: [Stage, ↓Zone] }]"),
        file: "template.yaml"),
      .bad(Self.template("ParameterLabels: { ↓Zone: { default: Zone } }"), file: "template.yaml"),
      .good(
        Self.template("ParameterGroups: [{ Label: { default: Place }, Parameters: [Stage] }]"), file: "template.yaml"),
    ])

  private static func template(_ form: String) -> String {
    "Metadata:\n  AWS::CloudFormation::Interface:\n    \(form)\nParameters:\n  Stage: { Type: String }\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Stage } }\n"
  }
}

extension Check {
  static let interfaceUnfit = Check(.interfaceUnfit) { context, findings in
    guard let form = context.template.metadata?["AWS::CloudFormation::Interface"] else { return }
    let known = context.template.parameters.map(\.name.text)
    func judge(_ name: String, at span: Span) {
      guard !known.contains(name) else { return }
      var finding = Diagnostic(.interfaceUnfit, "there is no parameter `\(name)` to show", at: span)
      if let nearest = Spelling.nearest(to: name, in: known) { finding.label = "did you mean `\(nearest)`?" }
      findings.report(finding)
    }
    guard let map = form.map else {
      findings.report(.interfaceMisshapen("`AWS::CloudFormation::Interface`", wanted: "a map", form))
      return
    }
    for entry in map.entries where !["ParameterGroups", "ParameterLabels"].contains(entry.key) {
      findings.report(
        Diagnostic(
          .interfaceUnfit, "the form has no `\(entry.key)`", at: entry.keySpan, severity: .error,
          help: ["it has `ParameterGroups` and `ParameterLabels`"]))
    }
    if let groups = map["ParameterGroups"], groups.list == nil {
      findings.report(.interfaceMisshapen("`ParameterGroups`", wanted: "a list", groups))
    }
    for group in map["ParameterGroups"]?.list ?? [] {
      guard let names = group["Parameters"] else { continue }
      if names.list == nil { findings.report(.interfaceMisshapen("`Parameters`", wanted: "a list", names)) }
      for name in names.list ?? [] { if let text = name.string { judge(text, at: name.span) } }
    }
    if let labels = map["ParameterLabels"], labels.map == nil {
      findings.report(.interfaceMisshapen("`ParameterLabels`", wanted: "a map", labels))
    }
    for entry in map["ParameterLabels"]?.map?.entries ?? [] { judge(entry.key, at: entry.keySpan) }
  }
}

extension Diagnostic {
  fileprivate static func interfaceMisshapen(_ what: String, wanted: String, _ value: Value) -> Diagnostic {
    Diagnostic(.interfaceUnfit, "\(what) takes \(wanted), not \(value.phrase)", at: value.span, severity: .error)
  }
}
