public import Source

/// The change of a text as `diff -u` writes it (GNU Diffutils, "Detailed Description of Unified Format").
public struct UnifiedDiff: Sendable {
  /// Lines that are shown around a change.
  private static let context = 3

  /// The text of the patch; empty if nothing changed.
  public let text: String

  /// Compares a file with its new bytes.
  public init(_ file: SourceFile, _ bytes: [UInt8]) {
    let old = Self.lines(file.bytes)
    let new = Self.lines(bytes)
    var pairs = Self.changes(old, new)
    guard !pairs.isEmpty else {
      text = ""
      return
    }
    var text = "--- a/\(file.path)\n+++ b/\(file.path)\n"
    while !pairs.isEmpty {
      // Changes whose surroundings touch share a hunk.
      var count = 1
      while count < pairs.count, pairs[count].old.lowerBound - pairs[count - 1].old.upperBound <= 2 * Self.context {
        count += 1
      }
      text += Self.hunk(Array(pairs.prefix(count)), old, new)
      pairs.removeFirst(count)
    }
    self.text = text
  }

  private typealias Change = (old: Range<Int>, new: Range<Int>)

  /// Lines with their ends.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// Where the lines differ (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, as the standard library has it).
  private static func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Change] {
    var isRemoved = [Bool](repeating: false, count: old.count)
    var isInserted = [Bool](repeating: false, count: new.count)
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): isRemoved[offset] = true
      case .insert(let offset, _, _): isInserted[offset] = true
      }
    }
    var changes: [Change] = []
    var (a, b) = (0, 0)
    while a < old.count || b < new.count {
      let start = (a, b)
      while a < old.count, isRemoved[a] { a += 1 }
      while b < new.count, isInserted[b] { b += 1 }
      if (a, b) != start {
        changes.append((start.0..<a, start.1..<b))
      } else {
        (a, b) = (a + 1, b + 1)
      }
    }
    return changes
  }

  private static func hunk(_ changes: [Change], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> String {
    guard let first = changes.first, let last = changes.last else { return "" }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let oldRange = (first.old.lowerBound - before)..<(last.old.upperBound + after)
    let newRange = (first.new.lowerBound - before)..<(last.new.upperBound + after)
    var text = "@@ -\(place(oldRange)) +\(place(newRange)) @@\n"
    var at = oldRange.lowerBound
    for change in changes {
      for line in old[at..<change.old.lowerBound] { text += shown(" ", line) }
      for line in old[change.old] { text += shown("-", line) }
      for line in new[change.new] { text += shown("+", line) }
      at = change.old.upperBound
    }
    for line in old[at..<oldRange.upperBound] { text += shown(" ", line) }
    return text
  }

  private static func place(_ range: Range<Int>) -> String {
    range.isEmpty ? "\(range.lowerBound),0" : "\(range.lowerBound + 1),\(range.count)"
  }

  private static func shown(_ mark: String, _ line: ArraySlice<UInt8>) -> String {
    let text = mark + String(decoding: line, as: UTF8.self)
    return line.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
  }
}
