import Diagnostics
import Source
import Template

extension Rule {
  static let streamingUnsupported = Rule(
    "STK631", "streaming-unsupported", .warning, "a URL that streams, for a runtime that cannot",
    why: """
      Of the managed runtimes Node.js alone streams answers. Any other hands the answer over whole, whatever the URL says, \
      unless the handler runs behind an adapter of its own ("Response streaming", AWS Lambda Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), url: { invokeMode: ↓stream } }\n", files: Samples.handler),
      .good(
        "functions:\n  f: { runtime: nodejs22.x, handler: app.f, code: src, url: { invokeMode: stream } }\n",
        files: ["src/app.js": "exports.f = async () => {}\n"]),
    ])
}

extension Check {
  static let streamingUnsupported = Check(.streamingUnsupported) { context, findings in
    for url in context.wholeResources("AWS::Lambda::Url") {
      guard let mode = url["InvokeMode"], context.resolver.literal(mode) == "RESPONSE_STREAM",
        let id = url["TargetFunctionArn"].flatMap(context.reader.resource(namedBy:)).flatMap(context.reader.function),
        let function = context.template[id], let runtime = function["Runtime"].flatMap(context.resolver.literal),
        !runtime.hasPrefix("nodejs"), !runtime.hasPrefix("provided"), context.count(function["Layers"]) == 0
      else { continue }
      findings.report(
        Diagnostic(
          .streamingUnsupported, "`\(runtime)` does not stream answers", at: mode.span,
          notes: [.init("`\(function.label)` is here", at: function.span)],
          consequences: ["the caller gets the answer when it is whole"]))
    }
  }
}
