import Diagnostics
import Source
import Template

extension Rule {
  static let misplacedFunction = Rule(
    "STK316", "misplaced-function", .error, "an intrinsic function where CloudFormation does not take it",
    why: """
      CloudFormation rejects the template. `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition` give a truth value \
      and belong in conditions; everywhere else `Fn::If` names a condition. Conditions are worked out before any resource \
      exists, so that they cannot use `Fn::GetAtt`, `Fn::ImportValue` or `Fn::If`, nor refer to a resource ("Condition \
      functions", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { default: dev }\nqueues:\n  jobs:\n    properties: { DelaySeconds: !Equals ↓[!Ref stage, prod] }\n"
      ),
      .bad(
        "queues:\n  jobs: {}\n  audit: { condition: hasJobs }\nconditions:\n  hasJobs: !Equals [!GetAtt ↓JobsQueue.QueueName, jobs]\n"
      ),
      .bad(
        "queues:\n  jobs: {}\n  audit: { condition: hasJobs }\nconditions:\n  hasJobs: !Equals [!Ref ↓JobsQueue, jobs]\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs:\n    properties: { DelaySeconds: !If [isProd, 10, 0] }\n"
      ),
    ])
}

extension Check {
  static let misplacedFunction = Check(.misplacedFunction) { context, findings in
    let uses = context.uses
    for use in uses.calls {
      if case .condition(let entry) = uses.places[use.place].owner {
        if notInConditions.contains(use.call.function) {
          findings.report(.misplaced(use.call, at: use.span, in: entry))
        }
      } else if use.call.function.isConditionFunction {
        findings.report(.conditionFunction(use.call, at: use.span))
      }
    }
    for use in uses.references where use.reference.function != .getAtt {
      guard case .condition(let entry) = uses.places[use.place].owner,
        let resource = context.resource(use.reference.target.text)
      else { continue }
      findings.report(.resourceInCondition(context.called(resource), at: use.reference.target.span, in: entry))
    }
  }

  /// Functions that need what does not exist while conditions are worked out, or that no page lists among theirs.
  private static let notInConditions: Set<IntrinsicFunction> = [
    .getAtt, .ifElse, .importValue, .getAZs, .cidr, .transform, .base64,
  ]
}

extension Diagnostic {
  fileprivate static func misplaced(_ call: Intrinsic, at span: Span, in condition: ValueMap.Entry) -> Diagnostic {
    Diagnostic(
      .misplacedFunction, "the condition `\(condition.key)` cannot use `\(call.function.rawValue)`", at: span,
      label: call.function == .base64
        ? "conditions compare texts as they are" : "conditions are worked out before any resource exists",
      help: ["compare parameters instead"])
  }

  fileprivate static func resourceInCondition(
    _ resource: String, at span: Span, in condition: ValueMap.Entry
  ) -> Diagnostic {
    Diagnostic(
      .misplacedFunction, "the condition `\(condition.key)` cannot refer to the resource `\(resource)`", at: span,
      label: "conditions are worked out before any resource exists",
      consequences: ["CloudFormation rejects the template: `Cannot reference resources in the Conditions block`"],
      help: ["compare parameters instead"])
  }

  fileprivate static func conditionFunction(_ call: Intrinsic, at span: Span) -> Diagnostic {
    Diagnostic(
      .misplacedFunction, "`\(call.function.rawValue)` can stand only in conditions", at: span,
      help: ["declare a condition with it and name that condition in `Fn::If`"])
  }
}
