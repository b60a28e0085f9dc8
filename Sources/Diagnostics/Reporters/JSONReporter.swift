import Source

/// An array of findings as JSON. `Docs/diagnostics.md` describes each member.
public struct JSONReporter: Reporter {
  /// Makes a reporter.
  public init() {}

  /// The array, indented.
  public func text(of report: Report) -> String {
    var json = JSONWriter()
    json.array { json in for finding in report.findings { Self.write(finding, to: &json) } }
    json.newline()
    return json.text
  }

  private static func write(_ finding: Report.Finding, to json: inout JSONWriter) {
    let diagnostic = finding.diagnostic
    let sources = finding.part.sources
    json.object { json in
      json.member("code", diagnostic.rule.code)
      json.member("name", diagnostic.rule.name)
      json.member("severity", diagnostic.severity.rawValue)
      json.member("message", diagnostic.message)
      write(diagnostic.span, of: sources, to: &json)
      json.member("path", each: finding.keyPath) { json, element in
        switch element {
        case .key(let key): json.string(key)
        case .index(let index): json.integer(index)
        }
      }
      if !diagnostic.label.isEmpty { json.member("label", diagnostic.label) }
      json.member("notes", each: diagnostic.notes) { json, note in
        json.object { json in
          json.member("message", note.message)
          write(note.span, of: sources, to: &json)
        }
      }
      json.member("consequences", diagnostic.consequences)
      json.member("help", diagnostic.help)
      json.member("fixes", each: diagnostic.fixes) { json, fix in
        write(fix, of: diagnostic.span.source, sources, to: &json)
      }
      json.member("limits", each: diagnostic.citations) { json, citation in
        json.object { json in citation.write(to: &json) }
      }
    }
  }

  private static func write(_ fix: Fix, of file: SourceID, _ sources: SourceMap, to json: inout JSONWriter) {
    json.object { json in
      json.member("title", fix.title)
      json.member("safe", fix.isSafe)
      json.member("edits", each: fix.edits) { json, edit in
        json.object { json in
          // An edit is in its finding's file unless it says otherwise.
          if edit.span.source != file, let other = sources[edit.span.source] { json.member("file", other.path) }
          place("start", sources.start(of: edit.span), to: &json)
          place("end", sources.end(of: edit.span), to: &json)
          json.member("text", edit.replacement)
        }
      }
    }
  }

  private static func write(_ span: Span, of sources: SourceMap, to json: inout JSONWriter) {
    json.member("file", sources[span.source]?.path ?? "?")
    place("start", sources.start(of: span), to: &json)
    place("end", sources.end(of: span), to: &json)
  }

  private static func place(_ name: String, _ location: SourceLocation?, to json: inout JSONWriter) {
    json.key(name)
    guard let location else { return json.null() }
    json.object { json in
      json.member("line", location.line)
      json.member("column", location.column)
      json.member("offset", location.offset)
    }
  }
}

extension Diagnostic.Citation {
  /// Its members, as every JSON form of a finding has them.
  func write(to json: inout JSONWriter) {
    json.member("id", limit)
    json.member("text", text)
    json.member("source", source)
    json.member("asOf", asOf)
  }
}
