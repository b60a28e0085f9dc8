import Diagnostics
import Emitters
import Source
import Template

/// The wiring plan of a stack as a local run takes it, on the disk.
public struct LocalPlan: Sendable {
  /// The folder beside the stack file that holds the plan, the messages and who runs.
  public static let stateFolder = ".stackc"
  /// Name of the plan in it.
  public static let fileName = "wiring.json"

  /// The stack's folder; empty for the current one.
  public let folder: String

  /// Takes a stack's folder.
  public init(folder: String) { self.folder = folder }

  /// The folder of the run's state.
  public var state: String { folder.isEmpty ? Self.stateFolder : "\(folder)/\(Self.stateFolder)" }

  /// Path of the plan.
  public var path: String { "\(state)/\(Self.fileName)" }

  /// Whether a file is a plan, and not a stack in JSON: it says of which version it is.
  public static func isPlan(_ path: String) -> Bool {
    guard path.hasSuffix(".json"), let bytes = DiskFiles(root: "").contents(of: path),
      let datum = try? Datum(json: SourceFile(path: path, bytes: bytes), id: SourceID(0))
    else { return false }
    return datum["version"] != nil && datum["Resources"] == nil
  }

  /// Whether a stack can run. Faults that AWS would reject stop it; a permission that is missing does not, since the run
  /// shows what it leads to.
  public static func canRun(_ compilation: Compilation) -> Bool {
    compilation.template != nil
      && !compilation.findings.diagnostics.contains { finding in
        finding.severity == .error && !permissions.contains { finding.rule.code.hasPrefix($0) }
      }
  }

  /// The rules of missing permissions: all of `STK7`, those of the roles of machines, services and subscribers, and that of the
  /// calls in handlers' code.
  private static let permissions = ["STK7", "STK650", "STK651", "STK660", "STK860"]

  /// Runs the commands of `build:`, makes the plan, and puts it in place as a whole. What cannot be built is added to the
  /// findings.
  ///
  /// - Returns: Whether the plan was written.
  public func write(_ compilation: inout Compilation, options: CompileOptions) throws(OutputFolder.Failure) -> Bool {
    guard let template = compilation.template else { return false }
    let files = DiskFiles(root: folder)
    var commands: Set<String> = []
    // What is put together from parts runs in AWS alone.
    for artifact in template.artifacts where artifact.parts.isEmpty {
      guard let build = artifact.build, commands.insert(build.text).inserted else { continue }
      let status = Shell.run(build.text, in: files.systemPath(""))
      guard status != 0 else { continue }
      compilation.findings.report(.cannotPack(artifact, .buildFailed(command: build.text, status: status)))
      return false
    }
    let plan = WiringPlanEmitter(
      template, sources: compilation.sources.relative(to: files.root), deployment: options.deployment)
    // What a run leaves behind is nobody's source.
    try OutputFolder.replace("\(state)/.gitignore", with: Array("*\n".utf8))
    try OutputFolder.replace(path, with: plan.bytes)
    return true
  }
}
