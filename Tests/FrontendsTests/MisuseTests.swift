import Diagnostics
import Driver
import Frontends
import Source
import Spec
import TestSupport
import Testing
import YAML

/// Each key of each section, misused: one clear finding at the place, and nothing else for the same fault.
///
/// The stacks are the sections' own examples and the samples of every key; a misuse replaces the text of one key or value.
@Suite struct MisuseTests {
  /// A kind of misuse, with the codes that may say it.
  enum Misuse: String, CaseIterable, Sendable {
    case unknownKey, wrongType, wrongUnit, unknownChoice, wrongKind, unknownPath, missingKey

    var codes: Set<String> {
      switch self {
      case .unknownKey: ["STK201"]
      case .wrongType: ["STK203"]
      case .wrongUnit: ["STK204"]
      case .unknownChoice: ["STK205"]
      case .wrongKind: ["STK302"]
      case .unknownPath: ["STK301"]
      // A rule of the section may ask for one of several keys.
      case .missingKey: ["STK202", "STK206"]
      }
    }
  }

  /// One change of a stack.
  struct Change {
    let misuse: Misuse
    let path: String
    /// What is replaced, in bytes.
    let range: Range<Int>
    let replacement: String
  }

  @Test(arguments: Section.all.map(\.name)) func eachMisuseIsSaidOnce(section: String) throws {
    var checked = 0
    var faults: [String] = []
    for stack in Self.stacks(of: section) {
      let before = Self.findings(stack.text)
      for change in Self.changes(in: stack.text, section: section) {
        checked += 1
        let new = Self.findings(Self.applying(change, to: stack.text)).filter { finding in
          // What the key no longer uses is unused now, which is another fact.
          !before.contains { $0.isSame(as: finding) } && !Self.unused.contains(finding.code)
        }
        guard let fault = Self.fault(change, new) else { continue }
        let said = new.map { "\($0.code) at `\($0.text)`: \($0.message)" }
        faults.append("\(stack.name): \(change.path) is `\(change.replacement)`: \(fault): \(said)")
      }
    }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    #expect(checked > 0 || Self.withoutKeys.contains(section))
  }

  private static let unused: Set<String> = ["STK321", "STK322"]

  /// What is wrong with what is said of a misuse; nil if it is as it must be.
  private static func fault(_ change: Change, _ new: [Said]) -> String? {
    guard new.count == 1, let finding = new.first else { return "\(new.count) findings" }
    guard change.misuse.codes.contains(finding.code) else { return "another code than \(change.misuse.rawValue)'s" }
    let end = change.range.lowerBound + change.replacement.utf8.count
    let isThere = finding.range.lowerBound >= change.range.lowerBound && finding.range.upperBound <= end
    if change.misuse != .missingKey, !isThere { return "said elsewhere" }
    if change.misuse == .unknownKey, finding.offers != String(change.replacement.dropLast()) {
      return "the nearest name is not offered"
    }
    return nil
  }

  /// Sections whose entries are free: conditions, imports, mappings.
  private static let withoutKeys: Set<String> = ["conditions", "imports", "mappings"]

  // MARK: Stacks

  private static func stacks(of section: String) -> [(name: String, text: String)] {
    guard let declared = Section.named(section) else { return [] }
    var stacks = [("example", declared.example + "\n")]
    if case .object(let shape) = declared.entry, section != "resources" {
      for key in shape.keys {
        guard let line = KeySamples.line(section: section, key: key.name) else { continue }
        let lines = KeySamples.base(section: section, without: key.name) + [line]
        stacks.append(
          (key.name, KeySamples.stack(section, "sample" + KeySamples.suffix(of: key.name), lines)))
      }
    }
    return stacks.map { ($0.0, "include: misfits.yaml\n" + $0.1) }
  }

  /// Resources of two kinds, one of which does not fit where the other does.
  private static let misfits = "layers:\n  misfit: { code: lib }\nroles:\n  misfit: { trusts: lambda.amazonaws.com }\n"

  private static let files = FilesInMemory([
    "src/app.py": "def f(event, context): pass\n", "lib/a.py": "", "misfits.yaml": misfits,
  ])

  // MARK: Findings

  private struct Said {
    let code: String
    let message: String
    let text: String
    let range: Range<Int>
    /// The text of its only fix.
    let offers: String?

    func isSame(as other: Said) -> Bool { code == other.code && message == other.message }
  }

  private static func findings(_ text: String) -> [Said] {
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    let compilation = Compiler.compile(
      SourceFile(path: "stack.yaml", text: text), files: files, options: CompileOptions(today: today))
    return compilation.findings.diagnostics.map {
      Said(
        code: $0.rule.code, message: $0.message, text: compilation.sources.text($0.span),
        range: Int($0.span.start)..<Int($0.span.end), offers: $0.fixes.first?.edits.first?.replacement)
    }
  }

  private static func applying(_ change: Change, to text: String) -> String {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(change.range, with: change.replacement.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Changes

  private static func changes(in text: String, section: String) -> [Change] {
    var findings = Findings()
    let tree = SyntaxTree.parse(SourceFile(path: "stack.yaml", text: text), id: SourceID(0), into: &findings)
    guard let declared = Section.named(section), let entries = tree.root?[section] else { return [] }
    return entries.entries.flatMap { name, node in
      changes(of: node, declared.entry, path: "\(section).\(name.text)", text)
    }
  }

  private static func changes(of node: Node, _ type: KeyType, path: String, _ text: String) -> [Change] {
    if node.isIntrinsic { return [] }
    switch type {
    case .object(let shape):
      guard node.kind == .mapping else {
        guard let key = shape.shorthand.flatMap(shape.key) else { return [] }
        // A map in its place is not wrong, but has keys to be known.
        return changes(of: node, key.type, path: path, text).filter { !$0.replacement.hasPrefix("{") }
      }
      return changes(of: node, shape, path: path, text)
    case .list(let item):
      let items = node.kind == .sequence ? Array(node.items) : [node]
      return items.flatMap { changes(of: $0, item, path: path, text) }
    case .map(let item):
      guard node.kind == .mapping else { return [] }
      let wrong = [Change(misuse: .wrongType, path: path, range: node.bytes, replacement: "5")]
      return wrong
        + node.entries.flatMap { name, child in changes(of: child, item, path: "\(path).\(name.text)", text) }
    case .either(let simple, let full):
      if node.kind == .mapping { return changes(of: node, full, path: path, text) }
      // A map in its place is not wrong, but has keys to be known.
      return changes(of: node, simple, path: path, text).filter { !$0.replacement.hasPrefix("{") }
    case .text, .identifier, .boolean, .integer, .duration, .size, .choice, .reference:
      return node.kind == .scalar ? scalarChanges(of: node, type, path: path) : []
    case .anything: return []
    }
  }

  private static func changes(of node: Node, _ shape: ObjectShape, path: String, _ text: String) -> [Change] {
    var found: [Change] = []
    for (name, child) in node.entries {
      guard let key = shape.key(name.text) else { continue }
      let inner = "\(path).\(name.text)"
      if shape.open == nil {
        found.append(Change(misuse: .unknownKey, path: inner, range: name.bytes, replacement: name.text + "q"))
      }
      found += changes(of: child, key.type, path: inner, text)
      // What decides about what is made is no function's to give.
      if key.isLiteral, child.kind == .scalar, !child.isIntrinsic {
        found.append(Change(misuse: .wrongType, path: inner, range: child.bytes, replacement: "!Ref AWS::Region"))
      }
    }
    let isFlow = text.utf8.dropFirst(node.bytes.lowerBound).first == UInt8(ascii: "{")
    for key in shape.keys where key.isRequired && isFlow {
      guard let index = node.entries.map(\.key.text).firstIndex(of: key.name) else { continue }
      let entries = Array(node.entries)
      let from = entries[index].key.bytes.lowerBound
      let next = index + 1 < entries.count ? entries[index + 1].key.bytes.lowerBound : nil
      let previous = index > 0 ? entries[index - 1].value.bytes.upperBound : nil
      let range = next.map { from..<$0 } ?? (previous ?? from)..<entries[index].value.bytes.upperBound
      found.append(Change(misuse: .missingKey, path: "\(path).\(key.name)", range: range, replacement: ""))
    }
    return found
  }

  private static func scalarChanges(of node: Node, _ type: KeyType, path: String) -> [Change] {
    func change(_ misuse: Misuse, _ replacement: String) -> Change {
      Change(misuse: misuse, path: path, range: node.bytes, replacement: replacement)
    }
    let wrong = change(.wrongType, "{ oops: 1 }")
    switch type {
    case .duration: return [wrong, change(.wrongUnit, "5 MB")]
    case .size: return [wrong, change(.wrongUnit, "5s")]
    case .boolean: return [wrong, change(.wrongType, "perhaps")]
    case .integer: return [wrong, change(.wrongType, "many")]
    case .choice: return [wrong, change(.unknownChoice, "nonsense")]
    case .reference(let kinds):
      let misfit = kinds.contains(.layers) ? "roles.misfit" : "layers.misfit"
      let isBoth = kinds.isEmpty || kinds.contains(.layers) && kinds.contains(.roles)
      return [wrong, change(.unknownPath, "queues.absent")] + (isBoth ? [] : [change(.wrongKind, misfit)])
    default: return [wrong]
    }
  }
}

extension Node {
  fileprivate var bytes: Range<Int> { Int(fullSpan.start)..<Int(fullSpan.end) }

  /// Whether it is a call of CloudFormation's, which may stand anywhere.
  fileprivate var isIntrinsic: Bool {
    tag != nil
      || kind == .mapping && entries.count == 1
        && entries.contains { $0.key.text.hasPrefix("Fn::") || $0.key.text == "Ref" }
  }
}
