import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// Opens the files that definitions of state machines stand in, so that what is found in one has its place there.
  mutating func openDefinitions(_ open: (String) -> SyntaxTree?) {
    let section = Section.stateMachines.name
    let entries = declarations.entries.filter { $0.section.name == section }.map(\.node)
    for node in entries + (defaults[section].map { [$0] } ?? []) {
      guard node.kind == .mapping, let path = node["definition"], path.isDefinitionPath,
        definitionFiles[path.text] == nil
      else { continue }
      definitionFiles[path.text] = open(path.text)
    }
  }

  /// `definition:` as CloudFormation's `Definition` has it: the map, or that in the file, with references replaced.
  mutating func machineDefinition(_ entry: Entry) -> Value? {
    guard let node = entry.node("definition") else { return nil }
    if node.isIntrinsicCall { return cloudFormationValue(node) }
    let substitutions = Set(entry.node("substitutions")?.names ?? [])
    if node.kind == .mapping { return definitionValue(node, substitutions) }
    guard node.isDefinitionPath else {
      findings.report(.wrongType("definition", wanted: Self.definitionPhrase, got: node.phrase, at: node.span))
      return nil
    }
    guard let tree = definitionFiles[node.text] else {
      let folder = node.text.split(separator: "/").dropLast().joined(separator: "/")
      let names = files.names(in: folder).map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
      findings.report(.fileMissing(node.text, at: node.contentSpan, near: names))
      return nil
    }
    guard let root = tree.root else { return nil }
    guard root.kind == .mapping else {
      findings.report(.wrongType("definition", wanted: "a map", got: root.phrase, at: root.span))
      return nil
    }
    return definitionValue(root, substitutions)
  }

  private static let definitionPhrase = "a map, or the path of a JSON or YAML file"

  /// A part of a definition. Step Functions replaces the names in `substitutions`, and the template everything else.
  private mutating func definitionValue(_ node: Node, _ substitutions: Set<String>) -> Value? {
    if node.isIntrinsicCall { return cloudFormationValue(node) }
    switch node.kind {
    case .scalar:
      guard case .string = node.scalar else { return cloudFormationValue(node) }
      return interpolate(node, keeping: substitutions)
    case .sequence:
      var items: [Value] = []
      for item in node.items { if let value = definitionValue(item, substitutions) { items.append(value) } }
      return .list(items, node.span)
    case .mapping:
      let isTask = node["Type"]?.text == "Task"
      var map = ValueMap()
      for (key, child) in node.entries {
        let isPath = isTask && key.text == "Resource" && namesEntry(child)
        let value = isPath ? self.value(child, as: .reference([.functions]), key: key.text) : nil
        if let value = isPath ? value : definitionValue(child, substitutions) {
          map.entries.append(.init(key.text, at: key.span, value))
        }
      }
      return Value(.map(map), node.span)
    }
  }

  /// Whether a text is a path, right or misspelt, and no ARN: it begins with the name of a section.
  private func namesEntry(_ node: Node) -> Bool {
    guard node.kind == .scalar, let dot = node.text.firstIndex(of: ".") else { return false }
    return Section.named(String(node.text[..<dot])) != nil
  }
}

extension Node {
  /// Whether it is the path of a file, and not the definition itself as text.
  fileprivate var isDefinitionPath: Bool {
    guard kind == .scalar, case .string(let text) = scalar else { return false }
    return !text.isEmpty && !text.hasPrefix("{") && !text.contains("\n")
  }

  /// The keys of a map.
  fileprivate var names: [String] { kind == .mapping ? entries.map(\.key.text) : [] }
}
