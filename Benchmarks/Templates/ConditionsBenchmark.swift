import Diagnostics
import Driver
import Foundation
import Source
import Spec

/// A template with sixty conditions that bear on one another, against one second: who tries all of their values out never
/// ends.
enum ConditionsBenchmark: Benchmark {
  static let name = "conditions"
  private static let conditions = 60

  static func ratio(corpus: String) throws -> Double {
    guard let today = CalendarDate(parsing: "2026-11-24") else { throw Failure("no date") }
    let linter = Linter(Configuration(), today: today)
    let file = SourceFile(path: "template.yaml", text: text)
    let start = Date()
    let found = linter.lint(file, files: DiskFiles(root: "")).findings.diagnostics
    let seconds = Date().timeIntervalSince(start)
    let faults = found.filter { $0.severity == .error }
    guard faults.isEmpty else { throw Failure("the template is wrong: \(faults[0].message)") }
    print("conditions: \(conditions) conditions, \(found.count) findings, \(decimal(seconds * 1000)) ms")
    return seconds
  }

  /// Each condition rests on those before it, and each queue on three of them.
  private static var text: String {
    let numbers = 0..<conditions
    let parameters = numbers.map { "  P\($0): { Type: String, Default: \"no\" }\n" }.joined()
    let rules = numbers.map { number in
      let own = "!Equals [!Ref P\(number), \"yes\"]"
      guard number > 1 else { return "  C\(number): \(own)\n" }
      return "  C\(number): !Or [\(own), !And [!Condition C\(number - 1), !Not [!Condition C\(number - 2)]]]\n"
    }.joined()
    let queues = numbers.map { number in
      let delay = "!If [C\((number + 7) % conditions), !If [C\((number + 13) % conditions), 10, 20], !Ref AWS::NoValue]"
      return
        "  Q\(number):\n    Type: AWS::SQS::Queue\n    Condition: C\(number)\n    Properties: { DelaySeconds: \(delay) }\n"
    }.joined()
    return "Parameters:\n\(parameters)Conditions:\n\(rules)Resources:\n\(queues)"
  }
}
