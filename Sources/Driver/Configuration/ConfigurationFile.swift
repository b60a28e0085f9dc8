public import Diagnostics
public import Source
import YAML

/// Finds and reads `.stackc.yaml`.
public enum ConfigurationFile {
  /// The name that is looked for.
  public static let name = ".stackc.yaml"

  /// The nearest configuration file at or above a folder; nil if there is none.
  public static func find(from folder: String) -> String? {
    let disk = DiskFiles(root: "")
    var folder = folder.isEmpty ? "." : folder
    // An absolute path ends at the root; a relative one is followed upwards by `..`, at most this often.
    for _ in 0..<64 {
      let path = folder == "." ? name : "\(folder)/\(name)"
      if disk.kind(of: path) == .file { return path }
      guard let parent = parent(of: folder), disk.kind(of: parent) == .folder else { return nil }
      folder = parent
    }
    return nil
  }

  /// A configuration with what is wrong with its file.
  public struct Loaded: Sendable {
    /// The configuration; its baseline is found from where the command runs.
    public var configuration: Configuration
    /// What is wrong.
    public let report: Report
  }

  /// Reads a configuration from the disk; nil if the file cannot be read.
  public static func load(_ path: String) -> Loaded? {
    guard let bytes = DiskFiles(root: "").contents(of: path) else { return nil }
    var sources = SourceMap()
    let file = SourceFile(path: path, bytes: bytes)
    let id = sources.add(file)
    var findings = Findings()
    var configuration = read(file, id: id, into: &findings)
    let folder = Linter.folder(of: path)
    if let baseline = configuration.baseline, !baseline.hasPrefix("/"), !folder.isEmpty {
      configuration.baseline = "\(folder)/\(baseline)"
    }
    return Loaded(
      configuration: configuration,
      report: Report([Report.Part(findings.diagnostics, sources: sources)], rules: Catalogue.compilerRules))
  }

  /// The folder that a path lies in; a folder lies in itself.
  public static func folder(_ path: String) -> String {
    if path == "-" { return "" }
    return DiskFiles(root: "").kind(of: path) == .folder ? path : Linter.folder(of: path)
  }

  private static func parent(of folder: String) -> String? {
    if folder == "/" || folder.isEmpty { return nil }
    let separator = UInt8(ascii: "/")
    let last = folder.utf8.split(separator: separator).last.map { String(Substring($0)) }
    if folder == "." || last == ".." { return folder == "." ? ".." : folder + "/.." }
    guard let slash = folder.utf8.lastIndex(of: separator) else { return "." }
    return slash == folder.startIndex ? "/" : String(folder[..<slash])
  }

  /// Reads a configuration; what is wrong with it is in `findings`.
  public static func read(_ file: SourceFile, id: SourceID, into findings: inout Findings) -> Configuration {
    let tree = SyntaxTree.parse(file, id: id, into: &findings)
    var configuration = Configuration()
    guard let root = tree.root, root.kind == .mapping else { return configuration }
    for (key, node) in root.entries {
      guard let reader = readers[key.text] else {
        findings.report(.invalidConfiguration("unknown key `\(key.text)`", at: key.span, known: readers.keys.sorted()))
        continue
      }
      if let problem = reader(&configuration, node) {
        findings.report(.invalidConfiguration("`\(key.text)` \(problem)", at: node.span, known: []))
      }
    }
    return configuration
  }

  /// What each key does; a reader gives what is wrong with its value, or nil.
  private static let readers: [String: @Sendable (inout Configuration, Node) -> String?] = [
    "select": { configuration, node in
      configuration.select = texts(node)
      return nil
    },
    "ignore": { configuration, node in
      configuration.ignore = texts(node)
      return nil
    },
    "advice": { configuration, node in
      guard case .bool(let value) = node.scalar else { return "takes `true` or `false`" }
      configuration.advice = value
      return nil
    },
    "failOn": { configuration, node in
      guard let severity = Severity(rawValue: node.text) else { return "takes `error`, `warning` or `info`" }
      configuration.failOn = severity
      return nil
    },
    "region": { configuration, node in
      configuration.region = node.text
      return nil
    },
    "parameters": { configuration, node in
      guard node.kind == .mapping else { return "takes a map" }
      for (name, value) in node.entries { configuration.parameters[name.text] = value.text }
      return nil
    },
    "baseline": { configuration, node in
      configuration.baseline = node.text
      return nil
    },
  ]

  private static func texts(_ node: Node) -> [String] {
    node.kind == .sequence ? node.items.map(\.text) : [node.text]
  }
}

extension Rule {
  static let invalidConfiguration = Rule(
    "STK116", "invalid-configuration", .error, "a configuration file that cannot be used",
    why: "A key of `.stackc.yaml` that nobody reads, or a value it does not take, would change nothing in silence.",
    examples: [
      .bad("↓failOm: warning\n", file: ".stackc.yaml"),
      .bad("failOn: ↓never\n", file: ".stackc.yaml"),
      .good("failOn: warning\nignore: [STK515]\n", file: ".stackc.yaml"),
    ])
}

extension Diagnostic {
  static func invalidConfiguration(_ problem: String, at span: Span, known: [String]) -> Diagnostic {
    let help = known.isEmpty ? [] : ["it takes \(known.map { "`\($0)`" }.joined(separator: ", "))"]
    return Diagnostic(.invalidConfiguration, problem, at: span, help: help)
  }
}
