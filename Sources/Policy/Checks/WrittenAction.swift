import Source
import Spec

/// An action as a statement writes it, with what the tables know of it: worked out once, since many rules ask.
struct WrittenAction {
  /// The text.
  let value: String
  /// Where it stands.
  let span: Span
  /// Its two parts; nil if it is not written so.
  let name: ActionName?
  /// The service of its prefix; nil where that holds a wildcard, or is not known.
  let service: IAMService?
  /// The actions that it stands for.
  let actions: [IAMAction]

  init(_ written: Spanned<String>) {
    value = written.value
    span = written.span
    let name = ActionName(written.value)
    let service = name.flatMap { ActionName.hasWildcard($0.service) ? nil : IAMService.named($0.service) }
    self.name = name
    self.service = service
    actions = name.flatMap { service?.actions(matching: $0.name) } ?? []
  }

  /// The one action that it names, if it is no pattern.
  var action: IAMAction? { name.map { ActionName.hasWildcard($0.name) } == false ? actions.first : nil }
}

/// An action as a policy writes it.
struct ActionName {
  /// The prefix of the service.
  let service: String
  /// The action's own name, or a pattern of it.
  let name: String

  /// The parts; nil unless there are two, and letters, digits, `-`, `_` and wildcards alone.
  init?(_ text: String) {
    let bytes = text.utf8
    var colon: String.Index?
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ":"):
        guard colon == nil else { return nil }
        colon = index
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "?"),
        UInt8(ascii: "_"):
        continue
      default: return nil
      }
    }
    guard let colon, colon > text.startIndex, bytes.index(after: colon) < text.endIndex else { return nil }
    service = String(text[..<colon])
    name = String(text[bytes.index(after: colon)...])
  }

  static func hasWildcard(_ text: String) -> Bool { text.utf8.contains { $0 == 0x2A || $0 == 0x3F } }
}
