import Diagnostics
import Source
import Spec

extension Rule {
  static let actionNeverApplies = Rule(
    "STK816", "action-never-applies", .warning, "an action that works on none of its statement's resources",
    why:
      "AWS takes the policy, and the action allows or denies nothing: each action works on resources of certain types, or on none and then needs `*`.",
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
                  Action: ↓sqs:SendMessage
                  Resource: arn:aws:sns:eu-west-1:111122223333:posts

        """),
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
                  Action: ↓sqs:ListQueues
                  Resource: arn:aws:sqs:eu-west-1:111122223333:orders

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
                  Resource: arn:aws:sqs:eu-west-1:111122223333:orders

        """),
    ])
}

extension PolicyCheck {
  static let actionNeverApplies = PolicyCheck(.actionNeverApplies) { reading, findings in
    guard reading.kind.namesResource else { return }
    for statement in reading.statements {
      guard let element = statement.member("Resource"), let services = resourceServices(element.value) else { continue }
      for text in statement.member("Action")?.value.policyTexts ?? [] {
        guard let written = text.value.literal, let action = IAMAction.named(written) else { continue }
        guard let works = ResourceUse(action), works.services.isDisjoint(with: services) else { continue }
        findings.report(
          Diagnostic(
            .actionNeverApplies,
            works.services.isEmpty
              ? "`\(action.name)` works on no resource in particular, so it needs `*`"
              : "`\(action.name)` works on none of these resources", at: text.span,
            notes: [.init("the resources", at: element.value.span)],
            help: works.formats.first.map { ["it works on ARNs such as `\($0)`"] } ?? []))
      }
    }
  }
}

/// The services of a statement's ARNs; nil if one of them is `*`, or holds a wildcard or a hole before the service ends.
private func resourceServices(_ value: Datum) -> Set<String>? {
  var services: Set<String> = []
  for text in value.policyTexts {
    let name = ResourceName(SymbolText(text.value, SymbolText.Reading(hasWildcards: true)))
    guard let service = name.component(2), service.isPlain else { return nil }
    services.insert(service.plainText)
  }
  return services.isEmpty ? nil : services
}

/// On which resources an action works.
private struct ResourceUse {
  var services: Set<String> = []
  var formats: [String] = []

  /// Nil if it may work on any.
  init?(_ action: IAMAction) {
    for type in action.resourceTypes {
      for format in type.type.arnFormats {
        let parts = format.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 3, !parts[2].contains("*"), !parts[2].contains("$") else { return nil }
        services.insert(String(parts[2]))
        formats.append(format)
      }
    }
    // An action too new for the tables has no access level, and its resources are not known either.
    if services.isEmpty, action.accessLevel == nil { return nil }
  }
}

extension SymbolRange {
  /// Whether every symbol is a byte.
  fileprivate var isPlain: Bool { text.symbols[lower..<upper].allSatisfy { $0 < 0x100 } }

  fileprivate var plainText: String {
    String(decoding: text.symbols[lower..<upper].map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }
}
