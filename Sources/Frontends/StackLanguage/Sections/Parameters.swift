import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let parameters = Section(
    "parameters",
    "Values given at deployment. Read as `${parameters.name}`.",
    entry: .object(
      ObjectShape(
        [
          Key(
            "type", .text, to: "Type", default: "String",
            "CloudFormation's parameter type: `String`, `Number`, `CommaDelimitedList`, `AWS::SSM::Parameter::Value<String>`, …."
          ),
          Key("default", .anything, to: "Default", "The value if none is given."),
          Key("allowedValues", .list(.anything), to: "AllowedValues", "The values that are accepted."),
          Key("pattern", .text, to: "AllowedPattern", "A regular expression that the whole value must match."),
          Key("minLength", .integer, to: "MinLength", "The least number of characters."),
          Key("maxLength", .integer, to: "MaxLength", "The greatest number of characters."),
          Key("min", .integer, to: "MinValue", "The least number."),
          Key("max", .integer, to: "MaxValue", "The greatest number."),
          Key("description", .text, to: "Description", "What it is for."),
          Key("constraint", .text, to: "ConstraintDescription", "What CloudFormation says when a value is refused."),
          Key("secret", .boolean, to: "NoEcho", default: "false", "Whether the value is hidden in consoles and logs."),
        ], literal: true)),
    example: """
      parameters:
        stage: { type: String, default: dev, allowedValues: [dev, prod] }
      queues:
        jobs: { name: "jobs-${parameters.stage}" }
      """
  ) { lowering, entry in
    guard entry.name.isAlphanumeric else {
      lowering.findings.report(.invalidName(entry.name, of: "a parameter", at: entry.span))
      return
    }
    var attributes = entry.properties(&lowering)
    if attributes["Type"] == nil {
      attributes.entries.insert(.init("Type", at: entry.span, .string("String", entry.span)), at: 0)
    }
    lowering.template.parameters.append(
      Parameter(
        name: Name(entry.name, entry.span), type: attributes["Type"]?.string ?? "String",
        defaultValue: attributes["Default"], attributes: attributes))
  }
}

extension String {
  /// Whether there are only letters and digits of ASCII, and at least one.
  var isAlphanumeric: Bool {
    var text = self
    return !isEmpty && text.withUTF8 { bytes in bytes.allSatisfy(\.isLetterOrDigit) }
  }
}
