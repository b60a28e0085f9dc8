extension Span {
  /// The place of some bytes of a text that was written under this span.
  ///
  /// Exact where the source holds the text as it is, bare or in quotes. Where it was escaped, folded or derived the whole
  /// span is the nearest that is known.
  public func part(_ range: Range<Int>, of text: String) -> Span {
    let quotes = length - text.utf8.count
    guard quotes == 0 || quotes == 2, range.upperBound <= text.utf8.count else { return self }
    let first = Int(start) + quotes / 2
    return Span(source, first + range.lowerBound, first + range.upperBound)
  }

  /// The place of a text without its quotes, if it has any.
  public func part(of text: String) -> Span { part(0..<text.utf8.count, of: text) }
}
