public import Diagnostics
public import Source
public import Template
public import YAML

/// One stack, compiled: what came of it and what was found.
public struct Compilation: Sendable {
  /// The texts that were read, the stack's own first.
  public var sources: SourceMap
  /// Their trees, by position in ``sources``.
  public var trees: [SyntaxTree]
  /// The template; nil if the file could not be read as YAML.
  public var template: StackTemplate?
  /// What was found, in order of place.
  public var findings: Findings
  /// How many findings a comment in the source left out.
  public var suppressed = 0

  /// Gathers what came of a file.
  public init(
    sources: SourceMap, trees: [SyntaxTree], template: StackTemplate?, findings: Findings, suppressed: Int = 0
  ) {
    self.sources = sources
    self.trees = trees
    self.template = template
    self.findings = findings
    self.suppressed = suppressed
  }

  /// Whether nothing was found that AWS would reject.
  public var isDeployable: Bool { template != nil && !findings.contains(atLeast: .error) }

  /// The files that were read, as they were named, the stack's own first.
  public var paths: [String] { sources.files.map(\.path) }

  /// The key path of a place, from its document's root.
  public func path(at span: Span) -> [KeyPathElement] {
    trees.first { $0.source == span.source }?.path(at: span) ?? []
  }
}
