import Diagnostics
import Source

extension Rule {
  static let malformedPolicy = Rule(
    "STK801", "malformed-policy", .error, "a part of a policy that is no map, list or text as it must be",
    why:
      "AWS rejects the policy: `MalformedPolicyDocument`.",
    examples: [
      .bad(
        """
        resources:
          Worker:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: ↓{ sqs: SendMessage }
                  Resource: '*'

        """),
      .good(
        """
        resources:
          Worker:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: sqs:SendMessage
                  Resource: '*'

        """),
    ])
}

extension PolicyCheck {
  static let malformedPolicy = PolicyCheck(.malformedPolicy) { reading, findings in
    guard !reading.datum.isUnknown else { return }
    guard reading.datum.members != nil else {
      return findings.report(.malformed("a policy document", "a map", reading.datum))
    }
    for name in ["Version", "Id"] {
      if let value = reading.datum[name], !value.isText {
        findings.report(.malformed("`\(name)`", "a text", value))
      }
    }
    for statement in reading.datum["Statement"]?.itemsOrSelf ?? [] where !statement.isUnknown {
      guard statement.members == nil else { continue }
      findings.report(.malformed("a statement", "a map", statement))
    }
    for statement in reading.statements {
      for member in statement.members { check(member, &findings) }
    }
  }
}

/// The elements that are a text, or a list of texts.
private let textElements: Set<String> = ["Action", "NotAction", "Resource", "NotResource"]

private func check(_ member: Datum.Member, _ findings: inout Findings) {
  let value = member.value
  if textElements.contains(member.key) {
    checkTexts(member, &findings)
  } else if member.key == "Sid" || member.key == "Effect" {
    if !value.isText { findings.report(.malformed("`\(member.key)`", "a text", value)) }
  } else if member.key == "Condition", !value.isUnknown {
    guard let blocks = value.members else { return findings.report(.malformed("`Condition`", "a map", value)) }
    for block in blocks where !block.value.isUnknown {
      guard let keys = block.value.members else {
        findings.report(.malformed("`\(block.key)`", "a map of condition keys", block.value))
        continue
      }
      for key in keys { checkTexts(key, &findings) }
    }
  } else if member.key == "Principal" || member.key == "NotPrincipal" {
    for principal in value.members ?? [] { checkTexts(principal, &findings) }
    guard value.members == nil, value.text == nil || value.literal.map({ $0 != "*" }) ?? false else { return }
    findings.report(.malformed("`\(member.key)`", "`*` or a map such as `{ Service: lambda.amazonaws.com }`", value))
  }
}

private func checkTexts(_ member: Datum.Member, _ findings: inout Findings) {
  // The whole list may be what a function gives.
  if case .unknown = member.value.kind { return }
  for item in member.value.itemsOrSelf where !item.isText {
    findings.report(.malformed("`\(member.key)`", "a text or a list of texts", item))
  }
}

extension Datum {
  /// Whether nothing is known of the whole value.
  var isUnknown: Bool { if case .unknown(let hole) = kind { !hole.isList } else { false } }
  /// Whether it is a text, or may be one.
  var isText: Bool { if case .unknown(let hole) = kind { !hole.isList } else { text != nil } }
}

extension Diagnostic {
  fileprivate static func malformed(_ what: String, _ wanted: String, _ datum: Datum) -> Diagnostic {
    Diagnostic(.malformedPolicy, "\(what) must be \(wanted)", at: datum.span)
  }
}
