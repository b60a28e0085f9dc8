import Diagnostics
import Source

extension Rule {
  /// Developer Guide, "Intrinsic functions for JSONPath states in Step Functions".
  static let intrinsicCallMalformed = Rule(
    "STK492", "intrinsic-call-malformed", .error,
    "a call of an intrinsic function that Step Functions does not understand",
    limits: ["SFN-021"],
    why: """
      The functions and the number of their arguments are fixed; texts stand in single quotes, and calls are nested at most ten \
      deep. Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED: … must be a valid JSONPath or a valid intrinsic \
      function call`.
      """,
    examples: [
      .bad(
        ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: ↓States.Uuid() }"),
        fixed: ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: States.UUID() }")),
      .bad(ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: \"↓States.Format('{}-{}', $.id)\" }")),
      .bad(ExampleMachine.state("Type: Pass, End: true, Parameters: { sum.$: \"↓States.MathAdd(1)\" }")),
      .good(
        ExampleMachine.state(
          "Type: Pass, End: true, Parameters: { id.$: \"States.Format('{}-{}', $.id, $$.Execution.Name)\" }")),
    ])
}

extension Diagnostic {
  static func intrinsicMalformed(_ text: String, _ name: String, _ fault: ExpressionFault, _ datum: Datum) -> Diagnostic
  {
    var diagnostic = Diagnostic(
      .intrinsicCallMalformed, "`\(name)` is no call that Step Functions understands: \(fault.message)",
      at: datum.span.part(fault.range, of: text),
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"])
    let called = text.utf8.dropFirst(fault.range.lowerBound).prefix { $0.continuesName || $0 == UInt8(ascii: ".") }
    let function = String(decoding: Array(called), as: UTF8.self)
    if StatesFunction(rawValue: function) == nil,
      let nearest = Spelling.nearest(to: function, in: StatesFunction.allCases.map(\.rawValue))
    {
      let range = fault.range.lowerBound..<(fault.range.lowerBound + called.count)
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(datum.span.part(range, of: text), with: nearest, title: "change to `\(nearest)`", safe: true)
      ]
    }
    return diagnostic
  }
}
