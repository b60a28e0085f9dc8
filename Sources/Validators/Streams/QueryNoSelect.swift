import Diagnostics
import Source
import Template

extension Rule {
  static let queryNoSelect = Rule(
    "STK598", "query-no-select", .error, "a query of an application that is not one `SELECT`",
    why: """
      The application makes the tables itself, and sends the rows of the query to the stream that `to` names. So the file \
      holds one `SELECT` in Flink's SQL, which may begin with `WITH`. The `PUMP`s and in-application streams of Kinesis Data \
      Analytics for SQL have no counterpart.
      """,
    examples: [
      .bad(
        "analytics:\n  counts: { from: streams.clicks, query: ↓q.sql, to: streams.trends, connector: k.jar }\nstreams:\n  clicks: {}\n  trends: {}\n",
        files: ["q.sql": "CREATE OR REPLACE PUMP p AS INSERT INTO s SELECT STREAM * FROM c;\n", "k.jar": ""]),
      .good(
        "analytics:\n  counts: { from: streams.clicks, query: q.sql, to: streams.trends, connector: k.jar }\nstreams:\n  clicks: {}\n  trends: {}\n",
        files: ["q.sql": "-- what was clicked\nSELECT data FROM clicks;\n", "k.jar": ""]),
    ])
}

extension Check {
  static let queryNoSelect = Check(.queryNoSelect) { context, findings in
    for artifact in context.template.artifacts {
      for case .file(let name, let path) in artifact.parts where name.hasSuffix(".sql") {
        guard let bytes = context.files.contents(of: path.text) else { continue }
        let words = SQLText.words(String(decoding: bytes, as: UTF8.self))
        guard words.first != "SELECT", words.first != "WITH" else { continue }
        findings.report(
          Diagnostic(
            .queryNoSelect,
            words.first.map { "`\(path.text)` begins with `\($0)`, and not with `SELECT` or `WITH`" }
              ?? "`\(path.text)` holds no query", at: path.span,
            consequences: ["the application fails when it is started"],
            help: ["write one `SELECT` over the tables that `from` and `reference` name"]))
      }
    }
  }
}

/// Just enough of SQL to see what a statement is.
private enum SQLText {
  /// The words before the first sign, in capitals, without remarks.
  static func words(_ text: String) -> [String] {
    let lines = text.split(separator: "\n").map { line in
      line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
    }
    let plain = lines.joined(separator: " ")
    let start = plain.drop { !$0.isLetter }
    return [String(start.prefix { $0.isLetter })].filter { !$0.isEmpty }.map { $0.uppercased() }
  }
}
