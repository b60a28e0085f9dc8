import Source

/// A value of a policy whose `*` and `?` stand for others.
struct ValuePattern {
  private let text: SymbolText
  private let plain: SymbolText

  init(_ value: PartialText, foldsCase: Bool) {
    text = SymbolText(value, SymbolText.Reading(hasWildcards: true, foldsCase: foldsCase))
    plain = SymbolText(value, SymbolText.Reading(foldsCase: foldsCase))
  }

  /// Whether all that the other one stands for is in this one. Its wildcards are taken for letters, so that the answer may
  /// be no where it is yes.
  func includes(_ other: ValuePattern) -> Bool {
    var unknowns = Unknowns()
    return SymbolRange.match(SymbolRange(text), SymbolRange(other.plain), &unknowns) == .yes
  }
}
