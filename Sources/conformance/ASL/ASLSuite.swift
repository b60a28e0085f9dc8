import Diagnostics
import Foundation
import Source
import States

/// Definitions in the Amazon States Language, judged without running them.
///
/// A definition is invalid if it has a finding of severity error. Which findings count:
///
/// - `statelint/…` and `asl-validator/…` are judged by the specification, in which the resource of a Task is any URI: that AWS
///   takes ARNs alone is not counted against `foo:bar`.
/// - In `localstack/…` texts such as `_tbd_` and `%NAME%` stand for what its tests fill in, and CloudFormation's functions for
///   what a deployment fills in: nothing is known of them.
/// - Every `${Name}` is a substitution of which nothing is known, as the definitions of `real/…` are published without theirs.
/// - `aws-validate/…` are answers of AWS: the result must be the same, and of a refusal the set of codes with their
///   locations. Our rules are mapped to AWS's codes, and the place of a finding to the JSON pointer of the innermost value
///   that holds it; what is missing is reported at the object that lacks it, as by AWS.
enum ASLSuite: ConformanceSuite {
  static let name = "asl"

  static func run(_ folder: URL) throws -> [Outcome] {
    let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent("cases.json")))
    let cases = try Datum(json: SourceFile(path: "cases.json", bytes: bytes), id: SourceID(0))
    return (cases.items ?? []).compactMap { ASLCase($0) }.filter { $0.expected != "unknown" }.map { test in
      Outcome(name: test.name, title: "expected \(test.expected)", verdict: judge(test))
    }
  }

  /// Cases that ask for another result than Step Functions gives, with the reason.
  static let exceptions = [
    "asl-validator/invalid-json-surround-syntax-extra-spaces.json":
      "the validator's own style: white space inside of `{% … %}` is JSONata's, and AWS takes it",
    "asl-validator/invalid-jsonata-surround-syntax-no-spaces.json":
      "the validator's own style: AWS takes `{%10%}`",
    "asl-validator/valid-path-array-context.json":
      "Jayway's JsonPath, whose dialect Step Functions takes, has no script expression `[(@.length-1)]`",
    "localstack/errorhandling/statemachines/task_lambda_invoke_catch_tbd.json5":
      "a template: its test fills in the empty `ErrorEquals`",
    "real/step-functions-workflows-collection/shared-fallback-state-jsonata/statemachine/statemachine.asl.json":
      "`QueryLanguage` stands among the states: AWS takes it for a state that is no object",
  ]

  private static func judge(_ test: ASLCase) -> Outcome.Verdict {
    let found = ASLReading(test).errors
    let isRight = found.isEmpty == (test.expected == "valid")
    guard isRight else {
      if let reason = exceptions[test.name] { return .excepted(reason) }
      return .failed(found.isEmpty ? "it is accepted" : found.map(\.text).joined(separator: "\n"))
    }
    guard let recorded = test.recorded else { return .passed }
    let own = Set(found.map(\.recorded))
    guard own == recorded else {
      func list(_ set: Set<ASLCase.Recorded>) -> String {
        set.map { "\($0.code) at \($0.location)" }.sorted().joined(separator: ", ")
      }
      return .failed("AWS says \(list(recorded)); here \(list(own))")
    }
    return .passed
  }
}
