import Source
import Template

extension Section {
  static let logs = Section(
    .logs,
    "CloudWatch Logs groups.",
    keys: [],
    example: """
      logs:
        audit: { properties: { RetentionInDays: 30 } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .logs), from: entry)
  }
}
