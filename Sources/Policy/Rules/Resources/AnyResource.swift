import Diagnostics
import Source
import Spec

extension Rule {
  static let anyResource = Rule(
    "STK825", "any-resource", .info, "an Allow on every resource for actions that can name theirs",
    why: """
      `Resource: "*"` allows the actions on everything of the account, now and later. Only actions that work on no \
      resource in particular, such as most lists, need it.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ↓"*" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" },
        { "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*" }
        """#),
    ])
}

extension PolicyCheck {
  static let anyResource = PolicyCheck(.anyResource) { reading, findings in
    guard reading.kind == .identity else { return }
    for statement in reading.statements where statement.allows {
      guard let star = statement.resources.first(where: { $0.value == "*" }) else { continue }
      let names = statement.nameableActions
      guard let first = names.first else { continue }
      let more = names.count > 1 ? " and \(names.count - 1) more" : ""
      findings.report(
        Diagnostic(
          .anyResource, "`\(first)`\(more) can name the resources, and this is any", at: star.span,
          help: ["name the ARNs, and leave `*` to actions that work on no resource in particular"]))
    }
  }
}

extension StatementReading {
  /// The actions that work on resources of some type; `*` stands for such.
  fileprivate var nameableActions: [String] {
    var names: [String] = []
    for written in knownActions ?? [] {
      if written.value == "*" { names.append("*") }
      names += written.actions.filter { !$0.resourceTypes.isEmpty }.map(\.name)
    }
    return names
  }
}
