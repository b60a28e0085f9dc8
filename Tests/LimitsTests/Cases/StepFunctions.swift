extension LimitCase {
  static let stepFunctions = [
    LimitCase(
      "SFN-001", past: machine("↓{ StartAt: A, States: { A: { Type: Pass, End: true, Result: \(long(1_048_508)) } } }"),
      at: machine("{ StartAt: A, States: { A: { Type: Pass, End: true, Result: \(long(1_048_507)) } } }")),
    LimitCase(
      "SFN-017", past: retried("[{ ErrorEquals: [↓States.ALL] }, { ErrorEquals: [Full] }]"),
      at: retried("[{ ErrorEquals: [Full] }, { ErrorEquals: [States.ALL] }]")),
    LimitCase(
      "SFN-020", past: machine(task("↓\"arn:aws:states:::batch:submitJob.sync\""), type: "EXPRESS"),
      at: machine(task("\"arn:aws:states:::batch:submitJob.sync\""), type: "STANDARD")),
    LimitCase(
      "SFN-021", past: nested(10, "↓"), at: nested(9, "")),
    LimitCase(
      "SFN-022", past: state("Type: Pass, QueryLanguage: JSONata, End: true, ↓InputPath: $.a"),
      at: state("Type: Pass, QueryLanguage: JSONata, End: true, Output: 5")),
    LimitCase("SFN-023", past: concurrent("↓41"), at: concurrent("40")),
  ]

  private static func machine(_ definition: String, type: String = "STANDARD") -> String {
    "resources:\n  Orders:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
      + "      RoleArn: arn:aws:iam::111122223333:role/orders\n      StateMachineType: \(type)\n      Definition: \(definition)\n"
  }

  private static func state(_ fields: String) -> String { machine("{ StartAt: A, States: { A: { \(fields) } } }") }

  private static func task(_ resource: String, _ fields: String = "") -> String {
    "{ StartAt: A, States: { A: { Type: Task, Resource: \(resource), End: true\(fields) } } }"
  }

  private static func retried(_ retriers: String) -> String {
    machine(task("\"arn:aws:states:::sqs:sendMessage\"", ", Retry: \(retriers)"))
  }

  private static func concurrent(_ most: String) -> String {
    state(
      "Type: Map, End: true, MaxConcurrency: \(most), ItemProcessor: { StartAt: B, States: { B: { Type: Succeed } } }")
  }

  /// A call inside of as many others.
  private static func nested(_ levels: Int, _ mark: String) -> String {
    let outer = String(repeating: "States.Array(", count: levels)
    return state(
      "Type: Pass, End: true, Parameters: { a.$: \(outer)\(mark)States.UUID()\(String(repeating: ")", count: levels)) }"
    )
  }

  private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }
}
