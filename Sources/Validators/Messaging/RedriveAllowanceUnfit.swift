import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let redriveAllowanceUnfit = Rule(
    "STK412", "redrive-allowance-unfit", .error, "a redrive allow policy that SQS refuses",
    limits: ["SQS-023", "SQS-024"],
    why: """
      `RedriveAllowPolicy` says whose failed messages a queue takes: `allowAll`, `denyAll`, or `byQueue` with at most 10 \
      source queues by ARN ("SetQueueAttributes", Amazon SQS API Reference).
      """,
    examples: [
      .bad("queues:\n  failed: { properties: { RedriveAllowPolicy: { redrivePermission: ↓all } } }\n"),
      .bad("queues:\n  failed: { properties: { RedriveAllowPolicy: { redrivePermission: ↓byQueue } } }\n"),
      .good("queues:\n  failed: { properties: { RedriveAllowPolicy: { redrivePermission: denyAll } } }\n"),
    ])
}

extension Check {
  static let redriveAllowanceUnfit = Check(.redriveAllowanceUnfit) { context, findings in
    for queue in context.resources("AWS::SQS::Queue") {
      guard let policy = queue["RedriveAllowPolicy"] else { continue }
      if let value = policy["redrivePermission"], let word = context.resolver.literal(value) {
        Diagnostic.judge(word, at: value.span, sources: policy["sourceQueueArns"], &findings)
      }
      guard let most = CheckContext.limit("SQS-024"), let sources = policy["sourceQueueArns"]?.list,
        sources.indices.contains(most)
      else { continue }
      findings.report(
        .redriveAllowanceUnfit(
          "a queue names at most \(most) source queues, and this names \(sources.count)", "SQS-024",
          at: sources[most].span,
          help: "let `allowAll` do for more"))
    }
  }
}

extension Diagnostic {
  fileprivate static func judge(_ word: String, at span: Span, sources: Value?, _ findings: inout Findings) {
    guard case .list(let words)? = ServiceLimit.id("SQS-023")?.value else { return }
    let isByQueue = word == "byQueue"
    if !words.contains(word) {
      let shown = words.map { "`\($0)`" }.joined(separator: ", ")
      findings.report(
        .redriveAllowanceUnfit(
          "a redrive permission cannot be `\(word)`", "SQS-023", at: span, help: "it takes \(shown)"))
    } else if isByQueue, sources == nil {
      findings.report(
        .redriveAllowanceUnfit(
          "`byQueue` names no queues", "SQS-023", at: span, help: "give `sourceQueueArns`, or take `allowAll`"))
    } else if !isByQueue, let sources {
      findings.report(
        .redriveAllowanceUnfit(
          "`\(word)` takes no source queues", "SQS-023", at: sources.span, help: "take them away, or say `byQueue`"))
    }
  }

  fileprivate static func redriveAllowanceUnfit(
    _ message: String, _ row: String, at span: Span, help: String
  ) -> Diagnostic {
    Diagnostic(
      .redriveAllowanceUnfit, message, at: span, consequences: ["AWS refuses the queue"], help: [help], limits: [row])
  }
}
