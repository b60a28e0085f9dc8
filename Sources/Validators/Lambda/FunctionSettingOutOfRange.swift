import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let functionSettingOutOfRange = Rule(
    "STK521", "function-setting-out-of-range", .error,
    "a function's timeout, memory or `/tmp` outside what Lambda takes",
    limits: ["LAM-001", "LAM-002", "LAM-004", "LAM-005", "LAM-008", "LAM-009"],
    why: """
      Lambda takes a timeout of 1 to 900 s, memory of 128 to 10,240 MB, and a `/tmp` of 512 to 10,240 MB. CloudFormation's own \
      schema is wider, since functions on managed instances may have more, so the fault would show only during deployment.
      """,
    examples: [
      .bad("functions:\n  f: { \(Samples.function), timeout: ↓16m }\n", files: Samples.handler),
      .bad("functions:\n  f: { \(Samples.function), memory: ↓16 GB }\n", files: Samples.handler),
      .good("functions:\n  f: { \(Samples.function), timeout: 15m, memory: 10 GB }\n", files: Samples.handler),
    ])

  fileprivate static let settings: [(path: [String], least: String, most: String)] = [
    (["Timeout"], "LAM-002", "LAM-001"), (["MemorySize"], "LAM-005", "LAM-004"),
    (["EphemeralStorage", "Size"], "LAM-008", "LAM-009"),
  ]
}

extension Check {
  static let functionSettingOutOfRange = Check(.functionSettingOutOfRange) { context, findings in
    for function in context.resources("AWS::Lambda::Function") where function["CapacityProviderConfig"] == nil {
      for (path, leastID, mostID) in Rule.settings {
        guard let entry = function.entry(path), let number = context.resolver.integer(entry.value),
          let low = CheckContext.limit(leastID), let high = CheckContext.limit(mostID), !(low...high).contains(number),
          let most = ServiceLimit.id(mostID)
        else { continue }
        let written = WrittenQuantity(entry.value.span, value: Double(number), in: context.sources)
        let bounds = Bounds.phrase(Double(low), Double(high)) {
          written?.phrase($0) ?? "\(Bounds.plain($0)) \(most.unit)"
        }
        findings.report(
          Diagnostic(
            .functionSettingOutOfRange,
            "`\(context.written(entry))` must be \(bounds), and this is \(written?.text ?? String(number))",
            at: entry.value.span,
            consequences: [
              number < low
                ? "Lambda refuses it: \"Member must have value greater than or equal to \(low)\""
                : "Lambda refuses it: \"Member must have value less than or equal to \(high)\""
            ], limits: [number < low ? leastID : mostID]))
      }
    }
  }
}

extension Resource {
  /// The member at a path of properties; of a shorter one that holds it where the path was written as one key.
  func entry(_ path: [String]) -> ValueMap.Entry? {
    guard let first = path.first, var entry = properties.entry(first) else { return nil }
    let written = entry
    for key in path.dropFirst() {
      guard let next = entry.value.map?.entry(key) else { return nil }
      entry = next
    }
    if entry.keySpan == entry.value.span || entry.keySpan == written.value.span { entry.keySpan = written.keySpan }
    return entry
  }
}
