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
    var trees = [SyntaxTree.parse(file, id: id, into: &findings)]
    guard trees[0].isComplete, trees[0].root != nil else {
      findings.sort()
      return Compilation(sources: sources, trees: trees, template: nil, findings: findings)
    }
    var lowering = Findings()
    var included = Findings()
    let template = StackFile.lower(
      trees[0], files: files,
      open: { path in
        guard let bytes = files.contents(of: path) else { return nil }
        let file = SourceFile(path: files.displayPath(path), bytes: bytes)
        let tree = SyntaxTree.parse(file, id: sources.add(file), into: &included)
        trees.append(tree)
        return tree
      }, into: &lowering)
    let context = CheckContext(
      template: template, sources: sources, files: files, today: options.today, deployment: options.deployment,
      incomplete: incomplete(template, lowering))
    var checks = Findings()
    Checks.run(context, into: &checks)
    findings.append(included)
    findings.append(lowering)
    findings.append(checks.without(consequencesOf: lowering))
    findings.sort()
    return Compilation(sources: sources, trees: trees, template: template, findings: findings.withoutRepetition)
  }

  /// The resources of which something was written wrong.
  private static func incomplete(_ template: StackTemplate, _ findings: Findings) -> Set<String> {
    let faults = findings.diagnostics.filter { $0.severity == .error }.map(\.span)
    guard !faults.isEmpty else { return [] }
    return Set(
      template.resources.filter { resource in
        faults.contains { $0.source == resource.extent.source && resource.extent.range.contains(Int($0.start)) }
      }.map(\.logicalID))
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
