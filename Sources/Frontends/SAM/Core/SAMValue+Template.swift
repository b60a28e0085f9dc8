import Source
import Template

extension SAMValue {
  /// Values nested deeper than this are cut off; AWS takes far less, and the reader of files stops well before.
  static let deepest = 512

  /// A value of the template, with each call as an object of one member.
  init(_ value: Template.Value) {
    switch value.kind {
    case .null: self.init(.null, value.span)
    case .bool(let flag): self.init(.bool(flag), value.span)
    case .number(let text): self.init(.number(text), value.span)
    case .string(let text): self.init(.string(text), value.span)
    case .list(let items): self.init(.list(items.map { SAMValue($0) }), value.span)
    case .map(let map): self.init(.map(SAMMap(map)), value.span)
    case .intrinsic(let call):
      let member = SAMMap.Entry(key: call.function.rawValue, keySpan: value.span, value: SAMValue(call.argument))
      self.init(.map(SAMMap(unique: [member])), value.span)
    }
  }

  /// The value as the template has it. `place` is what made it necessary if it was not written.
  func value(at place: Span, depth: Int = 0) -> Template.Value {
    let span = self.span ?? place
    guard depth < Self.deepest else { return Template.Value(.null, span) }
    switch kind {
    case .null: return Template.Value(.null, span)
    case .bool(let flag): return Template.Value.bool(flag, span)
    case .number(let text): return Template.Value(.number(text), span)
    case .string(let text): return .string(text, span)
    case .list(let items): return .list(items.map { $0.value(at: span, depth: depth + 1) }, span)
    case .map(let map):
      if let call = call(map, span, depth) { return call }
      return Template.Value(.map(map.valueMap(at: span, depth: depth)), span)
    }
  }

  /// The call that an object of one member is, if its argument can be one.
  private func call(_ map: SAMMap, _ span: Span, _ depth: Int) -> Template.Value? {
    guard let key = map.onlyKey, IntrinsicFunction.isName(key), let function = IntrinsicFunction(name: key),
      let entry = map.entries.first
    else { return nil }
    let argument = entry.value.value(at: span, depth: depth + 1)
    if function == .getAtt, let text = argument.string, let dot = text.firstIndex(of: ".") {
      let parts = [String(text[..<dot]), String(text[text.index(after: dot)...])]
      return .call(.getAtt, .list(parts.map { .string($0, argument.span) }, argument.span), span)
    }
    return .call(function, argument, span)
  }
}

extension SAMMap {
  func valueMap(at place: Span, depth: Int = 0) -> ValueMap {
    if let written, written.entries.allSatisfy({ $0.value.staysAsWritten }) { return written }
    return ValueMap(
      entries.map { entry in
        let keySpan = entry.keySpan ?? entry.value.span ?? place
        return ValueMap.Entry(
          entry.key, at: keySpan, entry.value.value(at: entry.value.span ?? keySpan, depth: depth + 1))
      })
  }
}

extension Template.Value {
  /// Whether the value is the same once SAM's transform has had it: what has the form of a call becomes one, and what names a
  /// condition is none.
  fileprivate var staysAsWritten: Bool {
    switch kind {
    case .null, .bool, .number, .string: return true
    case .list(let items): return items.allSatisfy(\.staysAsWritten)
    case .map(let map):
      return !map.isCallForm && map.entries.allSatisfy { $0.value.staysAsWritten }
    case .intrinsic(let call):
      if call.function == .condition || call.function == .getAtt && call.argument.string != nil { return false }
      return call.argument.staysAsWritten
    }
  }
}
