import Foundation
import Wiring

/// How to start an environment of a function: everything but what differs from one environment to the next.
struct Launch: Sendable {
  /// Absolute path of the program.
  var executable: String
  /// Its arguments.
  var arguments: [String]
  /// The folder of the code: `LAMBDA_TASK_ROOT`, and where it starts.
  var taskRoot: String
  /// The environment.
  var environment: [(name: String, value: String)]
  /// What AWS does otherwise with this function, for the terminal.
  var remark: String?
}

/// Works out how functions start.
struct Launcher: Sendable {
  let settings: SandboxSettings
  let interpreters: Interpreters
  let run: RunPlan

  /// How a function starts.
  func launch(_ function: FunctionPlan) async throws(StartFault) -> Launch {
    let runtime = function.runtime ?? ""
    let root = try await CodeFolder(settings: settings, interpreters: interpreters, run: run).folder(of: function)
    var launch = Launch(executable: "", arguments: [], taskRoot: root, environment: [], remark: nil)
    let layers = layerFolders(of: function)
    switch true {
    case runtime.hasPrefix("python"):
      let python = try await interpreters.python(for: runtime)
      launch.executable = python.path
      launch.arguments = [try bootstrap("python.py", PackageResources.python_py), function.handler ?? ""]
      launch.remark = remark("Python", python.version, runtime.dropFirst("python".count))
    case runtime.hasPrefix("nodejs"):
      let node = try await interpreters.node(for: runtime)
      launch.executable = node.path
      launch.arguments = [try bootstrap("node.mjs", PackageResources.node_mjs), function.handler ?? ""]
      launch.remark = remark("Node.js", node.version, runtime.dropFirst("nodejs".count).prefix { $0 != "." })
    case runtime.hasPrefix("provided"):
      let candidates = ([root] + layers).map { "\($0)/bootstrap" }
      guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else {
        throw StartFault(
          "couldn't find valid bootstrap(s): [\(candidates.joined(separator: " "))]",
          help: ["`\(runtime)` starts the executable file `bootstrap` in the folder of the code"])
      }
      launch.executable = path
    default:
      throw StartFault(
        "`\(runtime)` does not run here",
        help: ["Python, Node.js and `provided` runtimes do; deploy the function to try it"])
    }
    launch.environment = environment(of: function, root: root, layers: layers)
    return launch
  }

  private func remark(_ language: String, _ here: String, _ there: some StringProtocol) -> String? {
    here == there ? nil : "runs on \(language) \(here); AWS runs \(there)"
  }

  /// Layers in place: `/opt` cannot be mounted for one process without privileges, so that their parts are put on the search
  /// paths that AWS documents for `/opt` (Lambda Developer Guide, "Packaging your layer content"). A handler that opens
  /// `/opt/…` itself does not find it here.
  private func layerFolders(of function: FunctionPlan) -> [String] {
    function.layers.compactMap { arn in
      run.plan.layers.first { $0.arn == arn }?.code.map { CodeFolder.absolute($0, in: run.folder) }
    }
  }

  private func environment(
    of function: FunctionPlan, root: String, layers: [String]
  ) -> [(name: String, value: String)] {
    func paths(_ parts: [String], _ more: [String] = []) -> String {
      (layers.flatMap { layer in parts.map { "\(layer)/\($0)" } } + more).joined(separator: ":")
    }
    let runtime = function.runtime ?? ""
    var values: [(name: String, value: String)] = [
      ("_HANDLER", function.handler ?? ""),
      ("AWS_EXECUTION_ENV", "AWS_Lambda_\(runtime)"),
      ("AWS_REGION", run.plan.region), ("AWS_DEFAULT_REGION", run.plan.region),
      ("AWS_LAMBDA_FUNCTION_NAME", function.name),
      ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "\(function.memory)"),
      ("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup),
      ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
      ("AWS_ENDPOINT_URL", run.edge),
      // No instance metadata and no files of a person's: only the role's credentials may be found.
      ("AWS_EC2_METADATA_DISABLED", "true"),
      ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
      ("LAMBDA_TASK_ROOT", root), ("LAMBDA_RUNTIME_DIR", settings.scratch),
      ("TZ", ":UTC"), ("LANG", "en_US.UTF-8"), ("HOME", settings.home),
      ("PATH", paths(["bin"], [settings.path])),
      ("LD_LIBRARY_PATH", paths(["lib"], [root, "\(root)/lib"])),
      ("SWIFT_BACKTRACE", "enable=no"), (Guard.variable, settings.run),
    ]
    if runtime.hasPrefix("python") {
      values.append(("PYTHONPATH", paths(["python", "python/lib/\(runtime)/site-packages"], [root])))
    }
    if runtime.hasPrefix("nodejs") {
      let major = runtime.dropFirst("nodejs".count).prefix { $0 != "." }
      values.append(("NODE_PATH", paths(["nodejs/node_modules", "nodejs/node\(major)/node_modules"], [])))
    }
    // The function's own win over all but the reserved ones, which AWS refuses at creation.
    for own in function.environment.items {
      values.removeAll { $0.name == own.name }
      values.append((own.name, own.value))
    }
    return values
  }

  /// A bootstrap as a file.
  private func bootstrap(_ name: String, _ bytes: [UInt8]) throws(StartFault) -> String {
    try CodeFolder.write(bytes, as: name, in: settings.scratch)
  }
}
