import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownRuntime = Rule(
    "STK537", "unknown-runtime", .error, "a runtime that Lambda does not have", limits: ["API-0002"],
    why: "Lambda refuses a function, or a layer made for a runtime, whose runtime it does not know.",
    examples: [
      .bad(
        "functions:\n  f: { runtime: ↓pyton3.13, handler: app.f, code: src }\n",
        fixed: "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler),
      .bad("functions:\n  f: { runtime: ↓cobol85, handler: app.f, code: src }\n", files: Samples.handler),
      .good("functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler),
    ])
}

extension Check {
  static let unknownRuntime = Check(.unknownRuntime) { context, findings in
    for function in context.resources("AWS::Lambda::Function") {
      guard let value = function["Runtime"], let name = context.resolver.literal(value),
        LambdaRuntime.named(name) == nil
      else { continue }
      findings.report(.unknownRuntime(name, at: value, context))
    }
  }
}

extension Diagnostic {
  static func unknownRuntime(_ name: String, at value: Value, _ context: CheckContext) -> Diagnostic {
    // One that may still be created is offered; newer ones of a family stand later in the table.
    let usable = LambdaRuntime.all.filter { $0.isAcceptedByCloudFormation && !$0.isDeprecated(on: context.today) }
    var diagnostic = Diagnostic(
      .unknownRuntime, "Lambda has no runtime `\(name)`", at: value.span,
      consequences: ["Lambda refuses it: \"Member must satisfy enum value set\""])
    if let nearest = Spelling.nearest(to: name, in: usable.map(\.name)) {
      diagnostic.label = "did you mean `\(nearest)`?"
      if let text = context.rewritten(value, text: nearest) {
        diagnostic.fixes = [.replace(value.span, with: text, title: "change to `\(nearest)`", safe: false)]
      }
    } else {
      diagnostic.help = ["it has \(usable.map { "`\($0.name)`" }.joined(separator: ", "))"]
    }
    return diagnostic
  }
}

extension LambdaRuntime {
  /// Whether it is no longer supported on a day.
  func isDeprecated(on day: CalendarDate) -> Bool { deprecatedOn.map { $0 <= day } ?? false }
}
