import Diagnostics
import Source

extension Rule {
  static let malformedAction = Rule(
    "STK813", "malformed-action", .error, "an action that is not written service:Name",
    why:
      "AWS rejects the policy: `Actions/Conditions must be prefaced by a vendor`.",
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
                  Action: ↓SendMessage
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
  static let malformedAction = PolicyCheck(.malformedAction) { reading, findings in
    for statement in reading.statements {
      for action in statement.actions where action.value != "*" && ActionName(action.value) == nil {
        findings.report(
          Diagnostic(
            .malformedAction, "`\(action.value)` is not written `service:Name`", at: action.span,
            consequences: ["AWS rejects the policy: \"Actions/Conditions must be prefaced by a vendor\""],
            help: ["write the service before a colon, such as `sqs:SendMessage`, or `*` for every action"]))
      }
    }
  }
}

/// An action as a policy writes it.
struct ActionName {
  /// The prefix of the service.
  let service: String
  /// The action's own name, or a pattern of it.
  let name: String

  /// The parts; nil unless there are two, and letters, digits, `-` and wildcards alone.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-*?_".utf8.contains(byte)
    }
    guard parts.count == 2, isPlain, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    service = String(parts[0])
    name = String(parts[1])
  }

  static func hasWildcard(_ text: String) -> Bool { text.utf8.contains { $0 == 0x2A || $0 == 0x3F } }
}

/// Whether two names are one letter apart, ASCII capitals and small letters being equal: the one can only be meant for the other.
func isOneLetterApart(_ a: String, _ b: String) -> Bool {
  let a = Array(a.lowercased().utf8)
  let b = Array(b.lowercased().utf8)
  let head = zip(a, b).prefix { $0 == $1 }.count
  let tail = zip(a.dropFirst(head).reversed(), b.dropFirst(head).reversed()).prefix { $0 == $1 }.count
  return max(a.count, b.count) - head - tail <= 1
}
