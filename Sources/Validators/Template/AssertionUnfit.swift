import Diagnostics
import Source
import Template

extension Rule {
  static let assertionUnfit = Rule(
    "STK347", "assertion-unfit", .error, "a rule of the template that CloudFormation cannot follow",
    why: """
      A rule has `Assertions`, each an `Assert` with, if wanted, an `AssertDescription`, and a `RuleCondition` if it does not \
      always hold. Both are made of functions that give true or false over parameters, before there is any resource ("Rules", \
      AWS CloudFormation User Guide). CloudFormation rejects the template with anything else.
      """,
    examples: [
      .bad(Self.template("{ ↓Asserts: [{ Assert: !Equals [!Ref Stage, prod] }] }"), file: "template.yaml"),
      .bad(Self.template("{ Assertions: [{ ↓AssertDescription: prod alone }] }"), file: "template.yaml"),
      .bad(Self.template("{ Assertions: [{ Assert: ↓prod }] }"), file: "template.yaml"),
      .bad(Self.template("{ Assertions: [{ Assert: !Equals [!Ref ↓Jobs, prod] }] }"), file: "template.yaml"),
      .good(
        Self.template(
          "{ Assertions: [{ Assert: !Contains [[dev, prod], !Ref Stage], AssertDescription: dev or prod }] }"),
        file: "template.yaml"),
    ])

  private static func template(_ rule: String) -> String {
    "Parameters:\n  Stage: { Type: String }\nRules:\n  OfStages: \(rule)\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Stage } }\n"
  }
}

extension Check {
  static let assertionUnfit = Check(.assertionUnfit) { context, findings in
    for rule in context.template.rules.entries {
      guard let map = rule.value.map else {
        findings.report(
          .assertionUnfit("the rule `\(rule.key)` is a map, not \(rule.value.phrase)", at: rule.value.span))
        continue
      }
      for entry in map.entries where !["Assertions", "RuleCondition"].contains(entry.key) {
        findings.report(.assertionUnfit("a rule has no `\(entry.key)`", at: entry.keySpan, of: ruleMembers))
      }
      if let condition = map["RuleCondition"] { context.judgeTruth(condition, &findings) }
      guard let assertions = map["Assertions"] else {
        if !map.entries.contains(where: { !ruleMembers.contains($0.key) }) {
          findings.report(
            .assertionUnfit("the rule `\(rule.key)` asserts nothing", at: rule.keySpan, of: ["Assertions"]))
        }
        continue
      }
      guard let items = assertions.list else {
        findings.report(.assertionUnfit("`Assertions` is a list, not \(assertions.phrase)", at: assertions.span))
        continue
      }
      for item in items { context.judgeAssertion(item, &findings) }
    }
  }
}

/// What a rule has.
private let ruleMembers = ["Assertions", "RuleCondition"]
/// What an assertion has.
private let assertionMembers = ["Assert", "AssertDescription"]

extension CheckContext {
  fileprivate func judgeAssertion(_ item: Value, _ findings: inout Findings) {
    guard let map = item.map else {
      return findings.report(.assertionUnfit("an assertion is a map, not \(item.phrase)", at: item.span))
    }
    for entry in map.entries where !assertionMembers.contains(entry.key) {
      // CloudFormation takes it, and shows the assertion without its description.
      var finding = Diagnostic.assertionUnfit(
        "an assertion has no `\(entry.key)`", at: entry.keySpan, of: assertionMembers)
      finding.severity = .warning
      finding.consequences = ["nothing reads it"]
      if let nearest = Spelling.nearest(to: entry.key, in: assertionMembers) {
        finding.label = "did you mean `\(nearest)`?"
      }
      findings.report(finding)
    }
    if let truth = map["Assert"] {
      judgeTruth(truth, &findings)
    } else if let first = map.entries.first {
      findings.report(.assertionUnfit("the assertion has no `Assert`", at: first.keySpan))
    }
    if let text = map["AssertDescription"], text.string == nil {
      findings.report(.assertionUnfit("`AssertDescription` is a text, not \(text.phrase)", at: text.span))
    }
  }

  /// What must give true or false, from parameters alone.
  fileprivate func judgeTruth(_ value: Value, _ findings: inout Findings) {
    guard let call = value.intrinsic, Self.truths.contains(call.function) else {
      return findings.report(
        .assertionUnfit(
          "this gives neither true nor false", at: value.span, help: "compare with `Fn::Equals` or `Fn::Contains`"))
    }
    value.forEachReference { reference in
      let name = reference.target.text
      guard reference.attribute == nil, resource(name) != nil else { return }
      findings.report(.assertionUnfit("a rule cannot refer to the resource `\(name)`", at: reference.target.span))
    }
  }

  /// Functions of rules and conditions that give true or false ("Rule-specific intrinsic functions").
  private static let truths: Set<IntrinsicFunction> = [
    .and, .or, .not, .equals, .contains, .eachMemberEquals, .eachMemberIn, .condition,
  ]
}

extension Diagnostic {
  fileprivate static func assertionUnfit(
    _ message: String, at span: Span, of members: [String] = [], help: String? = nil
  ) -> Diagnostic {
    let known = members.isEmpty ? [] : ["it has \(members.map { "`\($0)`" }.joined(separator: " and "))"]
    return Diagnostic(.assertionUnfit, message, at: span, help: known + (help.map { [$0] } ?? []))
  }
}
