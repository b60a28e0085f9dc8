import Denials
public import Diagnostics
import Questions
public import Source
import Template
import YAML

/// An error that was pasted, explained: by itself, or by the stack that it is about.
public struct PastedError: Sendable {
  /// The answer.
  public let finding: Diagnostic
  /// The texts that it stands in.
  public let sources: SourceMap
  /// Whether the stack says something of it.
  public let isOfStack: Bool
  private let path: @Sendable (Span) -> [KeyPathElement]

  /// How the message is called in the answer.
  public static let messageName = "message"

  /// Reads a message; nil if nothing in it says that a call was refused.
  public init?(_ text: String, stack compilation: Compilation?, _ linter: Linter) {
    let file = SourceFile(path: Self.messageName, text: text)
    var sources = compilation?.sources ?? SourceMap()
    let id = sources.add(file)
    guard let denial = Denial(reading: file, id: id) else { return nil }
    self.sources = sources
    if let compilation, let stack = compilation.asked(sources, linter) {
      let traced = TracedDenial(denial, in: stack)
      finding = traced.finding
      isOfStack = traced.isOfStack
      path = { compilation.path(at: $0) }
    } else {
      finding = denial.finding
      isOfStack = false
      path = { _ in [] }
    }
  }

  /// The answer as a report.
  public var report: Report {
    Report([Report.Part([finding], sources: sources, path: path)], rules: DenialRules.all, version: Product.version)
  }
}

extension Compilation {
  /// The stack as questions take it; nil if the file could not be read. `sources` may hold more than the stack's texts.
  func asked(_ sources: SourceMap, _ linter: Linter) -> AskedStack? {
    guard let template else { return nil }
    let folder = paths.first.map(Linter.folder) ?? ""
    return AskedStack(
      template: template, sources: sources, trees: trees, files: DiskFiles(root: folder), today: linter.today,
      deployment: linter.options.deployment)
  }
}
