import Source

/// A value of a request, prepared for matching.
struct ContextValue: Sendable, Equatable {
  let text: PartialText
  let name: ResourceName

  init(_ text: PartialText) {
    self.text = text
    name = ResourceName(SymbolText(text))
  }
}
