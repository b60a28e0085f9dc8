/// `.stackcignore`: which files of a code folder are left out of its zip.
///
/// One pattern a line, as in gitignore's common part: `*` and `?` within a name, `dir/` for folders, a leading `/` for the
/// top only, `#` for remarks, `!` to take a file back in; the last pattern that matches decides.
struct IgnoreFile: Sendable {
  private struct Pattern: Sendable {
    let parts: [String]
    let isAnchored: Bool
    let folderOnly: Bool
    let takesBack: Bool
  }

  private let patterns: [Pattern]

  /// Left out without being told: what tools leave behind, which would make the same code another zip.
  static let always = "__pycache__/\n*.pyc\n.DS_Store\n.git/\n.aws-sam/\n.stackc/\n.stackcignore\n"

  init(_ text: String) {
    patterns = (Self.always + text).split(separator: "\n", omittingEmptySubsequences: true).compactMap { line in
      var line = line.drop { $0 == " " }
      while line.last == " " || line.last == "\r" { line.removeLast() }
      guard let first = line.first, first != "#" else { return nil }
      let takesBack = first == "!"
      if takesBack { line.removeFirst() }
      let folderOnly = line.last == "/"
      let parts = line.split(separator: "/").map(String.init)
      guard !parts.isEmpty else { return nil }
      return Pattern(
        parts: parts, isAnchored: line.first == "/" || parts.count > 1, folderOnly: folderOnly, takesBack: takesBack)
    }
  }

  /// Whether a path, relative to the folder, is left out.
  func leavesOut(_ path: String, isFolder: Bool) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    var isOut = false
    for pattern in patterns where !pattern.folderOnly || isFolder {
      let tail = pattern.isAnchored ? parts : Array(parts.suffix(1))
      guard tail.count == pattern.parts.count else { continue }
      if zip(tail, pattern.parts).allSatisfy({ Glob.matches($0, $1) }) { isOut = !pattern.takesBack }
    }
    return isOut
  }
}
