import Diagnostics
import Source
import Template
import YAML

/// One named entry of a section, before it is lowered.
struct Declared: Sendable {
  /// The section.
  let section: Section
  /// The key as written.
  let key: String
  /// Where the key is written.
  let keySpan: Span
  /// What it holds.
  let node: Node
  /// The logical id its resource will have.
  let logicalID: String
  /// Its place among all entries.
  let order: Int

  /// How a person names it: `queues.orders`.
  var path: String { "\(section.name).\(key)" }

  /// Whether a key is written in it.
  func has(_ key: String) -> Bool { node.kind == .mapping && node[key] != nil }

  /// The names of a function's or state machine's aliases as written.
  var aliasNames: [String] {
    guard hasAliases, node.kind == .mapping, let aliases = node["aliases"], aliases.kind == .mapping else { return [] }
    return aliases.entries.map(\.key.text)
  }

  /// Whether it is of a kind that has aliases.
  var hasAliases: Bool { section.kind == .functions || section.kind == .stateMachines }

  /// The names of a stream's registered consumers as written.
  var consumerNames: [String] {
    guard section.kind == .streams, node.kind == .mapping, let consumers = node["consumers"] else { return [] }
    return (consumers.kind == .sequence ? Array(consumers.items) : [consumers]).map(\.text)
  }

  /// The logical ids of its parts that a path can name: a function's aliases, a stream's consumers.
  fileprivate var partIDs: [String] {
    aliasNames.map { StackLowering.aliasID(of: logicalID, $0) }
      + consumerNames.map { StackLowering.consumerID(stream: logicalID, $0) }
  }

  /// What kind of API it is; nil for what is none.
  var apiProtocol: APIProtocol? {
    guard section.kind == .apis, node.kind == .mapping else { return nil }
    return meant("protocol").flatMap { APIProtocol(rawValue: $0.text) }
  }

  /// The value of a key, also where the key is misspelt, which is reported when the entry is lowered.
  private func meant(_ key: String) -> Node? {
    guard node[key] == nil, let known = section.entry.objectShape?.keys.map(\.name) else { return node[key] }
    return node.entries.first { name, _ in
      !known.contains(name.text) && Spelling.nearest(to: name.text, in: known) == key
    }?.value
  }

  /// The type of its resource; nil for what is none. An API of another protocol is another type.
  var resourceType: String? {
    if apiProtocol == .rest { return "AWS::ApiGateway::RestApi" }
    if section.kind == .alarms, AlarmKeys.composite.contains(where: has) { return "AWS::CloudWatch::CompositeAlarm" }
    return section.kind?.resourceType ?? (section.name == Section.resources.name ? node["Type"]?.text : nil)
  }

  /// The condition under which its resource exists.
  var condition: Name? {
    guard node.kind == .mapping, let condition = meant("condition"), condition.kind == .scalar else { return nil }
    return Name(condition.text, condition.contentSpan)
  }
}

/// All entries of a stack, so that a path can name what is written further down.
struct Declarations: Sendable {
  /// The entries in source order.
  private(set) var entries: [Declared] = []
  /// Their paths.
  private(set) var paths: [String] = []
  private var byPath: [String: Int] = [:]
  private var byID: [String: Int] = [:]

  /// Adds an entry; gives the earlier one of the same path if there is one.
  mutating func add(_ declared: Declared) -> Declared? {
    if let earlier = byPath[declared.path] { return entries[earlier] }
    byPath[declared.path] = entries.count
    if declared.section.name != Section.derived.name {
      for id in [declared.logicalID] + declared.partIDs where byID[id] == nil { byID[id] = entries.count }
    }
    entries.append(declared)
    paths.append(declared.path)
    return nil
  }

  /// The entry that a logical id belongs to; that of an alias belongs to its function, that of a
  /// consumer to its stream.
  func owner(of logicalID: String) -> Declared? { byID[logicalID].map { entries[$0] } }

  /// The entry of a path without attribute.
  subscript(path: String) -> Declared? { byPath[path].map { entries[$0] } }

  /// The entry that a path begins with, and the rest after its dot: the longest key that exists wins, since keys may
  /// hold dots.
  func longestMatch(_ path: String) -> (declared: Declared, rest: String)? {
    if let exact = self[path] { return (exact, "") }
    var end = path.endIndex
    while let dot = path[..<end].lastIndex(of: ".") {
      if let declared = self[String(path[..<dot])] { return (declared, String(path[path.index(after: dot)...])) }
      end = dot
    }
    return nil
  }
}

/// Makes logical ids, which CloudFormation wants alphanumeric ("Resources", User Guide).
enum LogicalID {
  /// A key in PascalCase: `ledger.fifo` becomes `LedgerFifo`.
  static func pascalCase(_ key: String) -> String {
    var id = ""
    var startsWord = true
    for scalar in key.unicodeScalars {
      guard scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
        startsWord = true
        continue
      }
      id += startsWord ? String(scalar).uppercased() : String(scalar)
      startsWord = false
    }
    return id
  }
}
