import Diagnostics
import Source
import Spec

extension Rule {
  static let passRoleOnAny = Rule(
    "STK828", "pass-role-on-any", .warning, "a right to hand on any role",
    why: """
      Who may pass every role can give a service one that may do more than he, and act through it: make a function that \
      runs as the administrator. With `iam:PassedToService` it is at least one service's.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "iam:PassRole", "Resource": ↓"arn:aws:iam::111122223333:role/*" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "NotAction": ["iam:Create*", "organizations:*"], "Resource": ↓"*" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/worker" }
        """#),
    ])
}

extension PolicyCheck {
  static let passRoleOnAny = PolicyCheck(.passRoleOnAny) { reading, findings in
    reading.reportAny(.passRoleOnAny, "iam:PassRole", unless: "iam:passedtoservice", &findings)
  }
}

extension PolicyReading {
  /// Reports a statement that allows an action on all roles, unless it has a condition on a key.
  func reportAny(_ rule: Rule, _ action: String, unless key: String, _ findings: inout Findings) {
    guard kind == .identity else { return }
    for statement in statements where statement.allows {
      guard statement.reaches(action), !statement.conditions.contains(where: { $0.key.value.lowercased() == key })
      else { continue }
      let open = statement.resources.first { isAnyRole($0.value) }
      guard let place = open?.span ?? statement.member("NotResource")?.keySpan else { continue }
      findings.report(
        Diagnostic(
          rule, open == nil ? "`\(action)` on every role but some" : "`\(action)` on any role", at: place,
          help: ["name the roles"]))
    }
  }
}

extension StatementReading {
  /// Whether it is about an action, as far as the tables know its patterns; `NotAction` is about all that it does not name.
  fileprivate func reaches(_ action: String) -> Bool {
    if member("NotAction") == nil || member("Action") != nil {
      return (knownActions ?? []).contains { $0.standsFor(action) }
    }
    return !actions.contains { $0.value == "*" || $0.standsFor(action) }
  }
}

extension WrittenAction {
  /// Whether an action of IAM's is among those that it stands for.
  fileprivate func standsFor(_ action: String) -> Bool {
    service?.prefix == "iam" && actions.contains { $0.name == action }
  }
}

/// Whether a resource stands for every role of an account.
private func isAnyRole(_ resource: String) -> Bool {
  if resource == "*" { return true }
  let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  return parts.count == 6 && parts[2] == "iam"
    && ["*", "role/*", "role*", "role/aws-service-role/*"].contains(parts[5])
}
