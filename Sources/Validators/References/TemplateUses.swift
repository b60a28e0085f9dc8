import Source
import Template

/// The calls, references and marked texts in the values of a template, with their places. They are found in one walk, since
/// a dozen checks ask for them.
struct TemplateUses: Sendable {
  /// A call of an intrinsic function.
  struct Call: Sendable {
    /// The call.
    let call: Intrinsic
    /// Where it stands.
    let span: Span
    /// The index of its place.
    let place: Int
  }

  /// A reference.
  struct Use: Sendable {
    /// The reference.
    let reference: Reference
    /// The index of its place.
    let place: Int
  }

  /// A text with a brace in it, as variables and dynamic references have.
  struct MarkedText: Sendable {
    /// The text.
    let text: String
    /// Where it stands.
    let span: Span
    /// Whether `Fn::Sub` looks at it.
    let isSubstituted: Bool
    /// The index of its place.
    let place: Int
  }

  /// The values at the top of the template's parts, in source order of the sections.
  let places: [ValuePlace]
  /// The calls in source order, outer ones first.
  private(set) var calls: [Call] = []
  /// The references in source order.
  private(set) var references: [Use] = []
  /// The texts with a brace, in source order.
  private(set) var texts: [MarkedText] = []
  /// Whether some text is the name of a pseudo parameter that nothing refers to there.
  private(set) var holdPseudoParameter = false

  init(_ template: StackTemplate) {
    places = ValuePlace.all(of: template)
    for index in places.indices { read(places[index].value, index) }
  }

  private mutating func read(_ value: Value, _ place: Int) {
    switch value.kind {
    case .string(let text):
      read(text, value.span, isSubstituted: false, place)
      if Deployment.isPseudoParameter(text) { holdPseudoParameter = true }
    // By index: an entry handed out is a copy, which counts three references.
    case .list(let items): for index in items.indices { read(items[index], place) }
    case .map(let map): for index in map.entries.indices { read(map.entries[index].value, place) }
    case .intrinsic(let call): read(call, value.span, place)
    case .null, .bool, .number: break
    }
  }

  private mutating func read(_ text: String, _ span: Span, isSubstituted: Bool, _ place: Int) {
    guard text.holds("{") else { return }
    texts.append(MarkedText(text: text, span: span, isSubstituted: isSubstituted, place: place))
  }

  private mutating func read(_ call: Intrinsic, _ span: Span, _ place: Int) {
    calls.append(Call(call: call, span: span, place: place))
    call.forEachReference { references.append(Use(reference: $0, place: place)) }
    if let text = call.argument.string {
      read(text, call.argument.span, isSubstituted: call.function == .sub, place)
    } else if call.function != .sub {
      read(call.argument, place)
    } else {
      // The text of the longer form is looked at as that of the shorter one is; behind it stand the variables.
      let items = call.argument.list ?? [call.argument]
      if let first = items.first, let text = first.string {
        read(text, first.span, isSubstituted: true, place)
      } else if let first = items.first {
        read(first, place)
      }
      for item in items.dropFirst() { read(item, place) }
    }
  }
}
