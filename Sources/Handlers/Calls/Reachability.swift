/// The functions that a handler may call, by the names that what it calls mentions.
struct Reachability {
  /// By file, the units that are reached.
  private(set) var units: [Set<Int>]

  init(_ program: HandlerProgram, _ handler: String) {
    units = [Set<Int>](repeating: [], count: program.files.count)
    var unitsOfName: [String: [(file: Int, unit: Int)]] = [:]
    var pending: [(file: Int, unit: Int)] = []
    for (file, source) in program.files.enumerated() {
      pending.append((file, 0))
      for (index, unit) in source.outline.units.enumerated().dropFirst() {
        unitsOfName[unit.name, default: []].append((file, index))
        if unit.isRegistered || (file == 0 && unit.name == handler) { pending.append((file, index)) }
      }
    }
    let mentions = program.files.map { Self.mentions($0.outline) }
    var seen: Set<String> = []
    while let (file, unit) = pending.popLast() {
      guard units[file].insert(unit).inserted else { continue }
      for name in mentions[file][unit] where seen.insert(name).inserted { pending += unitsOfName[name] ?? [] }
    }
  }

  /// By unit, the words that stand in it and in no function within it.
  private static func mentions(_ outline: SourceOutline) -> [Set<String>] {
    var found = [Set<String>](repeating: [], count: outline.units.count)
    var originals: [String: String] = [:]
    for (key, name) in outline.imports {
      if case .member(let original, _) = name, original != key.name { originals[key.name] = original }
    }
    for (index, token) in outline.list.tokens.enumerated() where token.kind == .word && !outline.silent[index] {
      found[outline.unitOfToken[index]].insert(token.text)
      if let original = originals[token.text] { found[outline.unitOfToken[index]].insert(original) }
    }
    return found
  }
}
