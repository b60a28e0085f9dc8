import Diagnostics
import Source

extension Rule {
  static let redundantStatement = Rule(
    "STK854", "redundant-statement", .info, "a statement that another one includes",
    why: "All that it allows or denies, the other one does. What is written twice is changed once.",
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:order*" },
        ↓{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" },
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:returns" }
        """#),
    ])
}

extension PolicyCheck {
  static let redundantStatement = PolicyCheck(.redundantStatement) { reading, findings in
    guard reading.statements.count <= mostStatements else { return }
    let statements = reading.statements.compactMap(StatementReach.init)
    for (index, statement) in statements.enumerated() {
      let other = statements.indices.first { other in
        other != index && statements[other].includes(statement)
          && (other < index || !statement.includes(statements[other]))
      }
      guard let other else { continue }
      findings.report(
        Diagnostic(
          .redundantStatement, "another statement includes all of this one", at: statement.span,
          notes: [.init("this includes it", at: statements[other].span)]))
    }
  }
}

/// More statements are not compared, pair by pair.
private let mostStatements = 64
/// Longer lists are not compared, pair by pair.
private let mostValues = 64

/// What a statement is about, as far as two of them can be compared.
private struct StatementReach {
  let span: Span
  private let effect: PolicyStatement.Effect
  private let actions: [ValuePattern]
  private let resources: [ValuePattern]
  /// The members that must be the same: principal and conditions.
  private let rest: [String: String]

  init?(_ statement: StatementReading) {
    guard let effect = statement.effect, let action = statement.member("Action")?.value,
      statement.member("NotResource") == nil
    else { return nil }
    let resources = statement.member("Resource")?.value.policyTexts ?? []
    guard action.policyTexts.count <= mostValues, resources.count <= mostValues else { return nil }
    span = statement.span
    self.effect = effect
    actions = action.policyTexts.map { ValuePattern($0.value, foldsCase: true) }
    self.resources = resources.map { ValuePattern($0.value, foldsCase: false) }
    var rest: [String: String] = [:]
    for member in statement.members where ["Principal", "NotPrincipal", "Condition"].contains(member.key) {
      rest[member.key] = member.value.sortedText
    }
    self.rest = rest
  }

  func includes(_ other: StatementReach) -> Bool {
    effect == other.effect && rest == other.rest && resources.isEmpty == other.resources.isEmpty
      && other.actions.allSatisfy { value in actions.contains { $0.includes(value) } }
      && other.resources.allSatisfy { value in resources.contains { $0.includes(value) } }
  }
}

extension Datum {
  /// The value as text, members and items in an order of their own, so that two that mean the same are the same.
  fileprivate var sortedText: String {
    if let members {
      return "{" + members.map { "\($0.key):\($0.value.sortedText)" }.sorted().joined(separator: ",") + "}"
    }
    return "["
      + itemsOrSelf.map { $0.items == nil && $0.members == nil ? "\($0.text?.description ?? "")" : $0.sortedText }
      .sorted().joined(separator: ",") + "]"
  }
}
