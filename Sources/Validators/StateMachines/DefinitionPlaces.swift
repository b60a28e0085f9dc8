import Source
import Template

/// Where the bytes of a definition's text stand in the source: exact where the source holds the text as it is, in one piece
/// or in the lines of a block scalar; else the whole value.
struct DefinitionPlaces {
  private let whole: Span
  /// Offset of each line in the text, and of the same line in the source; empty if the text does not stand there.
  private var lines: [(text: Int, source: Int)] = []

  init(of text: PartialText, in value: Value, _ context: CheckContext) {
    whole = value.span
    var place = value.span
    if let call = value.intrinsic, call.function == .sub { place = call.argument(0)?.span ?? call.argument.span }
    guard let file = context.sources[place.source], let written = Self.written(text, value) else { return }
    let source = file.bytes[place.range.clamped(to: 0..<file.bytes.count)]
    lines = Self.lines(of: Array(written.utf8), in: source)
  }

  /// The text as it was written; nil if resolving changed the lengths of what it is made of.
  private static func written(_ text: PartialText, _ value: Value) -> String? {
    switch value.kind {
    case .string(let written): return written
    default: return text.literal
    }
  }

  /// Pairs each line of the text with the line of the source that ends with it.
  private static func lines(of text: [UInt8], in source: ArraySlice<UInt8>) -> [(text: Int, source: Int)] {
    var lines: [(text: Int, source: Int)] = []
    var offset = 0
    var position = source.startIndex
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard let found = find(Array(line), in: source[position...]) else { return [] }
      lines.append((offset, found))
      offset += line.count + 1
      position = found + line.count
    }
    return lines
  }

  /// Bytes between two lines of a text at most: the header of a block scalar, or its indentation.
  private static let longestGap = 1_000

  /// Where a line stands first.
  private static func find(_ line: [UInt8], in source: ArraySlice<UInt8>) -> Int? {
    guard let first = line.first else { return source.startIndex }
    var start = source.startIndex
    while start + line.count <= source.endIndex, start - source.startIndex <= longestGap {
      if source[start] == first, source[start..<(start + line.count)].elementsEqual(line) { return start }
      start += 1
    }
    return nil
  }

  /// The place of a span of the text.
  func span(_ span: Span) -> Span {
    guard let start = offset(Int(span.start)), let end = offset(Int(span.end)), start <= end else { return whole }
    return Span(whole.source, start, end)
  }

  private func offset(_ position: Int) -> Int? {
    guard let line = lines.last(where: { $0.text <= position }) else { return nil }
    return line.source + position - line.text
  }
}
