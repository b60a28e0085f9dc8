import Diagnostics
import Source

extension Rule {
  static let patternTooManyAlternatives = Rule(
    "STK461", "pattern-too-many-alternatives", .warning, "an event pattern whose `$or`s multiply beyond measure",
    why: """
      Each `$or` multiplies the ways in which the pattern can match. Beyond 1,000 this compiler follows no more of them: it cannot \
      vouch for the pattern, the local runtime does not match by the rest, and AWS is likely to refuse it as too complex.
      """,
    examples: [
      .bad(
        ExampleStack.rule(
          "pattern: { detail: { a: { $or: [\(fields("a", 40))] }, b: { ↓$or: [\(fields("b", 40))] } } }")),
      .good(ExampleStack.rule("pattern: { detail: { a: { $or: [\(fields("a", 40))] } } }")),
    ])

  private static func fields(_ name: String, _ count: Int) -> String {
    (0..<count).map { "{ \(name)\($0): [1] }" }.joined(separator: ", ")
  }
}

extension Diagnostic {
  static func patternTooManyAlternatives(_ most: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .patternTooManyAlternatives, "with this `$or` the pattern has more than \(most) ways to match", at: span,
      help: ["list values of one field in one list, or make several rules"])
  }
}
