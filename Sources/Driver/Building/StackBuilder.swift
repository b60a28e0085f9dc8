import Diagnostics
import Emitters
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
    var outputs: [Output] = []
    let packer = ArtifactPacker(files: files)
    for (index, artifact) in template.artifacts.enumerated() {
      do {
        let packed = try packer.pack(artifact)
        template.setObjectName(packed.name, ofArtifact: index)
        Checks.judgePackage(artifact, bytes: packed.contents.count, into: &compilation.findings)
        if !outputs.contains(where: { $0.path == "code/\(packed.name)" }), products.contains(.code) {
          outputs.append(Output(path: "code/\(packed.name)", contents: packed.contents))
        }
      } catch {
        compilation.findings.report(.cannotPack(artifact, error))
      }
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
