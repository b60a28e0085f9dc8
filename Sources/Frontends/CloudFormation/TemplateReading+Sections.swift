import Diagnostics
import Source
import Template

extension TemplateReading {
  private static let parameterKeys = [
    "Type", "Default", "AllowedValues", "AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue", "NoEcho",
    "Description", "ConstraintDescription",
  ]

  /// Reads a parameter ("Parameters", AWS CloudFormation User Guide).
  mutating func readParameter(_ entry: ValueMap.Entry) {
    checkName(entry, of: "a parameter")
    guard let attributes = map(entry) else { return }
    checkKeys(of: entry, attributes, known: Self.parameterKeys)
    if attributes["Type"] == nil { findings.report(.missingKey("Type", in: entry.key, at: entry.keySpan)) }
    let type = attributes["Type"]
    if let type, type.string == nil {
      findings.report(.wrongType("Type", wanted: "a text", got: type.phrase, at: type.span))
    }
    for attribute in attributes.entries { judge(attribute) }
    template.parameters.append(
      Parameter(
        name: Name(entry.key, entry.keySpan.withoutQuotes(entry.key)), type: type?.string ?? "String",
        defaultValue: attributes["Default"], attributes: attributes))
  }

  /// Tells of an attribute of a parameter that has another form than it must have; checks look at types and defaults.
  private mutating func judge(_ attribute: ValueMap.Entry) {
    let value = attribute.value
    let wanted: String
    switch attribute.key {
    case "Description", "ConstraintDescription", "AllowedPattern":
      if value.scalarText != nil { return }
      wanted = "a text"
    case "MinLength", "MaxLength", "MinValue", "MaxValue":
      if value.scalarText.flatMap(Double.init) != nil { return }
      wanted = "a number"
    case "NoEcho":
      if ["true", "false"].contains(value.scalarText?.lowercased()) { return }
      wanted = "`true` or `false`"
    case "AllowedValues":
      if value.list?.allSatisfy({ $0.scalarText != nil }) == true { return }
      wanted = "a list of texts"
    default: return
    }
    findings.report(
      .wrongType(attribute.key, wanted: wanted, got: value.phrase, at: value.isNull ? attribute.keySpan : value.span))
  }

  /// Reads a mapping: two levels of names, then values ("Mappings", AWS CloudFormation User Guide).
  mutating func readMapping(_ entry: ValueMap.Entry) {
    checkName(entry, of: "a mapping")
    guard let map = map(entry) else { return }
    for first in map.entries {
      checkIsText(first)
      for value in first.value.map?.entries ?? [] { checkIsText(value) }
      guard first.key != "Fn::Transform", let second = self.map(first) else { continue }
      for value in second.entries where value.key != "Fn::Transform" { checkName(value, of: "a value of a mapping") }
      for value in second.entries where value.value.map != nil || value.value.intrinsic != nil {
        findings.report(
          .wrongType(value.key, wanted: "a text, a number or a list", got: value.value.phrase, at: value.value.span))
      }
    }
    template.mappings.set(entry.key, at: entry.keySpan, entry.value)
  }

  /// Tells a key of digits without quotes, which YAML makes a number: `map keys must be strings; received numeric [64] instead`.
  private mutating func checkIsText(_ entry: ValueMap.Entry) {
    let isPlain = entry.keySpan.length == entry.key.utf8.count
    let isNumber = !entry.key.isEmpty && entry.key.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard isPlain, isNumber else { return }
    findings.report(
      Diagnostic(
        .wrongType, "the key `\(entry.key)` is a number, and must be a text", at: entry.keySpan,
        consequences: ["CloudFormation rejects the template: `map keys must be strings; received numeric`"],
        fixes: [
          .replace(entry.keySpan, with: "\"\(entry.key)\"", title: "put `\(entry.key)` in quotes", safe: true)
        ]))
  }

  /// Reads a condition.
  mutating func readCondition(_ entry: ValueMap.Entry) {
    // A condition's name may hold other signs than letters and digits, such as `&`.
    guard let call = entry.value.conditionCall else {
      findings.report(
        .wrongType(
          entry.key, wanted: "a condition function such as `Fn::Equals`", got: entry.value.phrase,
          at: entry.value.isNull ? entry.keySpan : entry.value.span))
      // Whoever names it names something all the same.
      template.conditions.set(entry.key, at: entry.keySpan, entry.value)
      return
    }
    template.conditions.set(entry.key, at: entry.keySpan, call)
  }

  private static let outputKeys = ["Value", "Description", "Export", "Condition"]

  /// Reads an output ("Outputs", AWS CloudFormation User Guide).
  mutating func readOutput(_ entry: ValueMap.Entry) {
    checkName(entry, of: "an output")
    guard let attributes = map(entry) else { return }
    checkKeys(of: entry, attributes, known: Self.outputKeys)
    if attributes["Value"]?.isNull ?? true { findings.report(.missingKey("Value", in: entry.key, at: entry.keySpan)) }
    if let export = attributes["Export"] {
      guard let map = export.map, map["Name"] != nil else {
        findings.report(.wrongType("Export", wanted: "a map with `Name`", got: export.phrase, at: export.span))
        return
      }
      for other in map.entries where other.key != "Name" {
        findings.report(.unknownKey(other.key, at: other.keySpan, in: "Export", known: ["Name"]))
      }
    }
    for key in ["Description", "Condition"] {
      if let value = attributes[key], value.string == nil {
        findings.report(.wrongType(key, wanted: "a text", got: value.phrase, at: value.span))
      }
    }
    template.outputs.append(
      Output(name: Name(entry.key, entry.keySpan.withoutQuotes(entry.key)), attributes: attributes))
  }
}

extension TemplateReading {
  /// The members of an entry, which must be a map. `refusal` is what SAM's transform says if it is none.
  mutating func map(_ entry: ValueMap.Entry, refusal: SAMFault? = nil) -> ValueMap? {
    guard let map = entry.value.map else {
      findings.report(
        .wrongType(
          entry.key, wanted: "a map", got: entry.value.phrase, at: entry.value.isNull ? entry.keySpan : entry.value.span
        ).quoting(isServerless ? refusal : nil))
      return nil
    }
    return map
  }

  /// Tells a name that CloudFormation does not take.
  mutating func checkName(_ entry: ValueMap.Entry, of what: String) {
    guard !entry.key.isAlphanumeric, entry.key != "Fn::Transform" else { return }
    findings.report(.invalidName(entry.key, of: what, at: entry.keySpan))
  }

  /// Tells keys that nobody would read.
  mutating func checkKeys(of entry: ValueMap.Entry, _ map: ValueMap, known: [String]) {
    for member in map.entries where !known.contains(member.key) && member.key != "Fn::Transform" {
      findings.report(.unknownKey(member.key, at: member.keySpan, in: entry.key, known: known))
    }
  }
}

extension Span {
  /// The place of a text that may stand in quotes.
  func withoutQuotes(_ text: String) -> Span {
    length == text.utf8.count + 2 ? Span(source, Int(start) + 1, Int(end) - 1) : self
  }
}
