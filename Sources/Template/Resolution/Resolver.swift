public import Source
import Spec

/// Works out values as far as they can be known before deployment.
///
/// What cannot be known becomes a ``Hole`` named as CloudFormation names it, so that the same unknown compares equal
/// wherever it is used. A class, since it holds the whole template and is handed to all who work something out.
public final class Resolver: Sendable {
  let template: StackTemplate
  let deployment: Deployment
  let memo = ResolverMemo()

  /// Makes a resolver for one template and place.
  public init(_ template: StackTemplate, _ deployment: Deployment = Deployment()) {
    self.template = template
    self.deployment = deployment
  }

  /// Whether a parameter's value was given, so that its default does not count.
  public func isBound(_ parameter: String) -> Bool { deployment.parameters[parameter] != nil }

  /// The value with every intrinsic worked out.
  public func resolve(_ value: Value) -> Datum {
    // What nothing stands in takes no effort.
    leaf(value) ?? resolve(value, Effort())
  }

  /// A document with every intrinsic worked out. The engine and several checks ask for the same ones, so it is kept.
  public func document(_ value: Value) -> Datum { memo.document(value) { resolve(value) } }

  /// The value as text, if it can be one.
  public func text(_ value: Value) -> PartialText? { resolve(value).text }

  /// The value as a text without holes.
  public func literal(_ value: Value) -> String? {
    if let text = value.string { return text.holdsDynamicReference ? nil : text }
    return text(value)?.literal
  }

  /// The value as a whole number, if it is known.
  public func integer(_ value: Value) -> Int? { literal(value).flatMap { Int($0) } }

  func text(_ value: Value, _ effort: Effort) -> PartialText? { resolve(value, effort).text }

  func resolve(_ value: Value, _ effort: Effort) -> Datum {
    guard effort.enter() else { return Datum(.unknown(Hole("…")), value.span) }
    defer { effort.leave() }
    switch value.kind {
    case .null, .bool, .number, .string: return leaf(value) ?? Datum(.null, value.span)
    case .list(let items):
      var known: [Datum] = []
      known.reserveCapacity(items.count)
      for item in items where !item.isNoValue { known.append(resolve(item, effort)) }
      return Datum(.list(known), value.span)
    case .map(let map):
      var members: [Datum.Member] = []
      members.reserveCapacity(map.entries.count)
      for entry in map.entries where !entry.value.isNoValue {
        members.append(Datum.Member(key: entry.key, keySpan: entry.keySpan, value: resolve(entry.value, effort)))
      }
      return Datum(.map(members), value.span)
    case .intrinsic(let call): return Datum(resolve(call, effort), value.span)
    }
  }

  /// A value in which no other stands; nil for another one.
  private func leaf(_ value: Value) -> Datum? {
    switch value.kind {
    case .null: Datum(.null, value.span)
    case .bool(let bool): Datum(.bool(bool), value.span)
    case .number(let text): Datum(.number(text), value.span)
    case .string(let text): Datum(.string(PartialText(written: text)), value.span)
    case .list, .map, .intrinsic: nil
    }
  }

  private func resolve(_ call: Intrinsic, _ effort: Effort) -> Datum.Kind {
    func inner(_ value: Value?) -> Datum? { value.map { resolve($0, effort) } }
    switch call.function {
    case .ref: return call.argument.string.map { reference($0, effort) } ?? unknown(call)
    case .getAtt:
      guard let id = call.argument(0)?.string, let name = call.argument(1)?.string else { return unknown(call) }
      return .string(attribute(name, of: id, effort))
    case .sub: return substitute(call, effort)
    case .join: return join(separator: inner(call.argument(0)), items: inner(call.argument(1)), effort) ?? unknown(call)
    case .select: return select(index: inner(call.argument(0)), from: inner(call.argument(1))) ?? unknown(call)
    case .split: return split(separator: inner(call.argument(0)), text: inner(call.argument(1))) ?? unknown(call)
    case .ifElse:
      guard let name = call.argument(0)?.string, let holds = condition(named: name, effort) else {
        return unknown(call)
      }
      return inner(call.argument(holds ? 1 : 2))?.kind ?? unknown(call)
    case .findInMap: return findInMap(call.argument.list?.map { resolve($0, effort) } ?? [], effort) ?? unknown(call)
    case .importValue: return .unknown(Hole("ImportValue \(inner(call.argument)?.text?.description ?? "…")"))
    case .getStackOutput:
      let names = ["StackName", "OutputName"].map { inner(call.argument[$0])?.text?.description ?? "…" }
      return .unknown(Hole("GetStackOutput \(names.joined(separator: "."))"))
    case .base64, .cidr, .getAZs, .transform, .toJsonString, .length, .contains, .eachMemberEquals, .eachMemberIn,
      .refAll, .valueOf, .valueOfAll:
      return unknown(call)
    case .equals, .and, .or, .not, .condition: return truth(call, effort).map { .bool($0) } ?? unknown(call)
    }
  }

  private func unknown(_ call: Intrinsic) -> Datum.Kind {
    .unknown(Hole("\(call.function.rawValue)@\(call.argument.span.start)", isList: call.function.givesList))
  }

  private func substitute(_ call: Intrinsic, _ effort: Effort) -> Datum.Kind {
    guard let substitution = call.substitution else { return unknown(call) }
    var text = PartialText("")
    var length = 0
    for part in substitution.parts {
      guard effort.allows(length: length) else { return unknown(call) }
      let piece = self.text(of: part, in: substitution, effort)
      length += piece.knownLength
      text.append(piece)
    }
    return .string(text)
  }

  private func text(of part: Substitution.Part, in substitution: Substitution, _ effort: Effort) -> PartialText {
    switch part {
    case .literal(let literal): return PartialText(literal)
    case .reference(let name):
      if let value = substitution.variables[name.text] {
        return resolve(value, effort).text ?? PartialText(Hole(name.text))
      }
      if let dot = name.text.utf8.firstIndex(of: UInt8(ascii: ".")), template.parameter(name.text) == nil {
        let id = String(name.text[..<dot])
        return attribute(String(name.text[name.text.utf8.index(after: dot)...]), of: id, effort)
      }
      return Datum(reference(name.text, effort), name.span).text ?? PartialText(Hole(name.text))
    }
  }

  private func join(separator: Datum?, items: Datum?, _ effort: Effort) -> Datum.Kind? {
    guard let separator = separator?.text, let items = items?.items else { return nil }
    var text = PartialText("")
    var length = 0
    for (index, item) in items.enumerated() {
      guard let part = item.text, effort.allows(length: length) else { return nil }
      if index > 0 { text.append(separator) }
      text.append(part)
      length += separator.knownLength + part.knownLength
    }
    return .string(text)
  }

  private func select(index: Datum?, from list: Datum?) -> Datum.Kind? {
    guard let index = index?.text?.literal.flatMap({ Int($0) }), let items = list?.items,
      items.indices.contains(index)
    else { return nil }
    return items[index].kind
  }

  private func split(separator: Datum?, text: Datum?) -> Datum.Kind? {
    guard let separator = separator?.text?.literal, let span = text?.span, let text = text?.text, !separator.isEmpty
    else { return nil }
    var pieces = [PartialText("")]
    for part in text.parts {
      guard case .literal(let literal) = part else {
        pieces[pieces.count - 1].append(part)
        continue
      }
      for (index, piece) in literal.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
        if index > 0 { pieces.append(PartialText("")) }
        pieces[pieces.count - 1].append(.literal(String(piece)))
      }
    }
    return .list(pieces.map { Datum(.string($0), span) })
  }

  private func findInMap(_ keys: [Datum], _ effort: Effort) -> Datum.Kind? {
    guard keys.count >= 3, let map = keys[0].literal, let first = keys[1].literal, let second = keys[2].literal,
      let found = template.mappings[map]?[first]?[second]
    else { return nil }
    return effort.follow { resolve(found, effort).kind }
  }
}

extension Value {
  /// Whether this is `!Ref AWS::NoValue`, which removes the property it stands for.
  public var isNoValue: Bool {
    guard let call = intrinsic, call.function == .ref else { return false }
    return call.argument.string == "AWS::NoValue"
  }
}
