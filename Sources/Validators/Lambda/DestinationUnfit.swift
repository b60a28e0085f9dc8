import Diagnostics
import Source
import Template

extension Rule {
  static let destinationUnfit = Rule(
    "STK519", "destination-unfit", .error, "a destination that Lambda does not deliver to", limits: ["LAM-065"],
    why: """
      The outcome of an asynchronous invocation goes to a queue, a topic, a function or an event bus; what failed may also \
      go to a bucket. Lambda refuses anything else ("Capturing records of Lambda asynchronous invocations", AWS Lambda \
      Developer Guide).
      """,
    examples: [
      .bad(Self.config("OnSuccess: { Destination: ↓\"arn:aws:s3:::outcomes\" }")),
      .bad(Self.config("OnFailure: { Destination: ↓\"arn:aws:kinesis:eu-west-1:123456789012:stream/failed\" }")),
      .good(Self.config("OnFailure: { Destination: \"arn:aws:s3:::outcomes\" }")),
    ])

  private static func config(_ destination: String) -> String {
    "resources:\n  Outcome:\n    Type: AWS::Lambda::EventInvokeConfig\n    Properties: { FunctionName: work, Qualifier: $LATEST, DestinationConfig: { \(destination) } }\n"
  }
}

extension Check {
  static let destinationUnfit = Check(.destinationUnfit) { context, findings in
    for config in context.resources("AWS::Lambda::EventInvokeConfig") {
      for outcome in ["OnSuccess", "OnFailure"] {
        guard let value = config["DestinationConfig"]?[outcome]?["Destination"],
          let end = context.reader.end(context.reader.endpoint(value)),
          !end.takesOutcomes(ofFailures: outcome == "OnFailure")
        else { continue }
        let isBucket = end == .bucket
        findings.report(
          Diagnostic(
            .destinationUnfit,
            isBucket ? "only failures may go to a bucket" : "Lambda delivers no outcomes to a \(end.rawValue)",
            at: value.span, consequences: ["Lambda refuses the configuration"],
            help: ["use a queue, a topic, a function or an event bus"]))
      }
    }
  }
}

extension WireEnd {
  /// Whether the outcome of an invocation may go there.
  fileprivate func takesOutcomes(ofFailures: Bool) -> Bool {
    switch self {
    case .queue, .topic, .function, .bus: true
    case .bucket: ofFailures
    case .stream, .table, .api, .deliveryStream, .stateMachine, .logGroup, .apiDestination: false
    }
  }
}
