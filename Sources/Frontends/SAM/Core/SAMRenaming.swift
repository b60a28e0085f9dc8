import Template

/// Names of the template that stand for something else since it was transformed.
struct SAMRenaming {
  /// As in ``SAMTranslation``.
  private let references: [String: [String: String]]
  private let renamed: [String: String]

  init(_ translation: SAMTranslation) { (references, renamed) = (translation.references, translation.renamed) }

  /// A value in which `Foo.Alias` and its like, and ids that changed, are replaced by what they became.
  func named(_ value: SAMValue) -> SAMValue {
    guard !references.isEmpty || !renamed.isEmpty else { return value }
    return renaming(value, depth: 0) ?? value
  }

  /// The value with names replaced; nil where there is nothing to replace, as nearly everywhere.
  private func renaming(_ value: SAMValue, depth: Int) -> SAMValue? {
    guard depth < SAMValue.deepest else { return nil }
    switch value.kind {
    case .null, .bool, .number, .string: return nil
    case .list(let items):
      var changed: [SAMValue]?
      for place in items.indices where !items[place].isLeaf {
        guard let new = renaming(items[place], depth: depth + 1) else { continue }
        if changed == nil { changed = items }
        changed?[place] = new
      }
      return changed.map { SAMValue(.list($0), value.span) }
    case .map(let map):
      if let written = map.written, !written.entries.contains(where: { mayChange($0.value) }) { return nil }
      var changed: SAMMap?
      if map.onlyKey != nil, let entry = map.entries.first, let argument = renamedArgument(entry) {
        changed = map
        changed?.set(entry.key, argument)
      } else {
        let entries = map.entries
        for place in entries.indices where !entries[place].value.isLeaf {
          guard let new = renaming(entries[place].value, depth: depth + 1) else { continue }
          if changed == nil { changed = map }
          changed?.set(entries[place].key, new)
        }
      }
      return changed.map { SAMValue(.map($0), value.span) }
    }
  }

  /// Whether there may be something to replace in a value as it was written.
  private func mayChange(_ value: Template.Value) -> Bool {
    switch value.kind {
    case .null, .bool, .number, .string: return false
    case .list(let items): return items.contains { mayChange($0) }
    case .map(let map):
      return map.isCallForm || map.entries.contains { mayChange($0.value) }
    case .intrinsic(let call):
      switch call.function {
      case .ref: return call.argument.string.map { newName($0) != nil } ?? mayChange(call.argument)
      case .getAtt: return call.argument(0)?.string.map { isKnown($0) } == true || mayChange(call.argument)
      case .sub: return call.argument.string.map { replaced($0) != nil } ?? true
      default: return mayChange(call.argument)
      }
    }
  }

  /// The argument of a call with names replaced; nil where there is nothing to replace.
  private func renamedArgument(_ entry: SAMMap.Entry) -> SAMValue? {
    switch entry.key {
    case "Ref": return entry.value.string.flatMap { newName($0) }.map { SAMValue(.string($0), entry.value.span) }
    case "Fn::GetAtt": return attribute(entry.value)
    case "Fn::Sub": return substitution(entry.value)
    default: return nil
    }
  }

  /// The id that a name stands for now: of `Foo` or `Foo.Alias`.
  private func newName(_ name: String) -> String? {
    if !renamed.isEmpty, let new = renamed[name] { return new }
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return references[String(name[..<dot])]?[String(name[name.index(after: dot)...])]
  }

  /// Whether a name, or the id before its first dot, was given another meaning. Most were not, and need not be taken apart.
  private func isKnown(_ name: String) -> Bool {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return isKnownID(name) }
    return isKnownID(String(name[..<dot])) || renamed[name] != nil
  }

  private func isKnownID(_ id: String) -> Bool { references[id] != nil || renamed[id] != nil }

  private func attribute(_ argument: SAMValue) -> SAMValue? {
    guard let items = argument.list, items.count >= 2, let id = items[0].string, isKnown(id) else { return nil }
    let names = items.map(\.string)
    guard names.allSatisfy({ $0 != nil }) else {
      guard let first = names[0], let new = renamed[first] else { return nil }
      return SAMValue(.list([SAMValue(.string(new), items[0].span)] + items.dropFirst()), argument.span)
    }
    let parts = names.compactMap(\.self).joined(separator: ".").split(separator: ".", omittingEmptySubsequences: false)
    if parts.count >= 2, let made = references[String(parts[0])]?[String(parts[1])] {
      // Without an attribute behind the word SAM leaves the id alone, of which CloudFormation complains.
      let rest = parts.count == 2 ? [] : [SAMValue(.string(parts[2...].joined(separator: ".")))]
      return SAMValue(.list([SAMValue(.string(made))] + rest), argument.span)
    }
    guard let new = renamed[String(parts[0])] else { return nil }
    return SAMValue(.list([SAMValue(.string(new), items[0].span)] + items.dropFirst()), argument.span)
  }

  private func substitution(_ argument: SAMValue) -> SAMValue? {
    if let text = argument.string { return replaced(text).map { SAMValue(.string($0), argument.span) } }
    guard var items = argument.list, let text = items.first?.string else { return nil }
    var isChanged = false
    for index in items.indices {
      let new =
        index == 0 ? replaced(text).map { SAMValue(.string($0), items[0].span) } : renaming(items[index], depth: 1)
      guard let new else { continue }
      items[index] = new
      isChanged = true
    }
    return isChanged ? SAMValue(.list(items), argument.span) : nil
  }

  /// The text of a `Fn::Sub` with names replaced; nil where there is nothing to replace.
  private func replaced(_ text: String) -> String? {
    SAMSubstitution.replaced(text) { name in
      guard isKnown(name) else { return nil }
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      if parts.count >= 2, let made = references[String(parts[0])]?[String(parts[1])] {
        return "${" + ([made] + parts[2...].map(String.init)).joined(separator: ".") + "}"
      }
      guard let new = parts.first.flatMap({ renamed[String($0)] }) else { return nil }
      return "${" + ([new] + parts.dropFirst().map(String.init)).joined(separator: ".") + "}"
    }
  }
}
