import Diagnostics
import Source
import Template

extension Rule {
  static let interfaceUnfit = Rule(
    "STK349", "interface-unfit", .warning, "a form of the console that names no parameter, or is misshapen",
    why: """
      `AWS::CloudFormation::Interface` in `Metadata` says how the console groups and labels the parameters \
      ("AWS::CloudFormation::Interface", AWS CloudFormation Template Reference). What it says of a parameter that is not there, \
      or says in another form, has no effect.
      """,
    examples: [
      .bad(
        Self.template("ParameterGroups: [{ Label: { default: Place }, Parameters: [Stage, ↓Zone] }]"),
        file: "template.yaml"),
      .bad(Self.template("ParameterLabels: { ↓Zone: { default: Zone } }"), file: "template.yaml"),
      .bad(Self.template("ParameterLabels: { Stage: { ↓defualt: Stage } }"), file: "template.yaml"),
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
    var reading = InterfaceReading(parameters: context.template.parameters.map(\.name.text))
    reading.read(form)
    findings.append(reading.findings)
  }
}

/// Reads the form that the console shows for a template's parameters.
private struct InterfaceReading {
  let parameters: [String]
  var findings = Findings()

  mutating func read(_ form: Value) {
    guard let form = members(form, "`AWS::CloudFormation::Interface`", of: ["ParameterGroups", "ParameterLabels"])
    else { return }
    for group in form["ParameterGroups"].map({ items($0, "`ParameterGroups`") }) ?? [] {
      guard let group = members(group, "a group of parameters", of: ["Label", "Parameters"]) else { continue }
      if let label = group["Label"] { read(label: label) }
      for name in group["Parameters"].map({ items($0, "`Parameters`") }) ?? [] {
        if let text = name.string { judge(text, at: name.span) }
      }
    }
    for label in form["ParameterLabels"].flatMap({ members($0, "`ParameterLabels`") })?.entries ?? [] {
      judge(label.key, at: label.keySpan)
      read(label: label.value)
    }
  }

  private mutating func read(label: Value) {
    guard let text = members(label, "a label", of: ["default"])?["default"], text.string == nil else { return }
    misshapen("`default`", wanted: "a text", text)
  }

  private mutating func judge(_ name: String, at span: Span) {
    guard !parameters.contains(name) else { return }
    var finding = Diagnostic(.interfaceUnfit, "there is no parameter `\(name)` to show", at: span)
    if let nearest = Spelling.nearest(to: name, in: parameters) { finding.label = "did you mean `\(nearest)`?" }
    findings.report(finding)
  }

  /// The members of what must be a map, of which others than those `known` are told.
  private mutating func members(_ value: Value, _ what: String, of known: [String]? = nil) -> ValueMap? {
    guard let map = value.map else {
      misshapen(what, wanted: "a map", value)
      return nil
    }
    for entry in map.entries where known?.contains(entry.key) == false {
      var finding = Diagnostic(
        .interfaceUnfit, "\(what) has no `\(entry.key)`", at: entry.keySpan,
        help: ["it has \((known ?? []).map { "`\($0)`" }.joined(separator: " and "))"])
      if let nearest = Spelling.nearest(to: entry.key, in: known ?? []) { finding.label = "did you mean `\(nearest)`?" }
      findings.report(finding)
    }
    return map
  }

  private mutating func items(_ value: Value, _ what: String) -> [Value] {
    if value.list == nil { misshapen(what, wanted: "a list", value) }
    return value.list ?? []
  }

  private mutating func misshapen(_ what: String, wanted: String, _ value: Value) {
    findings.report(
      Diagnostic(
        .interfaceUnfit, "\(what) takes \(wanted), not \(value.phrase)", at: value.span))
  }
}
