extension Value {
  /// The value with some references written out: `text` gives what stands for one as the text of a `Fn::Sub`, or nil
  /// where it stays.
  public func writingOut(_ text: (Reference) -> String?) -> Value {
    switch kind {
    case .null, .bool, .number, .string: return self
    case .list(let items): return Value(.list(items.map { $0.writingOut(text) }), span)
    case .map(let map):
      return Value(
        .map(ValueMap(map.entries.map { ValueMap.Entry($0.key, at: $0.keySpan, $0.value.writingOut(text)) })), span)
    case .intrinsic(let call): return writingOut(call, text)
    }
  }

  private func writingOut(_ call: Intrinsic, _ text: (Reference) -> String?) -> Value {
    switch call.function {
    case .ref, .getAtt:
      var written: String?
      call.forEachReference { written = text($0) }
      return written.map { .sub($0, span) } ?? self
    case .sub:
      guard let substitution = call.substitution, let old = call.argument.string ?? call.argument(0)?.string else {
        return self
      }
      var new = old
      for case .reference(let name) in substitution.parts where substitution.variables[name.text] == nil {
        guard let replacement = text(Reference(inSubstitution: name)) else { continue }
        new = new.replacing("${\(name.text)}", with: replacement)
      }
      if call.argument.string != nil { return .sub(new, span) }
      let variables = Value(.map(substitution.variables), call.argument(1)?.span ?? span).writingOut(text)
      return .call(.sub, .list([.string(new, call.argument(0)?.span ?? span), variables], call.argument.span), span)
    default: return .call(call.function, call.argument.writingOut(text), span)
    }
  }
}
