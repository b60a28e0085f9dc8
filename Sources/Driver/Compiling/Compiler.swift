import Diagnostics
import Frontends
public import Source
import Template
import Validators
import YAML

/// The phases, in order: text, nodes, template, checks. Touches no disk but through `files`.
public enum Compiler {
  /// Compiles a stack. Never fails: what could be understood is there, and the rest is in the findings.
  ///
  /// The files that are read are added to `sources`, so that several stacks can be reported together.
  public static func compile(
    _ file: SourceFile, files: any ProjectFiles, options: CompileOptions, sources: SourceMap = SourceMap()
  ) -> Compilation {
    var sources = sources
    var findings = Findings()
    let id = sources.add(file)
    if let compilation = PolicyFile.compile(file, id, options.policyKind, sources) { return suppressing(compilation) }
    var trees = [SyntaxTree.parse(file, id: id, into: &findings)]
    guard trees[0].isComplete, trees[0].root != nil else {
      return suppressing(Compilation(sources: sources, trees: trees, template: nil, findings: findings))
    }
    var lowering = Findings()
    var included = Findings()
    let template: StackTemplate
    /// Opens a file that the stack includes.
    func open(_ path: String) -> SyntaxTree? {
      guard let bytes = files.contents(of: path) else { return nil }
      let file = SourceFile(path: files.displayPath(path), bytes: bytes)
      let tree = SyntaxTree.parse(file, id: sources.add(file), into: &included)
      trees.append(tree)
      return tree
    }
    if CloudFormationFile.isTemplate(trees[0]) {
      let written = CloudFormationFile.lower(trees[0], open: file.holds("AWS::Include") ? open : nil, into: &lowering)
      NestedStacks(files).check(written, into: &lowering)
      let transformed = SAMTransform.expand(written, for: samDeployment(options), into: &lowering)
      template = LocalCode(files).take(transformed, into: &lowering)
      CloudFormationFile.tellUnexpanded(template, into: &lowering)
    } else {
      let lowered = StackFile.lower(trees[0], files: files, open: open, into: &lowering)
      // Raw resources may name their code by a path, too.
      template = LocalCode(files).take(lowered, into: &lowering)
    }
    let context = CheckContext(
      template: template, sources: sources, files: files, today: options.today, deployment: options.deployment,
      incomplete: incomplete(template, lowering)
    ).readingHandlers
    sources = context.sources
    var checks = Findings()
    Checks.run(context, into: &checks)
    findings.append(included)
    findings.append(lowering)
    findings.append(checks.without(consequencesOf: lowering))
    return suppressing(Compilation(sources: sources, trees: trees, template: template, findings: findings))
  }

  /// What SAM's transform is told of a deployment.
  private static func samDeployment(_ options: CompileOptions) -> SAMDeployment {
    let deployment = options.deployment
    var told = SAMDeployment(
      region: deployment.region, partition: deployment.partition, parameters: deployment.parameters)
    told.contents = options.contents
    return told
  }

  /// Orders what was found, and leaves out what comments in the sources name.
  private static func suppressing(_ compilation: Compilation) -> Compilation {
    var compilation = compilation
    compilation.findings.sort()
    compilation.findings = compilation.findings.withoutRepetition.citingLimits
    if let template = compilation.template, template.isWrittenAsTemplate {
      let unwanted = CfnLintSuppressions(template)
      var kept = Findings()
      for finding in compilation.findings.diagnostics {
        if unwanted.cover(finding) { compilation.suppressed += 1 } else { kept.report(finding) }
      }
      compilation.findings = kept
    }
    // Few files have such a comment, and looking for comments costs a walk over the whole tree.
    let trees = compilation.trees.filter { compilation.sources[$0.source]?.mentionsProgram == true }
    let handlers = HandlerComments.of(compilation)
    guard !trees.isEmpty || !handlers.isEmpty else { return compilation }
    let comments = trees.flatMap { $0.comments() }.map { SourceComment($0.span, text: $0.text) } + handlers
    let outcome = Suppressions(comments, in: compilation.sources, rules: Catalogue.compilerRules)
      .apply(to: compilation.findings)
    compilation.findings = outcome.findings
    compilation.suppressed += outcome.suppressed
    return compilation
  }

  /// The resources of which something was written wrong.
  private static func incomplete(_ template: StackTemplate, _ findings: Findings) -> Set<String> {
    let faults = findings.diagnostics.filter { $0.severity == .error }.map(\.span).sorted()
    guard !faults.isEmpty else { return [] }
    return Set(template.resources.filter { holds($0.extent, oneOf: faults) }.map(\.logicalID))
  }

  /// Whether a fault begins in an extent; the faults are sorted.
  private static func holds(_ extent: Span, oneOf faults: [Span]) -> Bool {
    var low = 0
    var high = faults.count
    while low < high {
      let middle = (low + high) / 2
      if faults[middle] < Span(extent.source, Int(extent.start), Int(extent.start)) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < faults.count && faults[low].source == extent.source && faults[low].start < extent.end
  }
}

extension Findings {
  /// The findings that do not stand on a place already found wrong: one fault is reported once.
  fileprivate func without(consequencesOf earlier: Findings) -> Findings {
    let faults = Set(earlier.diagnostics.map(\.span))
    var kept = Findings()
    for diagnostic in diagnostics where !faults.contains(diagnostic.span) { kept.report(diagnostic) }
    return kept
  }

  /// The findings without those that say the same of the same place again; the order stays.
  fileprivate var withoutRepetition: Findings {
    struct Key: Hashable {
      let code: String
      let span: Span
      let message: String
    }
    var seen: Set<Key> = []
    var kept = Findings()
    for diagnostic in diagnostics {
      let key = Key(code: diagnostic.rule.code, span: diagnostic.span, message: diagnostic.message)
      if seen.insert(key).inserted { kept.report(diagnostic) }
    }
    return kept
  }
}

extension SourceFile {
  /// Whether the text holds `stackc` and a colon after it, as a comment for the compiler does.
  var mentionsProgram: Bool {
    guard holds("stackc") else { return false }
    let name = Array("stackc".utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while let found = bytes.position(of: name[0], from: start) {
        start = found + 1
        guard bytes[found...].starts(with: name) else { continue }
        let rest = bytes[(found + name.count)...].drop { $0 == 0x20 || $0 == 0x09 }
        if rest.first == UInt8(ascii: ":") { return true }
      }
      return false
    }
  }
}
