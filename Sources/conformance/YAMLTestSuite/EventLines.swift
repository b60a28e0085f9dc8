import YAML

/// Documents in the suite's notation of events (`+MAP`, `=VAL :text`), as far as a tree keeps it: without anchors, brackets
/// and the tags of YAML's own types, and with aliases followed.
enum EventLines {
  /// The lines between `+DOC` and `-DOC`, the first time.
  static func firstDocument(_ lines: [String]) -> [String] {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("+DOC") }) else { return [] }
    return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("-DOC") })
  }

  /// The suite's lines brought to what a tree keeps.
  static func expanded(_ lines: [String]) -> [String] {
    var anchors: [String: [String]] = [:]
    var open: [(name: String?, start: Int)] = []
    var result: [String] = []
    for line in lines {
      if line.hasPrefix("=ALI *") {
        result += anchors[String(line.dropFirst(6))] ?? ["=ALI"]
        continue
      }
      let parts = Parts(line)
      let start = result.count
      result.append(parts.reduced)
      if line.hasPrefix("+") {
        open.append((parts.anchor, start))
      } else if line.hasPrefix("-") {
        if let (name, start) = open.popLast(), let name { anchors[name] = Array(result[start...]) }
      } else if let anchor = parts.anchor {
        anchors[anchor] = [parts.reduced]
      }
    }
    return result
  }

  /// The lines of a tree.
  static func of(_ node: Node?) -> [String] {
    guard let node else { return [] }
    let tag = node.tag.map { " <\($0)>" } ?? ""
    switch node.kind {
    case .sequence: return ["+SEQ\(tag)"] + node.items.flatMap { of($0) } + ["-SEQ"]
    case .mapping: return ["+MAP\(tag)"] + node.entries.flatMap { of($0.key) + of($0.value) } + ["-MAP"]
    case .scalar: return ["=VAL\(tag) \(marks[node.style] ?? ":")\(escaped(node.text))"]
    }
  }

  static let marks: [Node.Style: String] = [
    .plain: ":", .singleQuoted: "'", .doubleQuoted: "\"", .literal: "|", .folded: ">",
  ]

  /// A line without white space at its end. What the text really ends with is compared with the case's JSON.
  static func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
      switch scalar {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\t": line += "\\t"
      case "\r": line += "\\r"
      case "\u{8}": line += "\\b"
      default: line.unicodeScalars.append(scalar)
      }
    }
  }

  /// A line taken apart.
  private struct Parts {
    var anchor: String?
    var reduced: String

    init(_ line: String) {
      var rest = line[...]
      let kind = rest.prefix(4)
      rest = rest.dropFirst(4)
      var tag = ""
      while rest.hasPrefix(" ") {
        let word = rest.dropFirst().prefix { $0 != " " }
        if word.hasPrefix("&") {
          anchor = String(word.dropFirst())
        } else if word.hasPrefix("<"), word.hasSuffix(">") {
          let name = word.dropFirst().dropLast()
          if name != "!", !Self.coreTags.contains(String(name)) { tag = " \(word)" }
        } else if word != "[]", word != "{}" {
          break
        }
        rest = rest.dropFirst(word.count + 1)
      }
      reduced = kind + tag + rest
    }

    private static let coreTags: Set<String> = Set(
      ["str", "int", "float", "bool", "null", "map", "seq"].map { "tag:yaml.org,2002:" + $0 })
  }
}
