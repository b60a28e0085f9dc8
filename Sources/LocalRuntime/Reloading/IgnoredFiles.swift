/// Files that change without anybody having changed a program: what tools keep beside it.
enum IgnoredFiles {
  private static let folders: Set<Substring> = [
    ".git", ".hg", ".svn", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".idea", ".vscode", ".stackc",
  ]
  private static let files: Set<Substring> = [".DS_Store", "4913"]
  private static let endings = [".pyc", ".pyo", ".swp", ".swo", ".swx", "~", "___jb_tmp___", "___jb_old___"]
  private static let beginnings = [".#", "#", ".goutputstream-", ".~lock."]

  /// Whether a change of a file or folder, named in a folder, means nothing.
  static func contains(_ name: some StringProtocol, in folder: some StringProtocol) -> Bool {
    let name = Substring(name)
    if folders.contains(name) || files.contains(name) { return true }
    if name == ".cache", folder.hasSuffix("node_modules") { return true }
    return endings.contains { name.hasSuffix($0) } || beginnings.contains { name.hasPrefix($0) }
  }
}
