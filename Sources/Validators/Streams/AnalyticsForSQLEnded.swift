import Diagnostics
import Source
import Template

extension Rule {
  static let analyticsForSQLEnded = Rule(
    "STK597", "analytics-for-sql-ended", .error,
    "an application of Kinesis Data Analytics for SQL, which AWS has ended",
    limits: ["KDA-001", "KDA-002"],
    why: """
      Since 15 October 2025 AWS makes no new applications of Kinesis Data Analytics for SQL, and from 27 January 2026 on it \
      deleted those that were left ("Discontinuation", Amazon Kinesis Data Analytics for SQL Applications Developer Guide). \
      Managed Service for Apache Flink runs SQL over streams now: the section `analytics` makes such an application of a \
      query in Flink's SQL.
      """,
    examples: [
      .bad("resources:\n  Old:\n    Type: ↓AWS::KinesisAnalytics::Application\n    Properties: { Inputs: [] }\n"),
      .bad(
        "analytics:\n  old:\n    from: streams.clicks\n    query: q.sql\n    to: streams.trends\n    connector: k.jar\n    properties: { RuntimeEnvironment: ↓SQL-1_0 }\nstreams:\n  clicks: {}\n  trends: {}\n",
        files: ["q.sql": "SELECT data FROM clicks\n", "k.jar": ""]),
      .good(
        "analytics:\n  counts: { from: streams.clicks, query: q.sql, to: streams.trends, connector: k.jar }\nstreams:\n  clicks: {}\n  trends: {}\n",
        files: ["q.sql": "SELECT data FROM clicks\n", "k.jar": ""]),
    ])
}

extension Check {
  static let analyticsForSQLEnded = Check(.analyticsForSQLEnded) { context, findings in
    for resource in context.template.resources where resource.type.hasPrefix("AWS::KinesisAnalytics::") {
      findings.report(.ended("`\(resource.type)`", at: resource.typeSpan, "KDA-001"))
    }
    for application in context.wholeResources("AWS::KinesisAnalyticsV2::Application") {
      guard let value = application["RuntimeEnvironment"], context.resolver.literal(value)?.hasPrefix("SQL-") == true
      else { continue }
      findings.report(.ended("`SQL-1_0`", at: value.span, "KDA-002"))
    }
  }
}

extension Diagnostic {
  fileprivate static func ended(_ what: String, at span: Span, _ row: String) -> Diagnostic {
    Diagnostic(
      .analyticsForSQLEnded, "\(what) is of Kinesis Data Analytics for SQL, which ended on 27 January 2026", at: span,
      consequences: ["AWS refuses it, and has made none since 15 October 2025"],
      help: ["write the query in Flink's SQL, and let the section `analytics` run it"], limits: [row])
  }
}
