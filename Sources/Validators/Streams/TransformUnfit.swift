import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let transformUnfit = Rule(
    "STK594", "transform-unfit", .error, "a transformation that a delivery stream cannot wait for",
    limits: ["FHS-015", "FHS-017", "FHS-018"],
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
        let most = CheckContext.limit("FHS-015"), timeout > most
      else { continue }
      findings.report(
        Diagnostic(
          .transformUnfit, "Firehose waits \(most) s, and `\(function.label)` may run for \(timeout) s", at: wire.span,
          notes: [.init("its timeout", at: context.place("Timeout", of: function))],
          consequences: ["the batch is tried again, and then given up as failed"],
          help: ["lower the function's timeout to \(most)s"], limits: ["FHS-015"]))
    }
    for destination in context.deliveryDestinations {
      for processor in destination.value["ProcessingConfiguration"]?["Processors"]?.list ?? [] {
        guard let value = context.reader.parameter("BufferSizeInMBs", of: processor),
          let size = context.resolver.literal(value).flatMap(Double.init),
          let least = ServiceLimit.id("FHS-017")?.number, let most = ServiceLimit.id("FHS-018")?.number,
          size < least || size > most
        else { continue }
        findings.report(
          Diagnostic(
            .transformUnfit,
            "\(Bounds.plain(least)) to \(Bounds.plain(most)) MB are collected for one call, and this asks for \(Bounds.plain(size))",
            at: value.span, consequences: ["AWS refuses the delivery stream"],
            limits: [size < least ? "FHS-017" : "FHS-018"]))
      }
    }
  }
}
