extension ScriptOutline {
  /// `import a, { b as c } from "…"`, `import * as d from "…"`, `import type …`.
  mutating func importStatement(_ start: Int) -> Int {
    var index = start + 1
    if let path = list[index], path.kind == .text {
      outline.modules.append(path.text)
      return index + 1
    }
    let isType = list.isWord("type", at: index) && !list.isWord("from", at: index + 1)
    var names: [(alias: String, member: String?)] = []
    while index < list.count, index - start < Self.longestHead, !list.isWord("from", at: index),
      !list.isWord("import", at: index)
    {
      if list.isSymbol("{", at: index) {
        for part in list.parts(ofBracketAt: index) {
          let words = part.compactMap(list.word).filter { $0 != "as" }
          if let first = words.first, let last = words.last, first != "type" || words.count == 1 {
            names.append((last, first))
          }
        }
        index = list.next(index)
      } else if list.isSymbol("*", at: index), list.isWord("as", at: index + 1), let alias = list.word(index + 2) {
        names.append((alias, nil))
        index += 3
      } else {
        if let alias = list.word(index), alias != "type" { names.append((alias, "default")) }
        index += 1
      }
    }
    guard list.isWord("from", at: index), let path = list[index + 1], path.kind == .text else { return start + 1 }
    outline.silence(start..<index + 2)
    guard !isType else { return index + 2 }
    outline.modules.append(path.text)
    for name in names {
      let key = SourceOutline.Key(unit: 0, name: name.alias)
      outline.imports[key] = name.member.map { .member($0, module: path.text) } ?? .module(path.text)
    }
    return index + 2
  }

  /// `export { a, b as c }`, with or without `from`.
  mutating func exportStatement(_ start: Int) -> Int {
    let end = list.next(start + 1)
    outline.silence(start..<end)
    if list.isWord("from", at: end), let path = list[end + 1], path.kind == .text { outline.modules.append(path.text) }
    return end
  }

  /// `exports.a = b`, `module.exports = { a, b: c }`: names what others may call.
  mutating func exported(_ start: Int) -> Int {
    var index = start + 1
    if list.isSymbol(".", at: index), let name = list.word(index + 1), list.isSymbol("=", at: index + 2) {
      if list.word(index + 3) != name || list.isSymbol("(", at: index + 4) { outline.assign(name, in: 0, index + 3) }
      outline.silence(start..<index + 4)
      return index + 3
    }
    guard list.isSymbol("=", at: index), list.isSymbol("{", at: index + 1) else { return start + 1 }
    index += 1
    silenceNames(ofObjectAt: index)
    return index + 1
  }

  /// `{ a, b: c }`: names without calls.
  mutating func silenceNames(ofObjectAt open: Int) {
    for part in list.parts(ofBracketAt: open) where part.count <= 3 { outline.silence(part) }
  }
}
