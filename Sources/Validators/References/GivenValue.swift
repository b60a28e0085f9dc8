import Source
import Spec
import Template

/// What a value is surely going to be, as far as its kind goes.
struct GivenValue {
  /// The kinds it can have.
  let kinds: JSONKinds
  /// What it is, in words.
  let phrase: String
  /// The place that shows it.
  let span: Span

  /// Whether it is a list or a map.
  var isSeveral: Bool { kinds.isSubset(of: [.array, .object]) }
  /// Whether it is one text, number or truth value.
  var isSingle: Bool { kinds.isDisjoint(with: [.array, .object]) }
}

extension CheckContext {
  /// What a value gives; nil if that is not sure.
  func given(by value: Value) -> GivenValue? {
    switch value.kind {
    case .list: GivenValue(kinds: .array, phrase: value.phrase, span: value.span)
    case .map: GivenValue(kinds: .object, phrase: value.phrase, span: value.span)
    case .bool, .number, .string: GivenValue(kinds: .string, phrase: value.phrase, span: value.span)
    case .null: nil
    case .intrinsic(let call): given(by: call, at: value.span)
    }
  }

  private func given(by call: Intrinsic, at span: Span) -> GivenValue? {
    if call.function.givesList {
      return GivenValue(
        kinds: .array, phrase: "the list that `\(call.function.rawValue)` gives", span: call.argument.span)
    }
    switch call.function {
    case .sub, .join, .base64, .importValue, .toJsonString:
      return GivenValue(kinds: .string, phrase: "the text that `\(call.function.rawValue)` gives", span: span)
    case .length: return GivenValue(kinds: .integer, phrase: "a number", span: span)
    case .ref: return call.argument.string.flatMap { given(byReferenceTo: $0, at: call.argument.span) }
    case .getAtt: return given(byAttribute: call)
    default: return nil
    }
  }

  private func given(byReferenceTo name: String, at span: Span) -> GivenValue? {
    if let parameter = template.parameter(name) {
      let isList = ParameterType.givesList(parameter.type)
      return GivenValue(
        kinds: isList ? .array : .string,
        phrase: isList ? "the list of the parameter `\(name)`" : "the text of the parameter `\(name)`", span: span
      )
    }
    guard template[name] != nil else { return nil }
    return GivenValue(kinds: .string, phrase: "the one text that `Ref` of a resource gives", span: span)
  }

  private func given(byAttribute call: Intrinsic) -> GivenValue? {
    guard let id = call.argument(0)?.string, let name = call.argument(1), let text = name.string,
      let type = template[id]?.documented, let kinds = type.attribute(named: text)?.kinds, !kinds.isEmpty
    else { return nil }
    let isSingle = kinds.isDisjoint(with: [.array, .object])
    let what = isSingle ? "one value" : kinds.contains(.array) ? "a list" : "a map"
    return GivenValue(kinds: kinds, phrase: "`\(text)`, which is \(what)", span: name.span)
  }
}
