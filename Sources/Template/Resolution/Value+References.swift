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
  public func forEachReference(_ body: (Reference) -> Void) {
    forEachCall { call, span in
      switch call.function {
      case .ref:
        if let id = call.argument.string {
          body(Reference(target: Name(id, call.argument.span), attribute: nil, function: .ref))
        }
      case .getAtt:
        if let id = call.argument(0), let text = id.string {
          let attribute = call.argument(1).flatMap { value in value.string.map { Name($0, value.span) } }
          body(Reference(target: Name(text, id.span), attribute: attribute, function: .getAtt))
        }
      case .sub:
        guard let substitution = call.substitution else { return }
        for case .reference(let name) in substitution.parts where substitution.variables[name.text] == nil {
          body(Self.subReference(name))
        }
      default: break
      }
    }
  }

  /// Calls `body` for every intrinsic call in the value, outer ones first.
  public func forEachCall(_ body: (Intrinsic, Span) -> Void) {
    var pending = [self]
    while let value = pending.popLast() {
      switch value.kind {
      case .list(let items): pending.append(contentsOf: items.reversed())
      case .map(let map): pending.append(contentsOf: map.entries.reversed().map(\.value))
      case .intrinsic(let call):
        body(call, value.span)
        pending.append(call.argument)
      case .null, .bool, .number, .string: break
      }
    }
  }

  static func subReference(_ name: Name) -> Reference {
    let bytes = Array(name.text.utf8)
    guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else {
      return Reference(target: name, attribute: nil, function: .sub)
    }
    let isExact = name.span.length == bytes.count
    let start = Int(name.span.start)
    func piece(_ range: Range<Int>) -> Name {
      let text = String(decoding: bytes[range], as: UTF8.self)
      return Name(
        text, isExact ? Span(name.span.source, start + range.lowerBound, start + range.upperBound) : name.span)
    }
    return Reference(target: piece(0..<dot), attribute: piece((dot + 1)..<bytes.count), function: .sub)
  }
}
