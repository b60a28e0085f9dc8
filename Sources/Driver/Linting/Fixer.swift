public import Diagnostics
public import Source

/// Mends files: applies fixes, compiles again, and goes on while there is something to mend.
public struct Fixer: Sendable {
  /// Each round mends what the one before uncovered; more than this means two fixes undo each other.
  private static let mostRounds = 10

  private let linter: Linter
  private let reach: FixApplier.Reach

  /// Makes a fixer that applies safe fixes, or all.
  public init(_ linter: Linter, reach: FixApplier.Reach) {
    self.linter = linter
    self.reach = reach
  }

  /// What came of one file.
  public struct Outcome: Sendable {
    /// The last compilation.
    public var compilation: Compilation
    /// The new texts by path.
    public var texts: [String: [UInt8]] = [:]
    /// How many fixes were applied.
    public var applied = 0
  }

  /// Mends a file of the disk; nil if it cannot be read. Included files are mended too; nothing is written.
  public func fix(_ path: String) -> Outcome? {
    guard let bytes = DiskFiles(root: "").contents(of: path) else { return nil }
    return fix(SourceFile(path: path, bytes: bytes), files: DiskFiles(root: Linter.folder(of: path)))
  }

  /// Mends a text with the files around it.
  public func fix(_ file: SourceFile, files: any ProjectFiles) -> Outcome {
    var file = file
    var overlay = FilesWithEdits(files)
    var outcome = Outcome(compilation: linter.lint(file, files: overlay))
    for _ in 0..<Self.mostRounds {
      let wanted = outcome.compilation.findings.diagnostics.filter { linter.configuration.wants($0.rule.code) }
      let round = FixApplier.apply(wanted, to: outcome.compilation.sources, reach: reach)
      guard round.applied > 0 else { break }
      outcome.applied += round.applied
      for (id, bytes) in round.texts {
        guard let path = outcome.compilation.sources[id]?.path else { continue }
        outcome.texts[path] = bytes
        if path == file.path { file = SourceFile(path: path, bytes: bytes) } else { overlay.edits[path] = bytes }
      }
      outcome.compilation = linter.lint(file, files: overlay)
    }
    return outcome
  }
}

/// Files of which some have new contents that are not written yet.
struct FilesWithEdits: ProjectFiles {
  /// New contents by display path.
  var edits: [String: [UInt8]] = [:]
  private let base: any ProjectFiles

  init(_ base: any ProjectFiles) { self.base = base }

  func kind(of path: String) -> FileKind? { base.kind(of: path) }
  func contents(of path: String) -> [UInt8]? { edits[base.displayPath(path)] ?? base.contents(of: path) }
  func names(in path: String) -> [String] { base.names(in: path) }
  func displayPath(_ path: String) -> String { base.displayPath(path) }
}
