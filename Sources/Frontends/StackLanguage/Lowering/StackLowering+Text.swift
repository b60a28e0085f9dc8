import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// A text with its placeholders replaced: a plain string, the one value it stands for, or a `Fn::Sub`. A placeholder of
  /// one of the names in `kept` stays: another than CloudFormation replaces it.
  mutating func interpolate(_ node: Node, keeping kept: Set<String> = []) -> Value? {
    let text = node.text
    guard text.utf8.contains(UInt8(ascii: "$")) else { return .string(text, node.span) }
    let pieces = Placeholders.pieces(of: text, span: node.contentSpan).map { $0.keeping(kept) }
    let paths = pieces.filter { if case .path = $0 { true } else { false } }
    if paths.isEmpty, !pieces.contains(where: \.isOpen) { return .string(pieces.map(\.literal).joined(), node.span) }
    if pieces.count == 1, case .path(let name) = pieces[0] {
      guard var value = value(ofPlaceholder: name.text, at: name.span) else { return nil }
      value.span = node.span
      return value
    }
    return substitution(pieces, at: node.span)
  }

  private mutating func substitution(_ pieces: [Placeholders.Piece], at span: Span) -> Value? {
    var text = ""
    var variables = ValueMap()
    var isWhole = true
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal.replacingDollarBraces()
      case .unclosed(let name):
        findings.report(.unclosedPlaceholder(at: name.span))
        isWhole = false
      case .path(let name):
        guard let value = value(ofPlaceholder: name.text, at: name.span) else {
          isWhole = false
          continue
        }
        if let token = value.substitutionToken {
          text += "${\(token)}"
        } else if let inner = value.intrinsic, inner.function == .sub, let own = inner.argument.string {
          text += own
        } else {
          let variable = "Value\(variables.entries.count + 1)"
          variables.set(variable, at: name.span, value)
          text += "${\(variable)}"
        }
      }
    }
    guard isWhole else { return nil }
    if variables.isEmpty { return .sub(text, span) }
    return .call(.sub, .list([.string(text, span), Value(.map(variables), span)], span), span)
  }
}

/// Splits a text at its placeholders.
enum Placeholders {
  /// One run.
  enum Piece {
    case literal(String)
    /// `${queues.orders.url}`: the path and its place.
    case path(Name)
    /// `${` without `}`.
    case unclosed(Name)

    var literal: String { if case .literal(let text) = self { text } else { "" } }
    var isOpen: Bool { if case .unclosed = self { true } else { false } }

    /// A path of one of some names as text.
    func keeping(_ names: Set<String>) -> Piece {
      guard case .path(let name) = self, names.contains(name.text) else { return self }
      return .literal("${\(name.text)}")
    }
  }

  /// `${aws:username}`, a policy variable, and `${!text}`, which stands for `${text}`, stay text.
  static func pieces(of text: String, span: Span) -> [Piece] {
    let bytes = Array(text.utf8)
    let isVerbatim = span.length == bytes.count
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var index = 0
    func name(_ range: Range<Int>) -> Name {
      let place =
        isVerbatim ? Span(span.source, Int(span.start) + range.lowerBound, Int(span.start) + range.upperBound) : span
      return Name(String(decoding: bytes[range], as: UTF8.self), place)
    }
    func flush() {
      if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      guard let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "}")) else {
        flush()
        pieces.append(.unclosed(name(index..<bytes.count)))
        return pieces
      }
      let inner = bytes[(index + 2)..<close]
      if inner.first == UInt8(ascii: "!") {
        literal += [UInt8(ascii: "$"), UInt8(ascii: "{")] + inner.dropFirst() + [UInt8(ascii: "}")]
      } else if inner.contains(UInt8(ascii: ":")) || inner.count <= 1 {
        literal += bytes[index...close]
      } else {
        flush()
        pieces.append(.path(name((index + 2)..<close)))
      }
      index = close + 1
    }
    flush()
    return pieces
  }
}

extension Value {
  /// What stands for this value between `${` and `}` of a `Fn::Sub`, if something does.
  var substitutionToken: String? {
    guard let call = intrinsic else { return nil }
    switch call.function {
    case .ref: return call.argument.string
    case .getAtt:
      guard let id = call.argument(0)?.string, let attribute = call.argument(1)?.string else { return nil }
      return "\(id).\(attribute)"
    default: return nil
    }
  }
}

extension String {
  /// The text with `${` written so that `Fn::Sub` leaves it alone.
  func replacingDollarBraces() -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: "${") {
      result += rest[..<range.lowerBound] + "${!"
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
