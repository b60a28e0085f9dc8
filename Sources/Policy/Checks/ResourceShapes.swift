import Source
import Spec
import Synchronization

/// The resources of a statement as patterns, to see on which of them an action can work at all.
struct ResourceShapes {
  private let patterns: [[UInt8]]

  /// Longer ones are taken to be anything: no format of an ARN is nearly as long.
  private static let longest = 512

  /// Nil if one of them is `*` or may be anything. What is not known before deployment, or before a request, stands for any
  /// letters.
  init?(_ value: Datum, _ hasVariables: Bool) {
    var patterns: [[UInt8]] = []
    for text in value.policyTexts {
      let pattern = Array(Self.pattern(text.value, hasVariables).utf8)
      guard pattern.count <= Self.longest, pattern != [UInt8(ascii: "*")] else { return nil }
      // Without its service an ARN says nothing.
      let parts = pattern.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count > 2, !parts[2].contains(UInt8(ascii: "*")) else { return nil }
      patterns.append(pattern)
    }
    guard !patterns.isEmpty else { return nil }
    self.patterns = patterns
  }

  private static func pattern(_ text: PartialText, _ hasVariables: Bool) -> String {
    let known = text.parts.map { part in
      switch part {
      case .literal(let text): text
      case .hole: "*"
      }
    }.joined()
    return hasVariables ? opened(known) : known
  }

  /// The formats of ARNs that an action works on, if none of these resources can be one of them; nil if one can, or the
  /// tables do not know.
  func unmet(by action: IAMAction) -> [String]? {
    let formats = ARNFormats.of(action)
    // An action too new for the tables has no access level, and its resources are not known either.
    if formats.texts.isEmpty { return action.accessLevel == nil ? nil : [] }
    for opened in formats.opened {
      guard let opened, !patterns.contains(where: { Self.overlap($0, opened) }) else { return nil }
    }
    return formats.texts
  }

  /// The formats of ARNs that an action works on; made once for each action, of which a process meets few.
  private struct ARNFormats {
    /// As the tables have them.
    let texts: [String]
    /// As patterns; nil for one that says nothing, or is too long to be compared.
    let opened: [[UInt8]?]

    private static let known = Mutex<[IAMAction: ARNFormats]>([:])

    static func of(_ action: IAMAction) -> ARNFormats {
      if let known = known.withLock({ $0[action] }) { return known }
      let formats = ARNFormats(action)
      known.withLock { $0[action] = formats }
      return formats
    }

    private init(_ action: IAMAction) {
      texts = action.resourceTypes.flatMap { Array($0.type.arnFormats) }
      opened = texts.map { text in
        let pattern = Array(Policy.opened(text).utf8)
        let parts = pattern.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
        let isUseful =
          parts.count > 3 && !parts[2].contains(UInt8(ascii: "*")) && pattern.count <= ResourceShapes.longest
        return isUseful ? pattern : nil
      }
    }
  }

  /// Whether some text matches both of two patterns of `*` and `?`: a table of what is left of both, in time of their
  /// lengths' product, over what they do not begin with alike.
  private static func overlap(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    if a == b { return true }
    var head = 0
    while head < a.count, head < b.count, a[head] != star, b[head] != star {
      guard isSame(a[head], b[head]) else { return false }
      head += 1
    }
    // The partition, the account and the region of one mostly stand for those of the other.
    if let (i, j) = lastComponents(a[head...], b[head...]), overlap(Array(a[i...]), Array(b[j...]), from: 0) {
      return true
    }
    return overlap(a, b, from: head)
  }

  private static let star = UInt8(ascii: "*")

  /// Where what is left of both goes on behind components that match each other, one of each pair being `*`; nil if none do.
  private static func lastComponents(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> (Int, Int)? {
    var (i, j) = (a.startIndex, b.startIndex)
    var hasAny = false
    while let endA = a[i...].firstIndex(of: UInt8(ascii: ":")), let endB = b[j...].firstIndex(of: UInt8(ascii: ":")) {
      let (mine, theirs) = (a[i..<endA], b[j..<endB])
      guard mine.elementsEqual(theirs) || mine.elementsEqual([star]) || theirs.elementsEqual([star]) else { break }
      (i, j, hasAny) = (endA + 1, endB + 1, true)
    }
    return hasAny ? (i, j) : nil
  }

  /// The same for what stands behind a head that both have.
  private static func overlap(_ a: [UInt8], _ b: [UInt8], from head: Int) -> Bool {
    let width = b.count - head
    return withUnsafeTemporaryAllocation(of: Bool.self, capacity: 2 * (width + 1)) { rows in
      rows.initialize(repeating: false)
      var below = UnsafeMutableBufferPointer(rebasing: rows[...width])
      var row = UnsafeMutableBufferPointer(rebasing: rows[(width + 1)...])
      return a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          below[width] = true
          for j in stride(from: width - 1, through: 0, by: -1) { below[j] = below[j + 1] && b[head + j] == star }
          for i in stride(from: a.count - 1, through: head, by: -1) {
            row[width] = below[width] && a[i] == star
            for j in stride(from: width - 1, through: 0, by: -1) {
              let (x, y) = (a[i], b[head + j])
              if x == star || y == star {
                row[j] = (x == star && (below[j] || row[j + 1])) || (y == star && (row[j + 1] || below[j]))
              } else {
                row[j] = isSame(x, y) && below[j + 1]
              }
            }
            swap(&row, &below)
          }
          return below[0]
        }
      }
    }
  }

  private static func isSame(_ a: UInt8, _ b: UInt8) -> Bool {
    a == b || a == UInt8(ascii: "?") || b == UInt8(ascii: "?")
  }
}
