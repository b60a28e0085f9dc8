import Diagnostics
import Source
import Template

extension Rule {
  static let layerUnfit = Rule(
    "STK529", "layer-unfit", .warning, "a layer that is not made for the function's runtime or processor",
    why: """
      A layer says for which runtimes and processors it is made. Lambda adds it to any function all the same, and the \
      function then fails when it loads a file that is not there or that was compiled for another machine.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), layers: [↓layers.common] }\nlayers:\n  common: { code: common, runtimes: [nodejs22.x] }\n",
        files: Samples.handler.merging(["common/nodejs/a.js": ""]) { $1 }),
      .bad(
        "functions:\n  f: { \(Samples.function), architecture: arm64, layers: [↓layers.common] }\nlayers:\n  common: { code: common, architectures: [x86_64] }\n",
        files: Samples.handler.merging(["common/python/a.py": ""]) { $1 }),
      .good(
        "functions:\n  f: { \(Samples.function), layers: [layers.common] }\nlayers:\n  common: { code: common, runtimes: [python3.13] }\n",
        files: Samples.handler.merging(["common/python/a.py": ""]) { $1 }),
    ])
}

extension Check {
  static let layerUnfit = Check(.layerUnfit) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      for item in function["Layers"]?.list ?? [] {
        guard let layer = context.resource(context.reader.resource(namedBy: item)),
          layer.type == "AWS::Lambda::LayerVersion"
        else { continue }
        let runtime = function["Runtime"].flatMap(context.resolver.literal)
        let architecture = function["Architectures"].map { context.literals($0)?.first } ?? "x86_64"
        if let runtime, let value = layer["CompatibleRuntimes"], let fit = context.literals(value), !fit.isEmpty,
          !fit.contains(runtime)
        {
          findings.report(.layerUnfit(layer, function, "runtime", runtime, item, value))
        }
        if let architecture, let value = layer["CompatibleArchitectures"], let fit = context.literals(value),
          !fit.isEmpty,
          !fit.contains(architecture)
        {
          findings.report(.layerUnfit(layer, function, "processor", architecture, item, value))
        }
      }
    }
  }
}

extension CheckContext {
  /// The texts of a list, if all are known.
  func literals(_ value: Value) -> [String]? {
    guard let items = resolver.resolve(value).items else { return nil }
    let texts = items.compactMap { $0.text?.literal }
    return texts.count == items.count ? texts : nil
  }
}

extension Diagnostic {
  static func layerUnfit(
    _ layer: Resource, _ function: Resource, _ what: String, _ own: String, _ item: Value, _ fit: Value
  ) -> Diagnostic {
    Diagnostic(
      .layerUnfit, "`\(layer.label)` is not made for the \(what) of `\(function.label)`, `\(own)`", at: item.span,
      notes: [.init("what it is made for", at: fit.span)],
      consequences: ["the function may fail when it loads the layer's files"],
      help: ["add `\(own)` to the layer if it fits, or leave the layer out"])
  }
}
