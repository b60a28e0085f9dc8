import Diagnostics
import Frontends
import Source
import Template
import Validators
import YAML

/// A stack on its way through the phases. Each is called once, in the order in which they stand here.
struct StackCompilation {
  private let input: Compiler.Input
  private let options: CompileOptions
  private var sources: SourceMap
  private var trees: [SyntaxTree] = []
  private var template: StackTemplate?
  /// What the checks may look at; nil for what has no template.
  private(set) var context: CheckContext?
  /// What came of a file that is a policy alone.
  private var policy: Compilation?

  /// What was found in the text, in files that it includes, by the front end and by the checks.
  private var findings = (text: Findings(), included: Findings(), lowering: Findings(), checks: Findings())

  init(_ input: Compiler.Input, _ options: CompileOptions, _ sources: SourceMap) {
    self.input = input
    self.options = options
    self.sources = sources
  }

  /// Text to nodes.
  mutating func read() {
    let id = sources.add(input.file)
    policy = PolicyFile.compile(input.file, id, options.policyKind, sources)
    if policy == nil { trees = [SyntaxTree.parse(input.file, id: id, into: &findings.text)] }
  }

  /// Nodes to a template, as its language has it.
  mutating func lower() {
    guard let tree = trees.first, tree.isComplete, tree.root != nil else { return }
    let files = input.files
    var (sources, trees, included, lowering) = (self.sources, self.trees, Findings(), Findings())
    /// Opens a file that the stack includes.
    func open(_ path: String) -> SyntaxTree? {
      guard let bytes = files.contents(of: path) else { return nil }
      let file = SourceFile(path: files.displayPath(path), bytes: bytes)
      let tree = SyntaxTree.parse(file, id: sources.add(file), into: &included)
      trees.append(tree)
      return tree
    }
    if CloudFormationFile.isTemplate(tree) {
      let includes = input.file.holds("AWS::Include")
      template = CloudFormationFile.lower(tree, open: includes ? open : nil, into: &lowering)
    } else {
      template = StackFile.lower(tree, files: files, open: open, into: &lowering)
    }
    (self.sources, self.trees, findings.included, findings.lowering) = (sources, trees, included, lowering)
  }

  /// What a template's language leaves to be made of it: SAM's transform, and code that lies in folders, which raw resources of
  /// a stack file may name, too.
  mutating func transform() {
    guard let lowered = template else { return }
    guard lowered.isWrittenAsTemplate else {
      template = LocalCode(input.files).take(lowered, into: &findings.lowering)
      return
    }
    NestedStacks(input.files).check(lowered, into: &findings.lowering)
    let transformed = SAMTransform.expand(lowered, for: samDeployment, into: &findings.lowering)
    let whole = LocalCode(input.files).take(transformed, into: &findings.lowering)
    CloudFormationFile.tellUnexpanded(whole, into: &findings.lowering)
    template = whole
  }

  /// Gets a template ready to be checked.
  mutating func prepare() {
    guard let template else { return }
    let context = CheckContext(
      template: template, sources: sources, files: input.files, today: options.today, deployment: options.deployment,
      incomplete: template.resources(touchedBy: findings.lowering).union(template.includedParts.map(\.resource))
    ).readingHandlers
    sources = context.sources
    self.context = context
  }

  /// Takes what the checks found. They are done with the template.
  mutating func take(_ checks: Findings) {
    findings.checks = checks
    context = nil
  }

  /// What came of it.
  var finished: Compilation {
    var compilation = policy ?? Compilation(sources: sources, trees: trees, template: template, findings: found)
    compilation.finish()
    return compilation
  }

  private var found: Findings {
    var found = findings.text
    found.append(findings.included)
    found.append(findings.lowering)
    found.append(findings.checks.without(consequencesOf: findings.lowering))
    return found
  }

  /// What SAM's transform is told of a deployment.
  private var samDeployment: SAMDeployment {
    let deployment = options.deployment
    var told = SAMDeployment(
      region: deployment.region, partition: deployment.partition, parameters: deployment.parameters)
    told.contents = options.contents
    return told
  }
}

extension StackTemplate {
  /// The resources of which something was written wrong.
  fileprivate func resources(touchedBy findings: Findings) -> Set<String> {
    let faults = findings.diagnostics.filter { $0.severity == .error }.map(\.span).sorted()
    guard !faults.isEmpty else { return [] }
    return Set(resources.filter { Self.holds($0.extent, oneOf: faults) }.map(\.logicalID))
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
}
