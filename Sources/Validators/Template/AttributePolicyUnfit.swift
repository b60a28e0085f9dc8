import Diagnostics
import Source
import Template

extension Rule {
  static let attributePolicyUnfit = Rule(
    "STK343", "attribute-policy-unfit", .error, "a creation or update policy that is none",
    why: """
      `CreationPolicy` and `UpdatePolicy` take a map of settings, each for some types of resources ("CreationPolicy \
      attribute", "UpdatePolicy attribute", AWS CloudFormation Template Reference). CloudFormation rejects the template with \
      anything else.
      """,
    examples: [
      .bad(
        "Resources:\n  Ready: { Type: AWS::CloudFormation::WaitCondition, CreationPolicy: ↓PT15M }\n",
        file: "template.yaml"),
      .bad(
        "resources:\n  Ready: { Type: AWS::CloudFormation::WaitCondition, CreationPolicy: { ResourceSignal: { ↓Timout: PT15M } } }\n"
      ),
      .bad(
        "resources:\n  Ready: { Type: AWS::CloudFormation::WaitCondition, CreationPolicy: { ResourceSignal: { Timeout: ↓15 minutes } } }\n"
      ),
      .good(
        "resources:\n  Ready: { Type: AWS::CloudFormation::WaitCondition, CreationPolicy: { ResourceSignal: { Count: 1, Timeout: PT15M } } }\n"
      ),
    ])
}

extension Check {
  static let attributePolicyUnfit = Check(.attributePolicyUnfit) { context, findings in
    for resource in context.template.resources {
      for (attribute, settings) in attributeSettings {
        guard let written = resource.attributes[attribute] else { continue }
        for branch in context.branches(of: written, under: resource.condition) {
          guard let map = branch.value.map else {
            findings.report(.attributePolicyUnfit(attribute, isNo: "a map", branch.value))
            continue
          }
          for entry in map.entries where entry.key != "Fn::Transform" {
            context.judge(entry, of: attribute, settings, &findings)
          }
        }
      }
    }
  }
}

/// What each attribute may set, and the members of those that are maps.
private let attributeSettings: [(attribute: String, settings: [String: [String]])] = [
  (
    "CreationPolicy",
    [
      "AutoScalingCreationPolicy": ["MinSuccessfulInstancesPercent"], "ResourceSignal": ["Count", "Timeout"],
      "StartFleet": [],
    ]
  ),
  (
    "UpdatePolicy",
    [
      "AutoScalingReplacingUpdate": ["WillReplace"],
      "AutoScalingRollingUpdate": [
        "MaxBatchSize", "MinActiveInstancesPercent", "MinInstancesInService", "MinSuccessfulInstancesPercent",
        "PauseTime", "SuspendProcesses", "WaitOnResourceSignals",
      ],
      "AutoScalingScheduledAction": ["IgnoreUnmodifiedGroupSizeProperties"],
      "CodeDeployLambdaAliasUpdate": [
        "AfterAllowTrafficHook", "ApplicationName", "BeforeAllowTrafficHook", "DeploymentGroupName",
      ],
      "EnableVersionUpgrade": [], "UseOnlineResharding": [], "StopBeforeUpdate": [], "StartAfterUpdate": [],
    ]
  ),
]

/// Members that are durations as ISO 8601 has them.
private let durations: Set<String> = ["Timeout", "PauseTime"]

extension CheckContext {
  fileprivate func judge(
    _ entry: ValueMap.Entry, of attribute: String, _ settings: [String: [String]], _ findings: inout Findings
  ) {
    guard let members = settings[entry.key] else {
      return findings.report(.unknownSetting(entry, in: attribute, known: settings.keys.sorted()))
    }
    guard !members.isEmpty, entry.value.intrinsic == nil else { return }
    guard let map = entry.value.map else {
      return findings.report(.attributePolicyUnfit(entry.key, isNo: "a map", entry.value))
    }
    for member in map.entries where member.key != "Fn::Transform" {
      if !members.contains(member.key) {
        findings.report(.unknownSetting(member, in: entry.key, known: members))
      } else if durations.contains(member.key), let text = resolver.literal(member.value), !text.isISODuration {
        var finding = Diagnostic.attributePolicyUnfit(member.key, isNo: "a duration", member.value)
        finding.help = ["write it as `PT#H#M#S`: `PT15M`"]
        findings.report(finding)
      }
    }
  }
}

extension String {
  /// Whether the text has the form `PT#H#M#S`, with at least one part.
  fileprivate var isISODuration: Bool {
    guard hasPrefix("PT"), utf8.count > 2 else { return false }
    var units = Array("HMS")
    var digits = 0
    for character in dropFirst(2) {
      if character.isASCII, character.isNumber {
        digits += 1
      } else {
        guard digits > 0, let place = units.firstIndex(of: character) else { return false }
        units.removeFirst(place + 1)
        digits = 0
      }
    }
    return digits == 0
  }
}

extension Diagnostic {
  fileprivate static func attributePolicyUnfit(_ name: String, isNo wanted: String, _ value: Value) -> Diagnostic {
    Diagnostic(.attributePolicyUnfit, "`\(name)` takes \(wanted), not \(value.phrase)", at: value.span)
  }

  fileprivate static func unknownSetting(_ entry: ValueMap.Entry, in owner: String, known: [String]) -> Diagnostic {
    var finding = Diagnostic(
      .attributePolicyUnfit, "`\(owner)` has no `\(entry.key)`", at: entry.keySpan,
      help: ["it has \(known.map { "`\($0)`" }.joined(separator: ", "))"])
    if let nearest = Spelling.nearest(to: entry.key, in: known) { finding.label = "did you mean `\(nearest)`?" }
    return finding
  }
}
