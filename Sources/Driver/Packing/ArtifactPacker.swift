import Source
import Template

/// Packs the code of a stack: each folder becomes a zip named by its content.
struct ArtifactPacker {
  /// The files around the stack.
  let files: DiskFiles

  /// A packed artifact.
  struct Packed {
    /// Name of the object: the hash of the content and the ending.
    let name: String
    let contents: [UInt8]
  }

  /// Why an artifact could not be packed.
  enum Failure: Error {
    case buildFailed(command: String, status: Int32)
    case unreadable(path: String)
    case tooManyFiles(path: String)
  }

  /// Packs one artifact. A zip or jar is taken as it is.
  func pack(_ artifact: Artifact) throws(Failure) -> Packed {
    if let build = artifact.build { try run(build.text) }
    guard artifact.parts.isEmpty else { return try pack(artifact.parts) }
    let path = artifact.path.text
    switch files.kind(of: path) {
    case .file:
      guard let contents = files.contents(of: path) else { throw .unreadable(path: path) }
      let ending = path.split(separator: ".").last.map { ".\($0)" } ?? ""
      return Packed(name: Self.name(of: contents) + ending, contents: contents)
    case .folder:
      let contents = try zip(path)
      return Packed(name: Self.name(of: contents) + ".zip", contents: contents)
    case nil: throw .unreadable(path: path)
    }
  }

  /// Half of the hash tells any two contents apart, and leaves names that people can read.
  private static func name(of contents: [UInt8]) -> String { String(SHA256.hex(of: contents).prefix(32)) }

  private func zip(_ folder: String) throws(Failure) -> [UInt8] {
    let ignore = IgnoreFile(
      files.contents(of: "\(folder)/.stackcignore").map { String(decoding: $0, as: UTF8.self) } ?? "")
    var archive = ZipArchive()
    let paths = list(folder, below: "", ignore: ignore)
    guard paths.count <= ZipArchive.mostEntries else { throw .tooManyFiles(path: folder) }
    for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let contents = files.contents(of: "\(folder)/\(path)") else { throw .unreadable(path: "\(folder)/\(path)") }
      archive.add(name: path, contents: contents, isExecutable: files.isExecutable("\(folder)/\(path)"))
    }
    return archive.finish()
  }

  /// An archive of single files, sorted by name.
  private func pack(_ parts: [Artifact.Part]) throws(Failure) -> Packed {
    var archive = ZipArchive()
    for part in parts.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      switch part {
      case .text(let name, let text): archive.add(name: name, contents: Array(text.utf8), isExecutable: false)
      case .file(let name, let path):
        guard let contents = files.contents(of: path.text) else { throw .unreadable(path: path.text) }
        archive.add(name: name, contents: contents, isExecutable: false)
      }
    }
    let contents = archive.finish()
    return Packed(name: Self.name(of: contents) + ".zip", contents: contents)
  }

  private func list(_ folder: String, below prefix: String, ignore: IgnoreFile) -> [String] {
    // Deeper folders are a circle of links.
    guard prefix.split(separator: "/").count < 64 else { return [] }
    var found: [String] = []
    for name in files.names(in: prefix.isEmpty ? folder : "\(folder)/\(prefix)") {
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      let kind = files.kind(of: "\(folder)/\(path)")
      guard let kind, !ignore.leavesOut(path, isFolder: kind == .folder) else { continue }
      switch kind {
      case .folder: if !isOutput("\(folder)/\(path)") { found += list(folder, below: path, ignore: ignore) }
      case .file: found.append(path)
      }
    }
    return found
  }

  /// Whether a folder is what a build of a stack wrote: where the code is the stack's own folder, each build would hold the
  /// one before.
  private func isOutput(_ folder: String) -> Bool {
    files.kind(of: "\(folder)/template.json") == .file && files.kind(of: "\(folder)/wiring.json") == .file
  }

  private func run(_ command: String) throws(Failure) {
    let status = Shell.run(command, in: files.systemPath(""))
    if status != 0 { throw .buildFailed(command: command, status: status) }
  }
}
