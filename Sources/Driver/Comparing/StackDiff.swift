public import Diagnostics
import Policy
import Questions
import Source
import Template
import YAML

/// Two stacks, compared: `stackc diff OLD NEW`.
public struct StackDiff: Sendable {
  let comparison: StackComparison
  private let sources: SourceMap
  private let compilations: [Compilation]
  /// What must be known to judge the comparison, one line each: errors that stand in a stack, macros of which only AWS knows.
  public let remarks: [String]

  /// What to compare.
  public enum Part: String, Sendable, CaseIterable {
    case resources, permissions
  }

  /// Why two stacks cannot be compared.
  public struct Refusal: Error {
    /// What is wrong, in one line.
    public let message: String
    /// What stands in the file that cannot be used; nil if it cannot be read at all.
    public let report: Report?
  }

  /// Reads and compares two files, of which one may be `-`, standard input.
  public init(
    _ old: String, _ new: String, only part: Part? = nil, _ linter: Linter
  ) throws(Refusal) {
    guard old != "-" || new != "-" else {
      throw Refusal(message: "standard input is one file: name the other", report: nil)
    }
    let before = try Self.compile(old, beside: new, linter, SourceMap())
    let after = try Self.compile(new, beside: old, linter, before.sources)
    guard let oldStack = Self.asked(before, after.sources, old, beside: new, linter),
      let newStack = Self.asked(after, after.sources, new, beside: old, linter)
    else { throw Refusal(message: "`\(old)` and `\(new)` are no stacks", report: nil) }
    comparison = StackComparison(oldStack, newStack, only: part.flatMap { .init(rawValue: $0.rawValue) })
    sources = after.sources
    compilations = [before, after]
    remarks = zip([old, new], compilations).flatMap { Self.remarks($0, $1) }
  }

  /// Whether nothing changes.
  public var isEmpty: Bool { comparison.isEmpty }

  /// The changes as a report, each where it is written.
  public var report: Report {
    let compilations = compilations
    return Report(
      [
        Report.Part(comparison.findings, sources: sources) { span in
          compilations.lazy.compactMap { $0.trees.first { $0.source == span.source }?.path(at: span) }.first ?? []
        }
      ], rules: ComparisonRules.all, version: Product.version)
  }

  /// The changes as JSON (`Docs/diff.md`).
  public var json: String { comparison.json(sources) }
}

extension StackDiff {
  /// The folder of a file; of standard input that of the file it is compared with.
  private static func folder(_ path: String, beside other: String) -> String {
    Linter.folder(of: path == "-" ? other : path)
  }

  private static func compile(
    _ path: String, beside other: String, _ linter: Linter, _ sources: SourceMap
  ) throws(Refusal) -> Compilation {
    guard let bytes = path == "-" ? StandardInput.readAll() : DiskFiles(root: "").contents(of: path) else {
      throw Refusal(message: "`\(path)` cannot be read", report: nil)
    }
    let files = DiskFiles(root: folder(path, beside: other))
    let compilation = Compiler.compile(
      SourceFile(path: path, bytes: bytes), files: files, options: linter.options, sources: sources)
    let unread = compilation.findings.diagnostics.filter { $0.severity == .error && $0.rule.isOfReading }
    guard compilation.template != nil, unread.isEmpty else {
      let part = Report.Part(unread, sources: compilation.sources, path: { compilation.path(at: $0) })
      throw Refusal(
        message: "`\(path)` cannot be compared" + (unread.isEmpty ? ": it is no stack" : ": mend it first"),
        report: unread.isEmpty ? nil : Report([part], rules: Catalogue.compilerRules, version: Product.version))
    }
    return compilation
  }

  private static func asked(
    _ compilation: Compilation, _ sources: SourceMap, _ path: String, beside other: String, _ linter: Linter
  ) -> AskedStack? {
    guard var template = compilation.template else { return nil }
    let files = DiskFiles(root: folder(path, beside: other))
    let packer = ArtifactPacker(files: files)
    for (index, artifact) in template.artifacts.enumerated() where artifact.build == nil {
      // Code that is not there is no change of the stack; `stackc build` tells of it.
      if let packed = try? packer.pack(artifact) { template.setObjectName(packed.name, ofArtifact: index) }
    }
    return AskedStack(
      template: template, sources: sources, trees: compilation.trees, files: files, today: linter.today,
      deployment: linter.options.deployment)
  }

  private static func remarks(_ path: String, _ compilation: Compilation) -> [String] {
    var remarks: [String] = []
    let errors = compilation.findings.diagnostics.count { $0.severity == .error }
    if errors > 0 {
      remarks.append("`\(path)` has \(errors) error\(errors == 1 ? "" : "s") (`stackc lint`), and is compared as it is")
    }
    for transform in compilation.template?.leftTransforms ?? [] {
      remarks.append("only AWS knows what the transform `\(transform.text)` makes of `\(path)`")
    }
    return remarks
  }
}

extension Rule {
  /// Whether its faults leave something of a file unread: those of YAML and of the language.
  fileprivate var isOfReading: Bool { code.hasPrefix("STK1") || code.hasPrefix("STK2") }
}
