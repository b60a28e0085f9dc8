import Diagnostics
import Source
import Spec

extension Rule {
  static let patternPartlyApplies = Rule(
    "STK840", "pattern-partly-applies", .info, "a pattern of actions of which some never work on these resources",
    why: """
      A pattern such as `sqs:*` on one queue looks as if it allowed all that there is. The actions that work on no resource \
      in particular, and those on resources of other types, are not among what it does: they need a statement of their own.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": ↓"sqs:*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let patternPartlyApplies = PolicyCheck(.patternPartlyApplies) { reading, findings in
    guard reading.kind == .identity else { return }
    for statement in reading.statements where statement.allows {
      guard let element = statement.member("Resource"),
        let resources = ResourceShapes(element.value, reading.hasVariables)
      else { continue }
      for written in statement.knownActions ?? [] {
        guard let name = written.name, ActionName.hasWildcard(name.name) else { continue }
        let idle = written.actions.filter { resources.unmet(by: $0) != nil }
        guard let first = idle.first else { continue }
        let others = idle.count > 1 ? " and \(idle.count - 1) more" : ""
        findings.report(
          Diagnostic(
            .patternPartlyApplies, "`\(first.name)`\(others) of `\(written.value)` never work on these resources",
            at: written.span, notes: [.init("the resources", at: element.value.span)],
            help: ["list what is meant, or allow these with the resources that they need"]))
      }
    }
  }
}
