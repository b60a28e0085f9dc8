import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let resources = Section(
    "resources",
    "CloudFormation resources, as they are: what no section covers. The key is the logical id.",
    entry: .object(
      ObjectShape([
        Key("Type", .text, required: true, "The type: `AWS::Logs::LogGroup`."),
        Key("Properties", .map(.anything), "Its properties."),
        Key("DependsOn", .list(.text), "Logical ids of resources that must exist first."),
        Key("Condition", .text, "The condition under which it exists."),
        Key("DeletionPolicy", .text, "What becomes of it when it leaves the stack."),
        Key("UpdateReplacePolicy", .text, "What becomes of the old one when it is replaced."),
        Key("CreationPolicy", .map(.anything), "When it counts as made."),
        Key("UpdatePolicy", .map(.anything), "How it is updated."),
        Key("Metadata", .map(.anything), "Metadata."),
        Key("Version", .text, "The version of a custom resource's type."),
      ])),
    example: """
      resources:
        Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            MetricName: Errors
            Namespace: AWS/Lambda
            Statistic: Sum
            Period: 60
            EvaluationPeriods: 1
            Threshold: 1
            ComparisonOperator: GreaterThanOrEqualToThreshold
      """
  ) { lowering, entry in
    guard entry.name.isAlphanumeric else {
      lowering.findings.report(.invalidName(entry.name, of: "a resource", at: entry.span))
      return
    }
    guard let type = entry.plainName("Type", &lowering) else { return }
    var resource = Resource(entry.name, type.text, at: entry.span, extent: entry.extent, typeSpan: type.span)
    resource.properties = entry.value("Properties", &lowering)?.map ?? ValueMap()
    for value in entry.value("DependsOn", &lowering)?.listOrSelf ?? [] {
      if let id = value.string { resource.dependsOn.append(Name(id, value.span)) }
    }
    if let condition = entry.node("Condition") { resource.condition = Name(condition.text, condition.contentSpan) }
    for key in ["DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Metadata", "Version"] {
      if let value = entry.value(key, &lowering), let span = entry.keySpan(key) {
        let isCustom = type.text.hasPrefix("Custom::") || type.text == "AWS::CloudFormation::CustomResource"
        guard key != "Version" || isCustom else {
          lowering.findings.report(.unknownKey(key, at: span, in: entry.name, known: ["Type", "Properties"]))
          continue
        }
        resource.attributes.set(key, at: span, value)
      }
    }
    lowering.add(resource)
  }
}
