import Diagnostics
import Source
import Template

extension Rule {
  static let transformUnfit = Rule(
    "STK594", "transform-unfit", .error, "a transformation that a delivery stream cannot wait for", limits: ["FHS-015"],
    why: """
      Firehose waits five minutes for the function, and collects 0.2 to 3 MB for one call, since request and answer have at \
      most 6 MB. A batch whose function takes longer is tried again, and then given up ("Transform source data", Amazon Data \
      Firehose Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  clean: { runtime: python3.13, handler: app.f, code: src, timeout: 6m }\ndeliveryStreams:\n  lake: { to: buckets.lake, transform: ↓functions.clean }\nbuckets:\n  lake: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .bad(
        "functions:\n  clean: { runtime: python3.13, handler: app.f, code: src, timeout: 1m }\ndeliveryStreams:\n  lake: { to: buckets.lake, transform: { function: functions.clean, bufferSize: ↓4 } }\nbuckets:\n  lake: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  clean: { runtime: python3.13, handler: app.f, code: src, timeout: 5m }\ndeliveryStreams:\n  lake: { to: buckets.lake, transform: { function: functions.clean, bufferSize: \"3\" } }\nbuckets:\n  lake: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Check {
  static let transformUnfit = Check(.transformUnfit) { context, findings in
    for wire in context.wires([.deliveryStreamTransform]) {
      guard let function = context.function(wire.target), context.isWhole(function),
        let timeout = context.number("Timeout", of: function, otherwise: "LAM-003"),
        timeout > TransformLimits.longestSeconds
      else { continue }
      findings.report(
        Diagnostic(
          .transformUnfit, "Firehose waits 5 minutes, and `\(function.label)` may run for \(timeout) s", at: wire.span,
          notes: [.init("its timeout", at: context.place("Timeout", of: function))],
          consequences: ["the batch is tried again, and then given up as failed"],
          help: ["lower the function's timeout to 5m"], limits: ["FHS-015"]))
    }
    for destination in context.deliveryDestinations {
      for processor in destination.value["ProcessingConfiguration"]?["Processors"]?.list ?? [] {
        guard let value = context.reader.parameter("BufferSizeInMBs", of: processor),
          let size = context.resolver.literal(value).flatMap(Double.init), !TransformLimits.sizes.contains(size)
        else { continue }
        findings.report(
          Diagnostic(
            .transformUnfit,
            "0.2 to 3 MB are collected for one call, and this asks for \(context.resolver.literal(value) ?? "")",
            at: value.span, consequences: ["AWS refuses the delivery stream"], limits: ["FHS-015"]))
      }
    }
  }
}

/// The figures of the row `FHS-015`, which has several.
private enum TransformLimits {
  static let longestSeconds = 300
  static let sizes = 0.2...3.0
}
