import Diagnostics
import Foundation
import Source
import YAML

/// A document as plain data, to be changed and written again: JSON, which is YAML.
indirect enum Tree {
  case scalar(String)
  case list([Tree])
  case map([(key: String, value: Tree)])

  /// A step into a tree: the position of an item or member.
  typealias Path = [Int]

  init(yaml text: String) {
    var findings = Findings()
    let tree = SyntaxTree.parse(SourceFile(path: "stack.yaml", text: text), id: SourceID(0), into: &findings)
    self = tree.root.map(Tree.init) ?? .scalar("null")
  }

  private init(_ node: Node) {
    let plain: Tree
    switch node.kind {
    case .sequence: plain = .list(node.items.map(Tree.init))
    case .mapping: plain = .map(node.entries.map { ($0.key.text, Tree($0.value)) })
    case .scalar:
      switch node.scalar {
      case .string: plain = .scalar(Self.quoted(node.text))
      default: plain = .scalar(node.text.isEmpty ? "null" : node.text)
      }
    }
    guard let tag = node.tag, tag.hasPrefix("!"), !tag.hasPrefix("!!") else {
      self = plain
      return
    }
    let name = String(tag.dropFirst())
    self = .map([(["Ref", "Condition"].contains(name) ? name : "Fn::" + name, plain)])
  }

  static func quoted(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }

  /// The document as JSON in one line.
  var json: String {
    switch self {
    case .scalar(let text): text
    case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .map(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.json }.joined(separator: ",") + "}"
    }
  }

  /// The places of all values below the root, outer ones first.
  var paths: [Path] {
    var found: [Path] = []
    var pending: [(Tree, Path)] = [(self, [])]
    while let (tree, path) = pending.popLast() {
      if !path.isEmpty { found.append(path) }
      for (index, child) in tree.children.enumerated().reversed() { pending.append((child, path + [index])) }
    }
    return found
  }

  private var children: [Tree] {
    switch self {
    case .scalar: []
    case .list(let items): items
    case .map(let members): members.map(\.value)
    }
  }

  /// The tree with another value at a place; nil takes the item or member out.
  func replacing(_ path: ArraySlice<Int>, with new: Tree?) -> Tree {
    guard let first = path.first else { return new ?? self }
    let rest = path.dropFirst()
    switch self {
    case .scalar: return self
    case .list(var items):
      if rest.isEmpty, new == nil {
        items.remove(at: first)
      } else {
        items[first] = items[first].replacing(rest, with: new)
      }
      return .list(items)
    case .map(var members):
      if rest.isEmpty, new == nil {
        members.remove(at: first)
      } else {
        members[first].value = members[first].value.replacing(rest, with: new)
      }
      return .map(members)
    }
  }

  /// How a place is called.
  func name(of path: Path) -> String {
    var tree = self
    var names: [String] = []
    for index in path {
      if case .map(let members) = tree { names.append(members[index].key) } else { names.append("\(index)") }
      tree = tree.children[index]
    }
    return names.joined(separator: ".")
  }
}
