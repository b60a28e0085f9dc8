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
    var head = commonHead(a, b, isThrough: false)
    guard head == a.count || head == b.count || a[head] == star || b[head] == star else { return false }
    // Where both have `*` for the partition, the account or the region, those mostly stand for the same.
    let further = commonHead(a, b, isThrough: true)
    if further > head, overlap(a, b, from: further) { return true }
    head = min(head, further)
    return overlap(a, b, from: head)
  }

  private static let star = UInt8(ascii: "*")

  /// How much of both begins alike; `isThrough` goes on behind a `*` that both have.
  private static func commonHead(_ a: [UInt8], _ b: [UInt8], isThrough: Bool) -> Int {
    var head = 0
    while head < a.count, head < b.count {
      let hasStar = a[head] == star || b[head] == star
      guard hasStar ? isThrough && a[head] == b[head] : isSame(a[head], b[head]) else { break }
      head += 1
    }
    return head
  }

  /// The same for what stands behind a head that both have.
  private static func overlap(_ a: [UInt8], _ b: [UInt8], from head: Int) -> Bool {
    let width = b.count - head
    var below = [Bool](repeating: false, count: width + 1)
    var row = below
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

  private static func isSame(_ a: UInt8, _ b: UInt8) -> Bool {
    a == b || a == UInt8(ascii: "?") || b == UInt8(ascii: "?")
  }
}
