import Source

/// Finds the stack files of the paths that a person names.
public struct StackFinder: Sendable {
  /// What came of the paths.
  public struct Result: Sendable {
    /// Files to read, in the order they were named, those of a folder sorted; `-` is standard input.
    public var files: [String] = []
    /// Paths that name nothing that can be read.
    public var missing: [String] = []
    /// Folders, and globs, without a stack file.
    public var empty: [String] = []
  }

  /// Folders this deep are searched; deeper ones are build output or a circle of links.
  private static let deepestFolder = 32

  /// Folders that never hold a person's stacks.
  private static let skipped: Set<String> = ["node_modules", "build", "vendor", "__pycache__"]

  private let disk = DiskFiles(root: "")

  /// Makes a finder.
  public init() {}

  /// Looks the paths up. A folder stands for the stack files below it: `stack.yaml`, `*.stack.yaml`; where there are none, for
  /// the templates: `template.yaml`, `*.template.yaml`.
  public func find(_ paths: [String]) -> Result {
    var result = Result()
    for path in paths {
      if path == "-" {
        result.files.append(path)
      } else if Glob.isPattern(path), disk.kind(of: path) == nil {
        addMatches(of: path, to: &result)
      } else {
        add(path, to: &result)
      }
    }
    var seen: Set<String> = []
    result.files.removeAll { !seen.insert($0).inserted }
    return result
  }

  /// The stack of the present folder, if it has one: a stack file or else a template.
  public var ownStack: String? {
    (Self.stackNames + Self.templateNames).first { disk.kind(of: $0) == .file }
  }

  /// The stack that a command works on: the one that is named, or that of the present folder, or the name of what is missing.
  public func stack(_ named: String?) -> String { named ?? ownStack ?? Self.stackNames[0] }

  private static let stackNames = ["stack.yaml", "stack.yml", "stack.json"]
  /// The names that `sam` looks for ("sam build", `--template-file`, AWS SAM Developer Guide).
  private static let templateNames = ["template.yaml", "template.yml", "template.json"]

  private func add(_ path: String, to result: inout Result) {
    switch disk.kind(of: path) {
    case .file: result.files.append(path)
    case .folder:
      var found = files(in: path, named: Self.isStackName)
      if found.isEmpty { found = files(in: path, named: Self.isTemplateName) }
      if found.isEmpty { result.empty.append(path) }
      result.files += found
    case nil: result.missing.append(path)
    }
  }

  private func files(in folder: String, named isWanted: (String) -> Bool, depth: Int = 0) -> [String] {
    guard depth < Self.deepestFolder else { return [] }
    var found: [String] = []
    for name in disk.names(in: folder) where !name.hasPrefix(".") && !Self.skipped.contains(name) {
      let path = folder == "." || folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      switch disk.kind(of: path) {
      case .folder: found += files(in: path, named: isWanted, depth: depth + 1)
      case .file: if isWanted(name) { found.append(path) }
      case nil: break
      }
    }
    return found
  }

  private func addMatches(of pattern: String, to result: inout Result) {
    var candidates = [pattern.hasPrefix("/") ? "/" : ""]
    for part in pattern.split(separator: "/") {
      candidates = candidates.flatMap { parent -> [String] in
        let prefix = parent.isEmpty || parent == "/" ? parent : parent + "/"
        guard Glob.isPattern(part) else { return [prefix + part] }
        return disk.names(in: parent).filter { Glob.matches($0, String(part)) }.map { prefix + $0 }
      }
    }
    let found = candidates.filter { disk.kind(of: $0) != nil }
    if found.isEmpty { result.empty.append(pattern) }
    for path in found { add(path, to: &result) }
  }

  /// Whether a file of a folder is a stack by its name.
  static func isStackName(_ name: String) -> Bool {
    stackNames.contains { name == $0 || name.hasSuffix("." + $0) }
  }

  /// Whether a file of a folder is a template by its name; CDK writes `Shop.template.json`.
  static func isTemplateName(_ name: String) -> Bool {
    templateNames.contains { name == $0 || name.hasSuffix("." + $0) }
  }
}

/// Shell patterns of one part of a path: `*` and `?`.
enum Glob {
  /// Whether a text has a letter by which patterns are known.
  static func isPattern(_ text: some StringProtocol) -> Bool { text.holds(anyOf: "*?[") }

  static func matches(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.unicodeScalars)
    let pattern = Array(pattern.unicodeScalars)
    var (i, j) = (0, 0)
    var star: (text: Int, pattern: Int)?
    while i < text.count {
      if j < pattern.count, pattern[j] == "*" {
        star = (i, j)
        j += 1
      } else if j < pattern.count, pattern[j] == "?" || pattern[j] == text[i] {
        i += 1
        j += 1
      } else if let back = star {
        star = (back.text + 1, back.pattern)
        i = back.text + 1
        j = back.pattern + 1
      } else {
        return false
      }
    }
    return pattern[j...].allSatisfy { $0 == "*" }
  }
}
