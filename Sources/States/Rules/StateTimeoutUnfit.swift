import Diagnostics
import Source

extension Rule {
  /// Step Functions service quotas, "Maximum execution time"; States Language, "Task State Timeouts and Heartbeats".
  static let stateTimeoutUnfit = Rule(
    "STK498", "state-timeout-unfit", .error, "a time limit that can never be reached",
    why: """
      A heartbeat shorter than the state's timeout is the only one that can be missed: Step Functions refuses another. An \
      execution ends after a year, an express one after five minutes, whatever its definition says.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", TimeoutSeconds: 60, HeartbeatSeconds: ↓60, End: true"
        )),
      .bad(
        ExampleMachine.definition(
          "{ TimeoutSeconds: ↓301, StartAt: Ship, States: { Ship: { Type: Succeed } } }", type: "EXPRESS")),
      .good(
        ExampleMachine.definition(
          "{ TimeoutSeconds: 300, StartAt: Ship, States: { Ship: { Type: Succeed } } }", type: "EXPRESS")),
    ])
}

extension Diagnostic {
  static func heartbeatTooLong(_ heartbeat: Int, _ timeout: Int, _ inner: Datum, _ outer: Datum) -> Diagnostic {
    Diagnostic(
      .stateTimeoutUnfit, "the heartbeat of \(heartbeat) s is not shorter than the timeout of \(timeout) s",
      at: inner.span,
      notes: [Diagnostic.Note("the timeout stands here", at: outer.span)],
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"])
  }

  static func machineTimeoutTooLong(_ seconds: Int, most: Int, _ kind: StateMachineKind, _ datum: Datum) -> Diagnostic {
    Diagnostic(
      .stateTimeoutUnfit, "an execution of \(seconds) s is longer than Step Functions lets it run", at: datum.span,
      severity: .warning, consequences: ["\(kind == .express ? "express" : "standard") executions end after \(most) s"])
  }
}
