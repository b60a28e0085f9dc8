import Source

/// The values on which an answer was found to depend, in the order they were met.
struct Unknowns {
  private(set) var holes: [Hole] = []

  /// A place to return to when what was met turns out not to matter.
  var mark: Int { holes.count }

  /// More than anyone reads; a policy made to be slow could name as many as it has statements.
  static let most = 64

  mutating func note(_ hole: Hole) {
    guard holes.count < Self.most else { return }
    if !holes.contains(hole) { holes.append(hole) }
  }

  mutating func note(_ more: [Hole]) { for hole in more { note(hole) } }

  /// Forgets what was met since a mark.
  @inline(__always)
  mutating func forget(since mark: Int) {
    if holes.count > mark { holes.removeSubrange(mark...) }
  }
}
