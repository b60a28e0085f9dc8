import Source
import Spec
import Template

/// What a value is surely going to be, as far as its kind goes.
struct GivenValue {
  /// The kinds it can have.
  let kinds: JSONKinds
  /// What gives it.
  fileprivate let source: Source
  /// The place that shows it.
  let span: Span

  fileprivate enum Source {
    /// The value itself.
    case written(Value)
    case list(of: IntrinsicFunction)
    case text(of: IntrinsicFunction)
    case length
    case parameter(String, isList: Bool)
    case resource
    case attribute(String)
  }

  /// What it is, in words.
  var phrase: String {
    switch source {
    case .written(let value): value.phrase
    case .list(let function): "the list that `\(function.rawValue)` gives"
    case .text(let function): "the text that `\(function.rawValue)` gives"
    case .length: "a number"
    case .parameter(let name, let isList): "the \(isList ? "list" : "text") of the parameter `\(name)`"
    case .resource: "the one text that `Ref` of a resource gives"
    case .attribute(let name):
      "`\(name)`, which is \(isSingle ? "one value" : kinds.contains(.array) ? "a list" : "a map")"
    }
  }

  /// Whether it is a list or a map.
  var isSeveral: Bool { kinds.isSubset(of: [.array, .object]) }
  /// Whether it is one text, number or truth value.
  var isSingle: Bool { kinds.isDisjoint(with: [.array, .object]) }
}

extension CheckContext {
  /// What a value gives; nil if that is not sure.
  func given(by value: Value) -> GivenValue? {
    switch value.kind {
    case .list: GivenValue(kinds: .array, source: .written(value), span: value.span)
    case .map: GivenValue(kinds: .object, source: .written(value), span: value.span)
    case .bool, .number, .string: GivenValue(kinds: .string, source: .written(value), span: value.span)
    case .null: nil
    case .intrinsic(let call): given(by: call, at: value.span)
    }
  }

  private func given(by call: Intrinsic, at span: Span) -> GivenValue? {
    if call.function.givesList {
      return GivenValue(kinds: .array, source: .list(of: call.function), span: call.argument.span)
    }
    switch call.function {
    case .sub, .join, .base64, .importValue, .toJsonString:
      return GivenValue(kinds: .string, source: .text(of: call.function), span: span)
    case .length: return GivenValue(kinds: .integer, source: .length, span: span)
    case .ref: return call.argument.string.flatMap { given(byReferenceTo: $0, at: call.argument.span) }
    case .getAtt: return given(byAttribute: call)
    default: return nil
    }
  }

  private func given(byReferenceTo name: String, at span: Span) -> GivenValue? {
    if let parameter = template.parameter(name) {
      let isList = ParameterType.givesList(parameter.type)
      return GivenValue(
        kinds: isList ? .array : .string, source: .parameter(name, isList: isList), span: span)
    }
    guard template[name] != nil else { return nil }
    return GivenValue(kinds: .string, source: .resource, span: span)
  }

  private func given(byAttribute call: Intrinsic) -> GivenValue? {
    guard let id = call.argument(0)?.string, let name = call.argument(1), let text = name.string,
      let type = template[id]?.documented, let kinds = type.attribute(named: text)?.kinds, !kinds.isEmpty
    else { return nil }
    return GivenValue(kinds: kinds, source: .attribute(text), span: name.span)
  }
}
