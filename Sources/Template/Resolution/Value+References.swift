public import Source

/// A place where a template names something of its own.
public struct Reference: Sendable {
  /// The logical id, parameter or pseudo parameter.
  public let target: Name
  /// The attribute, for `Fn::GetAtt` and `${Id.Attribute}`.
  public let attribute: Name?
  /// The function that refers.
  public let function: IntrinsicFunction
}

extension Value {
  /// Calls `body` for every reference in the value, in source order.
  public func forEachReference(_ body: (Reference) -> Void) { forEachCall { call, _ in call.forEachReference(body) } }

  /// Calls `body` for every name that the value refers to: a parameter's, a resource's, a mapping's.
  public func forEachName(_ body: (String) -> Void) {
    forEachCall { call, _ in
      call.forEachReference { body($0.target.text) }
      if call.function == .findInMap, let name = call.argument(0)?.string { body(name) }
    }
  }

  /// Calls `body` for every intrinsic call in the value, outer ones first.
  public func forEachCall(_ body: (Intrinsic, Span) -> Void) {
    switch kind {
    case .null, .bool, .number, .string: break
    // By index: an entry handed out is a copy, which counts three references.
    case .list(let items): for index in items.indices { items[index].forEachCall(body) }
    case .map(let map): for index in map.entries.indices { map.entries[index].value.forEachCall(body) }
    case .intrinsic(let call):
      body(call, span)
      call.argument.forEachCall(body)
    }
  }
}

extension Intrinsic {
  /// Calls `body` for each reference that the call itself makes, not those of calls within it.
  public func forEachReference(_ body: (Reference) -> Void) {
    switch function {
    case .ref:
      if let id = argument.string {
        body(Reference(target: Name(id, argument.span), attribute: nil, function: .ref))
      }
    case .getAtt:
      if let id = argument(0), let text = id.string {
        let attribute = argument(1).flatMap { value in value.string.map { Name($0, value.span) } }
        body(Reference(target: Name(text, id.span), attribute: attribute, function: .getAtt))
      }
    case .sub:
      for reference in substitution?.references ?? [] { body(reference) }
    default: break
    }
  }
}

extension Reference {
  /// The reference that a name in the text of `Fn::Sub` makes: `Id`, or `Id.Attribute`.
  init(inSubstitution name: Name) {
    let bytes = name.text.utf8
    guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else {
      self.init(target: name, attribute: nil, function: .sub)
      return
    }
    let isExact = name.span.length == bytes.count
    let start = Int(name.span.start)
    let length = bytes.distance(from: bytes.startIndex, to: dot)
    func piece(_ text: Substring, _ range: Range<Int>) -> Name {
      let place = Span(name.span.source, start + range.lowerBound, start + range.upperBound)
      return Name(String(text), isExact ? place : name.span)
    }
    self.init(
      target: piece(name.text[..<dot], 0..<length),
      attribute: piece(name.text[bytes.index(after: dot)...], (length + 1)..<bytes.count), function: .sub)
  }
}
