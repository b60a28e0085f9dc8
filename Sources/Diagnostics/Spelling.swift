/// Finds the name that was probably meant.
public enum Spelling {
  /// Longer names are not compared: the distance is quadratic, and names in a stack are short.
  static let longestCompared = 128

  /// The candidate nearest to `name`, if it is near enough to be offered: at most a third of the letters differ.
  ///
  /// Letters of another case cost nothing, since AWS's names differ from ours mostly in that. Among equals the first
  /// candidate wins, so the order of candidates must be fixed.
  ///
  /// - Parameter most: how many letters may differ, where a third of them are too many.
  public static func nearest(to name: String, in candidates: some Sequence<String>, atMost most: Int? = nil)
    -> String?
  {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= longestCompared else { return nil }
    let most = most ?? max(1, wanted.count / 3)
    let letters = LetterSet(name)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let limit = best.map { $0.distance - 1 } ?? most
      guard limit >= 0 else { break }
      // Most candidates are told apart by their length and by the letters that they have.
      guard letters.leastDistance(to: LetterSet(candidate)) <= limit else { continue }
      let offered = folded(candidate)
      guard offered.count <= longestCompared else { continue }
      if let distance = distance(wanted, offered, atMost: limit) { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The letters of a name without their case.
  private static func folded(_ name: String) -> [Unicode.Scalar] {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return Array(name.lowercased().unicodeScalars) }
    return name.utf8.map { byte in
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      return Unicode.Scalar(isUpper ? byte | 0x20 : byte)
    }
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance), or
  /// nil if it is above `limit`.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    // What both begin and end with costs nothing: types and properties have much of that.
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
    var end = 0
    while end < min(a.count, b.count) - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    let (a, b) = (Array(a[start..<(a.count - end)]), Array(b[start..<(b.count - end)]))
    return leastDistance(a, b) <= limit ? distance(a, b, limit) : nil
  }

  /// A number that the distance does not stay below: each step takes away at most one letter, and adds at most one. Letters
  /// are told apart by their last five bits.
  private static func leastDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var surplus = [Int](repeating: 0, count: 32)
    for letter in a { surplus[Int(letter.value & 31)] += 1 }
    for letter in b { surplus[Int(letter.value & 31)] -= 1 }
    let more = surplus.reduce(0) { $0 + max($1, 0) }
    return max(more, more - a.count + b.count)
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], _ limit: Int) -> Int? {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var current = last
    for i in a.indices {
      current[0] = i + 1
      var least = current[0]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        current[j + 1] = cost
        least = min(least, cost)
      }
      guard least <= limit else { return nil }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}

/// Which letters stand in a name, a bit each, and how many there are. Letters are told apart by their last five bits, which is
/// enough for those of a name, and is blind to their case.
private struct LetterSet {
  private let letters: UInt32
  /// Nil where letters are more than a byte.
  private let count: Int?

  init(_ name: String) {
    var name = name
    (letters, count) = name.withUTF8 { bytes in
      var letters: UInt32 = 0
      var all: UInt8 = 0
      for byte in bytes {
        letters |= 1 << UInt32(byte & 31)
        all |= byte
      }
      return (letters, all < 0x80 ? bytes.count : nil)
    }
  }

  /// A number that the distance to another name does not stay below: each step takes away at most one letter, and adds at
  /// most one.
  func leastDistance(to other: LetterSet) -> Int {
    guard let count, let others = other.count else { return 0 }
    return max(
      abs(count - others), (letters & ~other.letters).nonzeroBitCount, (other.letters & ~letters).nonzeroBitCount)
  }
}
