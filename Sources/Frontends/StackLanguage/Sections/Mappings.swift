import Diagnostics
import Template
import YAML

extension Section {
  static let mappings = Section(
    "mappings",
    "Tables of two levels, as CloudFormation has them. Read with `!FindInMap`.",
    entry: .anything,
    example: """
      mappings:
        retention:
          dev: { days: 7 }
          prod: { days: 90 }
      parameters:
        stage: { default: dev, allowedValues: [dev, prod] }
      logs:
        shared:
          properties: { RetentionInDays: !FindInMap [retention, !Ref stage, days] }
      """
  ) { lowering, entry in
    guard entry.name.isAlphanumeric else {
      lowering.findings.report(.invalidName(entry.name, of: "a mapping", at: entry.span))
      return
    }
    guard let node = entry.layers.first, let value = lowering.cloudFormationValue(node) else { return }
    // "Mappings" (AWS CloudFormation User Guide): names of the first level, each with names of the second.
    guard let first = value.map else {
      return lowering.findings.report(
        .wrongType(entry.name, wanted: "a map of maps", got: node.phrase, at: node.span))
    }
    for member in first.entries where member.value.map == nil {
      lowering.findings.report(
        .wrongType(member.key, wanted: "a map", got: member.value.phrase, at: member.value.span))
    }
    lowering.template.mappings.set(entry.name, at: entry.span, value)
  }
}
