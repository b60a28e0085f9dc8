import Diagnostics
import Emitters
import Frontends
import Source
import Template
import Validators

/// Makes the outputs of a stack: the template, the wiring plan, the packed code.
public struct StackBuilder: Sendable {
  /// One file of the output folder.
  public struct Output: Sendable {
    /// Path below the output folder.
    public let path: String
    /// Its bytes.
    public let contents: [UInt8]
  }

  /// What can be made.
  public enum Product: String, Sendable, CaseIterable {
    /// `template.json`: CloudFormation.
    case template
    /// `wiring.json`: the local wiring plan.
    case wiring
    /// `code/`: the packed code.
    case code
  }

  private let files: DiskFiles

  /// Makes a builder for a stack in a folder.
  public init(folder: String) { files = DiskFiles(root: folder) }

  /// The outputs of a compilation, in a fixed order. What cannot be packed is added to the findings.
  public func build(
    _ compilation: inout Compilation, products: Set<Product>, options: CompileOptions
  ) -> [Output] {
    guard var template = compilation.template else { return [] }
    for name in template.assumed { compilation.findings.report(.valueNotKnown(name)) }
    guard template.assumed.isEmpty else { return [] }
    var outputs: [Output] = []
    let names = pack(template.artifacts, products, &compilation.findings, &outputs)
    template = knowing(names, compilation, template, options)
    for (index, name) in names.enumerated() {
      if let name { template.setObjectName(name, ofArtifact: index) }
    }
    compilation.template = template
    if products.contains(.template) {
      let bytes = CloudFormationEmitter(template).bytes
      let context = CheckContext(
        template: template, sources: compilation.sources, files: files, today: options.today,
        deployment: options.deployment)
      context.judgeTemplate(bytes: bytes.count, into: &compilation.findings)
      outputs.append(Output(path: "template.json", contents: bytes))
    }
    if products.contains(.wiring) {
      // Names relative to the stack's folder: the plan is the same wherever it is built.
      let sources = compilation.sources.relative(to: files.root)
      let plan = WiringPlanEmitter(template, sources: sources, deployment: options.deployment)
      outputs.append(Output(path: "wiring.json", contents: plan.bytes))
    }
    compilation.findings = compilation.findings.citingLimits
    return outputs
  }

  /// The names of the packed artifacts; nil for what cannot be packed, which is told.
  private func pack(
    _ artifacts: [Artifact], _ products: Set<Product>, _ findings: inout Findings, _ outputs: inout [Output]
  ) -> [String?] {
    let packer = ArtifactPacker(files: files)
    return artifacts.map { artifact in
      do throws(ArtifactPacker.Failure) {
        let packed = try packer.pack(artifact)
        Checks.judgePackage(artifact, bytes: packed.contents.count, into: &findings)
        if !outputs.contains(where: { $0.path == "code/\(packed.name)" }), products.contains(.code) {
          outputs.append(Output(path: "code/\(packed.name)", contents: packed.contents))
        }
        return packed.name
      } catch {
        findings.report(.cannotPack(artifact, error))
        return nil
      }
    }
  }

  /// The template, transformed anew where ids follow from what the code is: a layer and a published version that kept theirs
  /// would not be replaced when the code changes.
  private func knowing(
    _ names: [String?], _ compilation: Compilation, _ template: StackTemplate, _ options: CompileOptions
  ) -> StackTemplate {
    guard template.isWrittenAsTemplate, let file = compilation.sources.files.first else { return template }
    var options = options
    for case (let artifact, let name?) in zip(template.artifacts, names) { options.contents[artifact.path.text] = name }
    guard !options.contents.isEmpty else { return template }
    let again = Compiler.compile(file, files: files, options: options).template
    guard let again, again.artifacts.count == template.artifacts.count else { return template }
    return again
  }
}

extension Rule {
  static let cannotPack = Rule(
    "STK214", "cannot-pack", .error, "code that cannot be packed",
    why:
      "Without its code a function cannot be deployed. Either the command of `build:` failed, or a file cannot be read.",
    examples: [
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"])
    ])
}

extension Diagnostic {
  static func cannotPack(_ artifact: Artifact, _ failure: ArtifactPacker.Failure) -> Diagnostic {
    switch failure {
    case .buildFailed(let command, let status):
      Diagnostic(
        .cannotPack, "`\(command)` ended with status \(status)", at: artifact.build?.span ?? artifact.path.span)
    case .unreadable(let path): Diagnostic(.cannotPack, "`\(path)` cannot be read", at: artifact.path.span)
    case .tooManyFiles(let path):
      Diagnostic(.cannotPack, "`\(path)` holds more than \(ZipArchive.mostEntries) files", at: artifact.path.span)
    }
  }
}
