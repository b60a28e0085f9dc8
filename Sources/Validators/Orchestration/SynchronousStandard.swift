import Diagnostics
import Source
import Template

extension Rule {
  static let synchronousStandard = Rule(
    "STK568", "synchronous-standard", .error, "a standard state machine that is called as only an express one can be",
    limits: ["SFN-026"],
    why: """
      `StartSyncExecution` waits for the result of an express state machine; for a standard one Step Functions answers \
      `StateMachineTypeNotSupported`. A pipe's enrichment always waits, and so does a pipe's target unless it is told to fire and \
      forget ("StartSyncExecution", AWS Step Functions API Reference; "Pipes enrichment", Amazon EventBridge User Guide).
      """,
    examples: [
      .bad(
        "pipes:\n  paid: { from: queues.payments, enrich: ↓stateMachines.look, to: queues.paid }\nqueues:\n  payments: { retention: 4d }\n  paid: { retention: 4d }\nstateMachines:\n  look: { definition: { StartAt: End, States: { End: { Type: Succeed } } } }\n"
      ),
      .bad(
        "pipes:\n  paid: { from: queues.payments, to: { target: ↓stateMachines.look, invocation: wait } }\nqueues:\n  payments: { retention: 4d }\nstateMachines:\n  look: { definition: { StartAt: End, States: { End: { Type: Succeed } } } }\n"
      ),
      .good(
        "pipes:\n  paid: { from: queues.payments, enrich: stateMachines.look, to: queues.paid }\nqueues:\n  payments: { retention: 4d }\n  paid: { retention: 4d }\nstateMachines:\n  look: { type: express, definition: { StartAt: End, States: { End: { Type: Succeed } } } }\n"
      ),
    ])
}

extension Check {
  private static let waiting: Set<Wire.Kind> = [
    .pipeToStateMachineForMore, .pipeToStateMachineSync, .stateMachineToExpressSync,
  ]

  static let synchronousStandard = Check(.synchronousStandard) { context, findings in
    for wire in context.wires where waiting.contains(wire.kind) {
      guard let machine = context.resource(wire.target), context.isWhole(machine),
        machine.type == "AWS::StepFunctions::StateMachine",
        machine["StateMachineType"] == nil
          || machine["StateMachineType"].flatMap(context.resolver.literal) == "STANDARD"
      else { continue }
      findings.report(
        Diagnostic(
          .synchronousStandard,
          "`\(machine.label)` is a standard state machine, and nothing can wait for its result here",
          at: wire.span, notes: [.init("standard, as it says nothing else", at: machine.span)],
          consequences: ["Step Functions answers StateMachineTypeNotSupported"],
          help: [
            wire.kind == .pipeToStateMachineSync
              ? "leave `invocation` out, or make the state machine `type: express`"
              : "make the state machine `type: express`"
          ]))
    }
  }
}
