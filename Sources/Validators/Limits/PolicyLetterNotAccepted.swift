import Diagnostics
import Source
import Template

extension Rule {
  static let policyLetterNotAccepted = Rule(
    "STK915", "policy-letter-not-accepted", .error, "a policy with a letter that IAM does not take",
    limits: ["IAM-013"],
    why: """
      IAM takes policies of printable Latin letters alone, up to U+00FF, with tabs and line ends. A dash or a quotation \
      mark from a word processor is beyond that: `The specified policy document contains invalid characters` \
      ("CreatePolicy", IAM API Reference).
      """,
    examples: [
      .bad(Self.policy("↓\"arn:aws:s3:::lake/2025–2026/*\"")),
      .good(Self.policy("\"arn:aws:s3:::lake/2025-2026/*\"")),
    ])

  private static func policy(_ resource: String) -> String {
    "resources:\n  Reading:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: \(resource) }] }\n"
  }
}

extension Check {
  static let policyLetterNotAccepted = Check(.policyLetterNotAccepted) { context, findings in
    for type in ["AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"] {
      for resource in context.resources(type) {
        let inline = (resource["Policies"]?.list ?? []).compactMap { $0["PolicyDocument"] }
        let own = [resource["PolicyDocument"], resource["AssumeRolePolicyDocument"]].compactMap { $0 }
        for document in own + inline {
          document.forEachText { text, span in
            guard !text.isPrintableASCII,
              let letter = text.unicodeScalars.first(where: { !$0.isOfPolicy })
            else { return }
            findings.report(.policyLetterNotAccepted(letter, at: span))
          }
        }
      }
    }
  }
}

extension Unicode.Scalar {
  /// `[\u0009\u000A\u000D\u0020-\u00FF]`, as the API Reference has it.
  fileprivate var isOfPolicy: Bool { [0x09, 0x0A, 0x0D].contains(value) || (0x20...0xFF).contains(value) }
}

extension Value {
  /// Calls `body` for each text in a value, keys among them, and the templates of calls.
  fileprivate func forEachText(_ body: (String, Span) -> Void) {
    switch kind {
    case .string(let text): body(text, span)
    case .intrinsic(let call): call.argument.forEachText(body)
    case .list(let items): for item in items { item.forEachText(body) }
    case .map(let map):
      for entry in map.entries {
        body(entry.key, entry.keySpan)
        entry.value.forEachText(body)
      }
    case .null, .bool, .number: break
    }
  }
}

extension Diagnostic {
  fileprivate static func policyLetterNotAccepted(_ letter: Unicode.Scalar, at span: Span) -> Diagnostic {
    let number = String(letter.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    return Diagnostic(
      .policyLetterNotAccepted, "a policy cannot have the letter `\(letter)` (\(code))", at: span,
      consequences: ["IAM refuses the policy: `The specified policy document contains invalid characters`"],
      help: ["use letters up to U+00FF, or `?` for one letter of a resource's name"])
  }
}
