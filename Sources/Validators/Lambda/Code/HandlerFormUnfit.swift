import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let handlerFormUnfit = Rule(
    "STK536", "handler-form-unfit", .error, "a handler that does not have the form its runtime wants",
    why: """
      Python, Node and Ruby want the file and the function with a dot between (`app.checkout`), .NET wants \
      `Assembly::Namespace.Class::Method`, or the assembly alone. With another form the function is deployed, and \
      every invocation fails.
      """,
    examples: [
      .bad("functions:\n  f: { runtime: python3.13, handler: ↓app, code: src }\n", files: Samples.handler),
      .bad(
        "functions:\n  f: { runtime: dotnet10, handler: ↓\"Shop::Checkout\", code: src }\n",
        files: ["src/Shop.dll": ""]),
      .good("functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler),
      .good(
        "functions:\n  f: { runtime: dotnet10, handler: \"Shop::Shop.Orders::Checkout\", code: src }\n",
        files: ["src/Shop.dll": ""]),
    ])
}

extension Check {
  static let handlerFormUnfit = Check(.handlerFormUnfit) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      guard let value = function["Handler"], let text = context.resolver.literal(value),
        let family = function["Runtime"].flatMap(context.resolver.literal).flatMap(LambdaRuntime.named)?.family,
        let form = HandlerForm.missed(by: text, family: family)
      else { continue }
      findings.report(
        Diagnostic(
          .handlerFormUnfit, "`\(text)` is no handler for the runtime of `\(function.label)`", at: value.span,
          consequences: ["every invocation fails: \"Runtime.MalformedHandlerName: Bad handler '\(text)'\""],
          help: ["write it as `\(form)`"]))
    }
  }
}

/// The forms of handlers ("Define Lambda function handler in …", AWS Lambda Developer Guide).
enum HandlerForm {
  /// The form that a handler should have and has not; nil if it fits, or its runtime takes anything.
  static func missed(by handler: String, family: String) -> String? {
    switch family {
    case "python", "nodejs", "ruby":
      let start = handler.utf8.lastIndex(of: UInt8(ascii: "/")).map { handler.utf8.index(after: $0) }
      let base = handler.utf8[(start ?? handler.startIndex)...]
      let point = UInt8(ascii: ".")
      return base.contains(point) && base.first != point && base.last != point ? nil : "file.function"
    case "dotnet", "dotnetcore":
      let parts = handler.split(separator: "::", omittingEmptySubsequences: false)
      return parts.count == 1 || (parts.count == 3 && !parts.contains("")) ? nil : "Assembly::Namespace.Class::Method"
    default: return nil
    }
  }
}
