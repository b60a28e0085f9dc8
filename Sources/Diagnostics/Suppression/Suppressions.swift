public import Source

/// The comments of a compilation that leave findings out.
///
/// A comment behind something holds for its line; one on a line of its own for the next line that is no comment; one before
/// the first line with content for the whole file. A code names a rule, or by its start several: `STK5`. Findings about
/// these comments themselves cannot be left out.
public struct Suppressions: Sendable {
  /// What is left of some findings.
  public struct Outcome: Sendable {
    /// The findings that remain, and those about the comments, in order of place.
    public var findings: Findings
    /// How many were left out.
    public var suppressed: Int
  }

  private struct Target {
    let comment: SuppressionComment
    /// Whether nothing but the comment stands on its line.
    let isAlone: Bool
  }

  /// What a comment holds for.
  private struct Place: Hashable {
    let source: SourceID
    /// The line, from 0; nil for the whole file.
    let line: Int?
  }

  private var targets: [Target] = []
  /// Positions in `targets`, by what they hold for.
  private var targetsByPlace: [Place: [Int]] = [:]
  private var faults: [Diagnostic] = []
  private let sources: SourceMap

  /// Reads the comments of all files of a compilation.
  ///
  /// - Parameter rules: every rule of the compiler: a code that none of them has is a fault.
  public init(_ comments: [SourceComment], in sources: SourceMap, rules: [Rule]) {
    self.sources = sources
    let codes = rules.map(\.code)
    let lines = Dictionary(grouping: comments, by: \.span.source).mapValues { comments in
      Set(comments.map { comment in sources[comment.span.source]?.lineIndex(of: Int(comment.span.start)) ?? 0 })
    }
    for comment in comments {
      guard let file = sources[comment.span.source] else { continue }
      switch SuppressionComment.read(comment) {
      case .other: break
      case .malformed(let message, let span): faults.append(.malformedSuppression(message, at: span))
      case .suppression(let suppression):
        add(suppression, in: file, commented: lines[comment.span.source] ?? [], codes)
      }
    }
  }

  /// Takes out what the comments name, and adds a finding for each code that names nothing.
  ///
  /// Give it everything that was found: a rule that was deselected before would make its comments look useless.
  public func apply(to findings: Findings) -> Outcome {
    var used: Set<Span> = []
    var kept = Findings()
    for diagnostic in findings.diagnostics {
      let codes = matches(diagnostic)
      if codes.isEmpty { kept.report(diagnostic) } else { used.formUnion(codes) }
    }
    let suppressed = findings.diagnostics.count - kept.diagnostics.count
    for fault in faults { kept.report(fault) }
    for target in targets {
      for fault in unused(target, used) { kept.report(fault) }
    }
    kept.sort()
    return Outcome(findings: kept, suppressed: suppressed)
  }
}

extension Suppressions {
  private mutating func add(
    _ comment: SuppressionComment, in file: SourceFile, commented: Set<Int>, _ known: [String]
  ) {
    var codes: [SuppressionComment.Code] = []
    for code in comment.codes {
      if known.contains(where: { $0.hasPrefix(code.text) }) {
        codes.append(code)
      } else {
        faults.append(.unknownSuppressedCode(code.text, at: code.span, known: known))
      }
    }
    guard !codes.isEmpty else { return }
    let line = file.lineIndex(of: Int(comment.span.start))
    let isAlone = file.isBlank(file.lineRange(line).lowerBound..<Int(comment.span.start))
    let comment = SuppressionComment(span: comment.span, codes: codes)
    let target = isAlone ? Self.target(after: line, in: file, commented) : line
    targetsByPlace[Place(source: comment.span.source, line: target), default: []].append(targets.count)
    targets.append(Target(comment: comment, isAlone: isAlone))
  }

  /// The line a comment on a line of its own holds for; nil if no line before it has content.
  private static func target(after line: Int, in file: SourceFile, _ commented: Set<Int>) -> Int? {
    func isContent(_ line: Int) -> Bool {
      let range = file.lineRange(line)
      guard let first = file.bytes[range].first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
      // A comment, a directive and the start of a document are no content.
      if first == UInt8(ascii: "#"), commented.contains(line) { return false }
      let text = file.bytes[range]
      return !(text.first == UInt8(ascii: "%") || text.elementsEqual("---".utf8))
    }
    guard (0..<line).contains(where: isContent) else { return nil }
    return (line + 1..<max(line + 1, file.lineStarts.count)).first(where: isContent) ?? line
  }

  /// The places of the codes that leave a finding out.
  private func matches(_ diagnostic: Diagnostic) -> [Span] {
    guard !targets.isEmpty, let file = sources[diagnostic.span.source] else { return [] }
    let line = file.lineIndex(of: Int(diagnostic.span.start))
    return [nil, line].flatMap { targetsByPlace[Place(source: diagnostic.span.source, line: $0)] ?? [] }.flatMap {
      index in
      targets[index].comment.codes.filter { diagnostic.rule.code.hasPrefix($0.text) }.map(\.span)
    }
  }

  /// Findings on the codes of a comment that left nothing out.
  private func unused(_ target: Target, _ used: Set<Span>) -> [Diagnostic] {
    let codes = target.comment.codes
    let idle = codes.filter { !used.contains($0.span) }
    guard idle.count == codes.count, let file = sources[target.comment.span.source] else {
      return idle.map { .unusedSuppression($0.text, at: $0.span, removing: nil) }
    }
    // The whole comment goes, once.
    let whole = file.removal(of: target.comment.span, wholeLine: target.isAlone)
    return idle.enumerated().map { index, code in
      .unusedSuppression(code.text, at: code.span, removing: index == 0 ? whole : nil)
    }
  }
}

extension SourceFile {
  fileprivate func isBlank(_ range: Range<Int>) -> Bool {
    // 0xEF 0xBB 0xBF is a byte order mark.
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
  }

  /// What to delete so that nothing of a comment is left: its line, or the blanks before it.
  fileprivate func removal(of comment: Span, wholeLine: Bool) -> Span {
    let line = lineIndex(of: Int(comment.start))
    let range = lineRange(line)
    if wholeLine {
      let end = lineStarts.indices.contains(line + 1) ? Int(lineStarts[line + 1]) : range.upperBound
      return Span(comment.source, range.lowerBound, end)
    }
    var start = Int(comment.start)
    while start > range.lowerBound, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return Span(comment.source, start, Int(comment.end))
  }
}
