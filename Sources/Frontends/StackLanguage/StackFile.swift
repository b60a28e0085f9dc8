public import Diagnostics
public import Source
public import Template
public import YAML

/// The front end of the stack language: a stack file, with the files it includes, to a template.
public enum StackFile {
  /// Reads a stack. What could be understood is in the template; the rest is in `findings`.
  ///
  /// `open` reads an included file: it adds it to the source map and parses it, or gives nil if there is none.
  public static func lower(
    _ tree: SyntaxTree, files: any ProjectFiles, open: (String) -> SyntaxTree?, into findings: inout Findings
  ) -> StackTemplate {
    var lowering = StackLowering(source: tree.source, files: files)
    lowering.collect(tree, open: open)
    lowering.openDefinitions(open)
    for declared in lowering.declarations.entries { lowering.lower(declared) }
    lowering.grantMachineCalls()
    lowering.addCollectedPolicies()
    lowering.addDeployments()
    lowering.template.addArtifactParameters()
    var circles = CircleBreaking(lowering.finish())
    circles.run()
    let template = lowering.applyDerivedEntries(to: circles.template)
    findings.append(lowering.findings)
    findings.append(circles.findings)
    return template
  }
}

extension StackLowering {
  /// Files included by included files are followed this deep; a chain that is longer is a circle or a mistake.
  private static let deepestInclude = 8

  /// Notes every entry of the stack and its included files.
  fileprivate mutating func collect(_ tree: SyntaxTree, open: (String) -> SyntaxTree?) {
    var pending: [(tree: SyntaxTree, depth: Int)] = [(tree, 0)]
    var seen: Set<String> = []
    while !pending.isEmpty {
      let (tree, depth) = pending.removeFirst()
      guard let root = tree.root else { continue }
      guard isMapping(root, key: "stack file", type: .map(.anything)) else { continue }
      collectSections(root)
      guard let include = root["include"], depth < Self.deepestInclude else { continue }
      for node in include.kind == .sequence ? Array(include.items) : [include] where seen.insert(node.text).inserted {
        if let tree = open(node.text) {
          pending.append((tree, depth + 1))
        } else {
          findings.report(.fileMissing(node.text, at: node.contentSpan, near: files.names(in: "")))
        }
      }
    }
  }

  private mutating func collectSections(_ root: Node) {
    let known = StackKeys.all.map(\.name) + Section.all.map(\.name)
    for (key, node) in root.entries {
      if let section = Section.named(key.text) {
        collectEntries(of: section, node)
      } else if !StackKeys.all.contains(where: { $0.name == key.text }) {
        findings.report(.unknownKey(key.text, at: key.span, in: nil, known: known))
        // Its entries count all the same: else each reference to one of them would be a fault too.
        if let section = Spelling.nearest(to: key.text, in: known).flatMap(Section.named), root[section.name] == nil {
          collectEntries(of: section, node)
        }
      }
    }
    if let name = root["stack"] { template.name = Name(name.text, name.contentSpan) }
    if let text = root["description"] { template.description = Name(text.text, text.contentSpan) }
    collectDefaults(root)
  }

  private mutating func collectDefaults(_ root: Node) {
    guard let node = root["defaults"], isMapping(node, key: "defaults", type: .map(.anything)) else { return }
    for (key, entry) in node.entries {
      guard let section = Section.named(key.text), case .object(let shape) = section.entry else {
        let sections = Section.all.filter { if case .object = $0.entry { true } else { false } }.map(\.name)
        findings.report(.unknownKey(key.text, at: key.span, in: "defaults", known: sections))
        continue
      }
      guard isMapping(entry, key: key.text, type: section.entry) else { continue }
      for (name, _) in entry.entries where shape.key(name.text) == nil {
        findings.report(.unknownKey(name.text, at: name.span, in: key.text, known: shape.keys.map(\.name)))
      }
      defaults[key.text] = entry
    }
  }

  private mutating func collectEntries(of section: Section, _ node: Node) {
    if node.kind == .scalar, node.scalar == .null { return }
    guard isMapping(node, key: section.name, type: .map(section.entry)) else { return }
    for (key, entry) in node.entries {
      let declared = Declared(
        section: section, key: key.text, keySpan: key.contentSpan, node: entry,
        logicalID: logicalID(of: key, entry, in: section), order: declarations.entries.count)
      if let earlier = declarations.add(declared) {
        findings.report(.duplicateEntry(declared.path, at: key.span, earlier: earlier.keySpan))
      }
    }
  }

  private mutating func logicalID(of key: Node, _ entry: Node, in section: Section) -> String {
    guard let kind = section.kind else { return key.text }
    if let own = entry.kind == .mapping ? entry["logicalId"] : nil {
      guard own.kind == .scalar else {
        findings.report(.wrongType("logicalId", wanted: KeyType.text.phrase, got: own.phrase, at: own.span))
        return LogicalID.pascalCase(key.text) + kind.suffix
      }
      if !own.text.isAlphanumeric { findings.report(.invalidName(own.text, of: "a resource", at: own.contentSpan)) }
      return own.text
    }
    let id = LogicalID.pascalCase(key.text)
    if id.isEmpty { findings.report(.invalidName(key.text, of: "a resource", at: key.span)) }
    return id + kind.suffix
  }

  /// Lowers one entry.
  fileprivate mutating func lower(_ declared: Declared) {
    currentOrder = declared.order
    let layers = [declared.node] + (defaults[declared.section.name].map { [$0] } ?? [])
    guard let shape = declared.section.entry.objectShape else {
      let free = ObjectShape([], open: declared.section.entry)
      if let entry = Entry(anything: declared.node, shape: free, declared: declared) {
        declared.section.lower(&self, entry)
      }
      return
    }
    guard let entry = Entry(layers, shape: shape, name: declared.key, declared: declared, lowering: &self) else {
      return
    }
    declared.section.lower(&self, entry)
  }
}

extension Entry {
  /// An entry whose value is of any kind: a condition, an import.
  fileprivate init?(anything node: Node, shape: ObjectShape, declared: Declared) {
    self.name = declared.key
    self.declared = declared
    self.shape = shape
    self.layers = [node]
  }
}

extension StackLowering: CloudFormationReading {
  mutating func textValue(_ node: Node, _ text: String) -> Value? { interpolate(node) }
}
