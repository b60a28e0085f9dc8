import Diagnostics
import Source

extension Rule {
  static let conditionValueUnfit = Rule(
    "STK842", "condition-value-unfit", .warning, "a value that its condition key never has",
    why: """
      The values of some keys have one form: a VPC's id, an endpoint's, an account's, an organization's. Compared with \
      anything else the condition never holds, or always, if it is negated.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:SourceVpc": ↓"vpce-0a1b2c3d4e5f60718" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:PrincipalAccount": ↓"1111-2222-3333" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718", "aws:PrincipalAccount": "111122223333" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let conditionValueUnfit = PolicyCheck(.conditionValueUnfit) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let form = forms[condition.key.value.lowercased()],
          let comparison = ConditionOperator(condition.comparison.value)?.comparison,
          comparison == .text || comparison == .textIgnoringCase
        else { continue }
        for value in condition.values.policyTexts {
          guard let text = value.value.literal, !text.holds(anyOf: "*?$"), !form.takes(text) else {
            continue
          }
          findings.report(
            Diagnostic(
              .conditionValueUnfit, "`\(text)` is not \(form.words), which `\(condition.key.value)` has",
              at: value.span))
        }
      }
    }
  }
}

/// The form of a key's values.
private enum ValueForm {
  /// A prefix, and 8 or 17 letters and digits (IAM User Guide, Policy validation check reference, Invalid vpc format).
  case resourceID(String)
  case account
  case organization

  func takes(_ text: String) -> Bool {
    switch self {
    case .resourceID(let prefix):
      let rest = text.utf8.dropFirst(prefix.utf8.count)
      return text.hasPrefix(prefix) && (rest.count == 8 || rest.count == 17) && rest.allSatisfy(\.isLetterOrDigit)
    case .account: return text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    case .organization: return text.hasPrefix("o-")
    }
  }

  var words: String {
    switch self {
    case .resourceID(let prefix): "an id such as `\(prefix)0a1b2c3d4e5f60718`"
    case .account: "the 12 digits of an account"
    case .organization: "an organization's id, `o-…`"
    }
  }
}

/// Keys in small letters.
private let forms: [String: ValueForm] = [
  "aws:sourcevpc": .resourceID("vpc-"), "aws:sourcevpce": .resourceID("vpce-"),
  "aws:sourceaccount": .account, "aws:principalaccount": .account, "aws:resourceaccount": .account,
  "aws:principalorgid": .organization, "aws:resourceorgid": .organization, "aws:sourceorgid": .organization,
]
