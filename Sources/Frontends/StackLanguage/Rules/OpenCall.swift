import Diagnostics
import Source
import Template

extension Rule {
  static let openCall = Rule(
    "STK227", "open-call", .info, "a call of a state machine that its role allows on everything",
    why: """
      The role of a state machine is derived from what its definition calls. Where the input names the resource, or an operation \
      has no argument that names one of the stack, the role allows the action on every resource of the account. An argument \
      that names the resource, or a role of one's own, narrows it.
      """,
    examples: [
      .bad(
        "stateMachines:\n  ask:\n    definition:\n      StartAt: Send\n      States:\n        Send:\n          Type: Task\n          Resource: ↓arn:aws:states:::sqs:sendMessage\n"
          + "          Parameters: { QueueUrl.$: $.queue, MessageBody: hello }\n          End: true\n"),
      .good(
        "stateMachines:\n  ask:\n    definition:\n      StartAt: Send\n      States:\n        Send:\n          Type: Task\n          Resource: arn:aws:states:::sqs:sendMessage\n"
          + "          Parameters: { QueueUrl: \"${queues.jobs.url}\", MessageBody: hello }\n          End: true\nqueues:\n  jobs: { retention: 14d }\n"
      ),
    ])
}

extension Diagnostic {
  static func openCall(_ call: StateMachineCall, at span: Span) -> Diagnostic {
    let what: String =
      switch call.need {
      case .action(let action): "`\(action)`"
      case .rows: "what it does"
      }
    return Diagnostic(
      .openCall, "state `\(call.state)` does not say which resource it calls: its role allows \(what) on all of them",
      at: span,
      help: ["name the resource in the arguments, as `${queues.jobs.url}` does, or give the machine a `role:`"])
  }
}
