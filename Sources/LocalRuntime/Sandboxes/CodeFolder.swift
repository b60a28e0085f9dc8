import Foundation
import Wiring

/// Finds or makes the folder that a function's code runs in.
struct CodeFolder: Sendable {
  let settings: SandboxSettings
  let interpreters: Interpreters
  let run: RunPlan

  /// The folder: the stack's own, so that an edit is seen at once; for code in the template or in a zip, one made for it.
  func folder(of function: FunctionPlan) async throws(StartFault) -> String {
    let made = "\(settings.scratch)/code/\(function.name)"
    if let source = function.inlineCode {
      // "AWS CloudFormation User Guide", AWS::Lambda::Function Code, ZipFile: the file is named `index`.
      let name = (function.runtime ?? "").hasPrefix("nodejs") ? "index.js" : "index.py"
      _ = try Self.write(Array(source.utf8), as: name, in: made)
      return made
    }
    guard let code = function.code else {
      throw StartFault("the plan has no code for this function", help: ["its code is not on this machine"])
    }
    let path = Self.absolute(code, in: run.folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw StartFault(
        "there is no `\(path)`",
        help: [function.build.map { "`\($0)` produces it" } ?? "`code` names the folder of the handler"])
    }
    if isFolder.boolValue { return path }
    try await unpack(path, to: made)
    return made
  }

  private func unpack(_ archive: String, to folder: String) async throws(StartFault) {
    guard let unzip = await interpreters.find("unzip") else {
      throw StartFault("there is no `unzip` on `PATH` to unpack `\(archive)`", help: ["install it, or use a folder"])
    }
    try? FileManager.default.removeItem(atPath: folder)
    try Self.make(folder)
    let result = try? await interpreters.output(of: unzip, ["-q", archive, "-d", folder])
    guard result?.0 == .exited(0) else {
      throw StartFault("`\(archive)` cannot be unpacked: \(result?.1.split(separator: "\n").first ?? "unzip failed")")
    }
  }

  /// A path of the stack file as an absolute one.
  static func absolute(_ path: String, in folder: String) -> String {
    let joined = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    let base = joined.hasPrefix("/") ? joined : "\(FileManager.default.currentDirectoryPath)/\(joined)"
    return URL(fileURLWithPath: base).standardizedFileURL.path
  }

  /// Writes a file and its folder.
  static func write(_ bytes: [UInt8], as name: String, in folder: String) throws(StartFault) -> String {
    try make(folder)
    let path = "\(folder)/\(name)"
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw StartFault("`\(path)` cannot be written: \(error.localizedDescription)")
    }
    return path
  }

  private static func make(_ folder: String) throws(StartFault) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StartFault("`\(folder)` cannot be made: \(error.localizedDescription)")
    }
  }
}
