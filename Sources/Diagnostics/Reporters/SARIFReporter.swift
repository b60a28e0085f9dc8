import Source

/// SARIF 2.1.0 ("Static Analysis Results Interchange Format", OASIS Standard, errata 01).
public struct SARIFReporter: Reporter {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// Makes a reporter.
  public init() {}

  /// A log of one run.
  public func text(of report: Report) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("$schema", Self.schema)
      json.member("version", "2.1.0")
      json.key("runs")
      json.array { json in json.object { json in Self.writeRun(report, to: &json) } }
    }
    json.newline()
    return json.text
  }

  private static func writeRun(_ report: Report, to json: inout JSONWriter) {
    let findings = report.findings
    let rules = table(report.rules, findings)
    json.key("tool")
    json.object { json in
      json.key("driver")
      json.object { json in
        json.member("name", "stackc")
        if let version = report.version { json.member("version", version) }
        json.member("rules", each: rules) { json, rule in write(rule, to: &json) }
      }
    }
    json.member("columnKind", "unicodeCodePoints")
    let indices = Dictionary(rules.enumerated().map { ($0.element.code, $0.offset) }) { first, _ in first }
    json.member("results", each: zip(findings, findings.distinctFingerprints)) { json, pair in
      json.object { json in
        write(pair.0, index: indices[pair.0.diagnostic.rule.code], fingerprint: pair.1, to: &json)
      }
    }
  }

  /// The rules of the report, and those of its findings that it does not name.
  private static func table(_ rules: [Rule], _ findings: [Report.Finding]) -> [Rule] {
    var known = Set(rules.map(\.code))
    return rules + findings.map(\.diagnostic.rule).filter { known.insert($0.code).inserted }
  }

  private static func write(_ rule: Rule, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", rule.code)
      json.member("name", rule.name)
      json.key("shortDescription")
      message(rule.title, to: &json)
      json.key("fullDescription")
      message(rule.why, to: &json)
      json.key("help")
      json.object { json in
        json.member("text", "\(rule.why)\nstackc explain \(rule.code) shows examples.")
        json.member("markdown", Explanation(rule).markdown)
      }
      json.key("defaultConfiguration")
      json.object { $0.member("level", level(rule.severity)) }
    }
  }

  private static func write(
    _ finding: Report.Finding, index: Int?, fingerprint: String, to json: inout JSONWriter
  ) {
    let diagnostic = finding.diagnostic
    let sources = finding.part.sources
    json.member("ruleId", diagnostic.rule.code)
    if let index { json.member("ruleIndex", index) }
    json.member("level", level(diagnostic.severity))
    json.key("message")
    message(diagnostic.plainText, to: &json)
    json.key("locations")
    json.array { json in
      json.object { json in
        physical(diagnostic.span, of: sources, to: &json)
        let path = finding.keyPath.keyPathText
        guard !path.isEmpty else { return }
        json.key("logicalLocations")
        json.array { json in json.object { $0.member("fullyQualifiedName", path) } }
      }
    }
    if !diagnostic.notes.isEmpty {
      json.member("relatedLocations", each: diagnostic.notes.enumerated()) { json, note in
        json.object { json in
          json.member("id", note.offset)
          physical(note.element.span, of: sources, to: &json)
          json.key("message")
          message(note.element.message, to: &json)
        }
      }
    }
    json.key("partialFingerprints")
    json.object { $0.member("stackcFinding/v1", fingerprint) }
    if !diagnostic.fixes.isEmpty {
      json.member("fixes", each: diagnostic.fixes) { json, fix in write(fix, of: sources, to: &json) }
    }
    if !diagnostic.citations.isEmpty {
      // Section 3.8: properties that the standard does not name stand in a property bag.
      json.key("properties")
      json.object { json in
        json.member("limits", each: diagnostic.citations) { json, citation in
          json.object { json in citation.write(to: &json) }
        }
      }
    }
  }

  private static func write(_ fix: Fix, of sources: SourceMap, to json: inout JSONWriter) {
    json.object { json in
      json.key("description")
      message(fix.title, to: &json)
      let files = fix.edits.map(\.span.source).uniqued
      json.member("artifactChanges", each: files) { json, file in
        json.object { json in
          artifact(file, of: sources, to: &json)
          json.member("replacements", each: fix.edits.filter { $0.span.source == file }) { json, edit in
            json.object { json in
              json.key("deletedRegion")
              region(edit.span, of: sources, to: &json)
              json.key("insertedContent")
              message(edit.replacement, to: &json)
            }
          }
        }
      }
    }
  }
}

extension SARIFReporter {
  private static func message(_ text: String, to json: inout JSONWriter) {
    json.object { $0.member("text", text) }
  }

  private static func physical(_ span: Span, of sources: SourceMap, to json: inout JSONWriter) {
    json.key("physicalLocation")
    json.object { json in
      artifact(span.source, of: sources, to: &json)
      json.key("region")
      region(span, of: sources, to: &json)
    }
  }

  private static func artifact(_ file: SourceID, of sources: SourceMap, to json: inout JSONWriter) {
    json.key("artifactLocation")
    json.object { $0.member("uri", uri(of: sources[file]?.path ?? "?")) }
  }

  private static func region(_ span: Span, of sources: SourceMap, to json: inout JSONWriter) {
    json.object { json in
      guard let start = sources.start(of: span), let end = sources.end(of: span) else {
        return json.member("startLine", 1)
      }
      json.member("startLine", start.line)
      json.member("startColumn", start.column)
      json.member("endLine", end.line)
      json.member("endColumn", end.column)
      json.member("byteOffset", start.offset)
      json.member("byteLength", end.offset - start.offset)
    }
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }

  /// A path as a URI reference (RFC 3986): relative as it was given, `file:` if absolute, percent-encoded.
  static func uri(of path: String) -> String {
    var path = Substring(path)
    while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      if unreserved.contains(scalar) {
        uri.unicodeScalars.append(scalar)
      } else {
        uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }

  /// RFC 3986, section 2.3, and the separator of segments. `:` is encoded, since a first segment with one is no relative
  /// reference (section 4.2).
  private static let unreserved = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".unicodeScalars)
}

extension Sequence where Element: Hashable {
  /// The elements without repetition, each where it first stood.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
