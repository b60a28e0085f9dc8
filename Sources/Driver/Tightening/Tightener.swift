public import Diagnostics
import Emitters
public import Questions
import Source
import Template
import Wiring

/// Narrows a stack's permissions to what a recording shows to be used, and to what its arrows need.
///
/// Each change is tried on the text and compiled: it is taken only if every recorded call that was allowed still is, and
/// nothing is found that was not found before. So the result is right whatever an entry was thought to mean.
public struct Tightener: Sendable {
  /// What came of it.
  public struct Outcome: Sendable {
    /// The findings, each with its fix if it has one.
    public let report: Report
    /// The new text of each file that changes, with the file's path.
    public let texts: [(path: String, bytes: [UInt8])]
    /// The change as a patch (`diff -u`); empty if there is none.
    public let patch: String
  }

  private let linter: Linter
  private let compilation: Compilation
  private let files: any ProjectFiles
  private let recording: Recording
  private let use: PermissionUse
  private let known: [String: Int]

  /// Takes a stack that was compiled, with a recording of it; nil if it could not be read.
  public init?(_ compilation: Compilation, _ linter: Linter, _ recording: Recording) {
    guard let use = Self.use(of: compilation, linter, recording) else { return nil }
    self.linter = linter
    self.compilation = compilation
    self.recording = recording
    self.use = use
    files = DiskFiles(root: compilation.paths.first.map(Linter.folder) ?? "")
    known = Self.counts(compilation)
  }

  private static func use(of compilation: Compilation, _ linter: Linter, _ recording: Recording) -> PermissionUse? {
    guard let stack = compilation.asked(compilation.sources, linter) else { return nil }
    return PermissionUse(stack, recording, at: .local(stack.template, linter.options.deployment))
  }

  /// Findings by what they say: their places move when entries go.
  private static func counts(_ compilation: Compilation) -> [String: Int] {
    var counts: [String: Int] = [:]
    for finding in compilation.findings.diagnostics {
      counts["\(finding.rule.code) \(finding.message)", default: 0] += 1
    }
    return counts
  }

  /// Tries every entry: whether it can go, else whether it can be narrowed.
  public func run() -> Outcome {
    var accepted = GrantEdits(compilation.sources)
    var findings: [Diagnostic] = []
    for grant in use.grants where use.isOfFunctions(grant) {
      if let silence = use.notJudged(grant) {
        findings.append(silence)
        continue
      }
      var reason: String?
      if grant.isSeenWhole(by: use) {
        var without = accepted
        without.remove(grant)
        reason = fault(of: without)
        if reason == nil {
          accepted = without
          findings.append(use.unused(grant))
          continue
        }
      }
      if let narrowing = use.narrowing(of: grant) {
        var narrowed = accepted
        narrowed.narrow(by: narrowing.edits)
        if fault(of: narrowed) == nil {
          accepted = narrowed
          findings.append(use.wider(grant, narrowing))
        }
      } else if let reason, use.isUnused(grant) {
        findings.append(use.kept(grant, because: reason))
      }
    }
    let texts = texts(accepted)
    return Outcome(
      report: report(findings), texts: texts.map { ($0.file.path, $0.bytes) },
      patch: texts.map { UnifiedDiff($0.file, $0.bytes).text }.joined())
  }

  private func report(_ findings: [Diagnostic]) -> Report {
    Report(
      [Report.Part(findings, sources: compilation.sources, path: { compilation.path(at: $0) })],
      rules: TighteningRules.all, version: Product.version)
  }

  private func texts(_ edits: GrantEdits) -> [(file: SourceFile, bytes: [UInt8])] {
    guard let edits = edits.edits, !edits.isEmpty else { return [] }
    let all = Diagnostic(
      TighteningRules.all[0], "", at: edits[0].span, fixes: [Fix("", safe: true, edits: edits)])
    return FixApplier.apply([all], to: compilation.sources, reach: .safe).texts.compactMap { id, bytes in
      compilation.sources[id].map { ($0, bytes) }
    }
  }

  /// What speaks against edits; nil if nothing does.
  private func fault(of edits: GrantEdits) -> String? {
    let texts = texts(edits)
    guard !texts.isEmpty, let own = compilation.sources.files.first else { return "the text cannot take the change" }
    var overlay = FilesWithEdits(files)
    var file = own
    for (changed, bytes) in texts {
      if changed.path == own.path {
        file = SourceFile(path: own.path, bytes: bytes)
      } else {
        overlay.edits[changed.path] = bytes
      }
    }
    let next = linter.lint(file, files: overlay)
    var left = known
    for finding in next.findings.diagnostics {
      let key = "\(finding.rule.code) \(finding.message)"
      guard let count = left[key], count > 0 else { return "\(finding.message) [\(finding.rule.code)]" }
      left[key] = count - 1
    }
    guard let after = Self.use(of: next, linter, recording) else { return "the stack cannot be read" }
    let allowed = Set(after.replayed)
    guard let denied = use.replayed.first(where: { !allowed.contains($0) }) else { return nil }
    return "`\(denied.action)` on `\(denied.resource)`, which was recorded, is denied"
  }
}
