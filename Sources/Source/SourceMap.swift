/// All files of one compilation; turns a ``Span`` back into text and places.
public struct SourceMap: Sendable {
  /// The files, in the order they were added.
  public private(set) var files: [SourceFile] = []

  /// Makes an empty map.
  public init() {}

  /// Adds a file and returns its name.
  public mutating func add(_ file: SourceFile) -> SourceID {
    files.append(file)
    return SourceID(UInt32(clamping: files.count - 1))
  }

  /// The file of a name, if the map has it.
  public subscript(id: SourceID) -> SourceFile? {
    files.indices.contains(Int(id.index)) ? files[Int(id.index)] : nil
  }

  /// The same files with names relative to a folder, where they lie below it.
  public func relative(to folder: String) -> SourceMap {
    let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    var map = self
    map.files = files.map { $0.path.hasPrefix(prefix) ? $0.renamed(String($0.path.dropFirst(prefix.count))) : $0 }
    return map
  }

  /// The text under a span; empty if the file is unknown.
  public func text(_ span: Span) -> String { self[span.source]?.text(span.range) ?? "" }

  /// How many bytes of a span stand before a text that is written there as it is: none, or one of quotes; nil where it is
  /// written otherwise.
  public func offset(of text: String, at span: Span) -> Int? {
    guard let file = self[span.source] else { return nil }
    var text = text
    return text.withUTF8 { wanted in
      let written = file.bytes[span.range.clamped(to: 0..<file.bytes.count)]
      if written.count == wanted.count { return written.elementsEqual(wanted) ? 0 : nil }
      guard written.count == wanted.count + 2, let quote = written.first, quote == written.last,
        quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      else { return nil }
      return written.dropFirst().dropLast().elementsEqual(wanted) ? 1 : nil
    }
  }

  /// Where a span starts.
  public func start(of span: Span) -> SourceLocation? { self[span.source]?.location(of: Int(span.start)) }

  /// Where a span ends.
  public func end(of span: Span) -> SourceLocation? { self[span.source]?.location(of: Int(span.end)) }
}
