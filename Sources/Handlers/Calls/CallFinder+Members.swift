import Spec

extension CallFinder {
  /// What an argument that is written out holds: `Params.Bucket` of a map, `Entries[].EventBusName` of a list of maps, where
  /// all of them say the same.
  mutating func members(
    of name: String, _ part: Range<Int>, in file: Int, depth: Int, into given: inout GivenArguments
  ) {
    guard depth < Self.deepestMembers, let open = part.first else { return }
    let list = program.files[file].outline.list
    guard list.next(open) == part.upperBound else { return }
    if list.isSymbol("{", at: open) {
      for (key, value) in map(openedAt: open, in: file, depth: depth) ?? [:] { given.names["\(name).\(key)"] = value }
    } else if list.isSymbol("[", at: open) {
      for (key, value) in items(ofListAt: open, in: file, depth: depth) { given.names["\(name)[].\(key)"] = value }
    }
  }

  /// Calls within calls are followed this far for what they are given.
  private static let deepestMembers = 8

  /// What every map of a list says; what some say otherwise, or do not say, is not known.
  private mutating func items(ofListAt open: Int, in file: Int, depth: Int) -> [String: Meaning] {
    let list = program.files[file].outline.list
    var common: [String: Meaning]?
    for part in list.parts(ofBracketAt: open) {
      // Behind a map of a comprehension stands `for`.
      guard let start = part.first, list.isSymbol("{", at: start),
        list.next(start) == part.upperBound || list.isWord("for", at: list.next(start)),
        let item = map(openedAt: start, in: file, depth: depth)
      else { return [:] }
      guard let before = common else {
        common = item
        continue
      }
      var both: [String: Meaning] = [:]
      for key in Set(before.keys).union(item.keys) {
        both[key] = before[key] == item[key] ? item[key] ?? .unknown : .unknown
      }
      common = both
    }
    return common ?? [:]
  }

  /// The members of a map that is written out; nil where there may be others.
  private mutating func map(openedAt open: Int, in file: Int, depth: Int) -> [String: Meaning]? {
    let list = program.files[file].outline.list
    var members: [String: Meaning] = [:]
    for part in list.parts(ofBracketAt: open) {
      guard let start = part.first, let token = list[start] else { return nil }
      let isName = token.kind == .text || (token.kind == .word && program.language == .javascript)
      if isName, list.isSymbol(":", at: start + 1) {
        members[token.text] = value(part.dropFirst(2), in: file, depth: depth)
      } else if program.language == .javascript, token.kind == .word, part.count == 1 {
        members[token.text] = value(part, in: file, depth: depth)
      } else {
        return nil
      }
    }
    return members
  }
}

extension GivenArguments {
  /// Gives names to what was given by position. Behind arguments that are spread out, positions say nothing.
  mutating func place(_ parameters: [(keyword: String, parameter: String)]) {
    for (index, (keyword, parameter)) in parameters.enumerated() {
      if !isOpen, positions.indices.contains(index) {
        names[parameter] = positions[index]
      } else if let named = names[keyword] {
        names[parameter] = named
      }
    }
  }

  /// What maps among the arguments hold, as arguments of their own.
  func members(of holders: [String]) -> GivenArguments {
    var inner = GivenArguments()
    for (name, value) in names {
      guard let holder = holders.first(where: { name.hasPrefix("\($0).") }) else { continue }
      inner.names[String(name.dropFirst(holder.count + 1))] = value
    }
    inner.isOpen = inner.names.isEmpty
    return inner
  }
}
