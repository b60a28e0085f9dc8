import Diagnostics
import Source

extension Rule {
  /// Developer Guide, "Task workflow state", "Resource".
  static let taskResourceUnfit = Rule(
    "STK497", "task-resource-unfit", .error, "a Task state whose resource nothing can be called by",
    why: """
      A resource is the ARN of a function or an activity, or names a call of a service: \
      `arn:aws:states:::service:action`, `arn:aws:states:::aws-sdk:service:action`, with `.sync`, `.sync:2` or \
      `.waitForTaskToken` after it. Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED: … is not a valid resource \
      ARN`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Task, Resource: ↓ship-order, End: true")),
      .bad(
        ExampleMachine.state("Type: Task, Resource: ↓\"arn:aws:states:::batch:submitJob.snyc\", End: true"),
        fixed: ExampleMachine.state("Type: Task, Resource: \"arn:aws:states:::batch:submitJob.sync\", End: true")),
      .good(ExampleMachine.state("Type: Task, Resource: \"arn:aws:states:::lambda:invoke\", End: true")),
    ])
}

extension Diagnostic {
  static func taskResourceUnfit(
    _ text: PartialText, _ fault: ServiceIntegration.Fault, of subject: String, _ datum: Datum
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .taskResourceUnfit, "`Resource` of \(subject) is no ARN that a state can call", at: datum.span,
      consequences: [
        "Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED: the value is not a valid resource ARN"
      ])
    switch fault {
    case .notARN, .malformed:
      diagnostic.help = [
        "for example `arn:aws:states:::lambda:invoke`, or a function's ARN with at most a version or an alias after its name"
      ]
    case .unsupportedService(let service):
      diagnostic.label = "`\(service)` is called through `arn:aws:states:::`"
      diagnostic.help = ["write `arn:aws:states:::\(service):action`, or `arn:aws:states:::aws-sdk:\(service):action`"]
    case .unknownPattern(let suffix):
      diagnostic.message = "`\(suffix)` of \(subject) is no way to wait"
      let suffixes = IntegrationPattern.allCases.map(\.rawValue).filter { !$0.isEmpty }
      diagnostic.help = ["it is one of \(suffixes.map { "`\($0)`" }.joined(separator: ", "))"]
      if let nearest = Spelling.nearest(to: suffix, in: suffixes), let literal = text.literal {
        let count = literal.utf8.count
        let place = datum.span.part((count - suffix.utf8.count)..<count, of: literal)
        diagnostic.label = "did you mean `\(nearest)`?"
        if place != datum.span {
          diagnostic.fixes = [.replace(place, with: nearest, title: "change to `\(nearest)`", safe: true)]
        }
      }
    }
    return diagnostic
  }
}
