public import Diagnostics
public import Source

/// One YAML (or JSON) file as nodes with their places.
///
/// YAML is read as CloudFormation needs it: the first document, keys that are text, tags kept for whoever knows them.
public final class SyntaxTree: Sendable {
  /// The file.
  public let source: SourceID
  let arena: Arena

  init(source: SourceID, arena: Arena) {
    self.source = source
    self.arena = arena
  }

  /// Reads a file. What could be understood is in the tree, and every fault in `findings`.
  public static func parse(_ file: SourceFile, id: SourceID, into findings: inout Findings) -> SyntaxTree {
    var report = Report(source: id)
    let arena = DocumentReader.read(file.bytes, report: &report)
    findings.append(report.findings)
    return SyntaxTree(source: id, arena: arena)
  }
}

extension SyntaxTree {
  /// The document's node; nil if the file holds none.
  public var root: Node? { arena.root.map { Node(self, $0) } }

  /// Whether the whole document is in the tree; false after a fault that cut reading short.
  public var isComplete: Bool { arena.isComplete }

  /// Where `*name` stands for what an anchor names, in the order of the file.
  public var aliases: [Span] { arena.records.compactMap { $0.form == .alias ? span($0.start, $0.end) : nil } }

  func span(_ start: UInt32, _ end: UInt32) -> Span { Span(source, Int(start), Int(end)) }
}
