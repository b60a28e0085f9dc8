import Diagnostics
import Source

/// What is looked at when a mapping is complete: keys that are no text, keys given twice, merges.
extension ArenaBuilder {
  /// Up to this many entries are compared with one another; beyond, a table of hashes is cheaper and stays linear.
  private static let comparedPairwise = 16

  mutating func checkEntries(_ node: UInt32) {
    let edges = arena.writtenEdges(arena.records[Int(node)])
    var dropped: [Int] = []
    var merges: [Int] = []
    for edge in stride(from: edges.lowerBound, to: edges.upperBound, by: 2) {
      let key = key(edge)
      // Nearly every key: longer than `<<`, and a scalar.
      if key.count > 2, key.form.isScalar { continue }
      if !isText(key) {
        let written = arena.records[Int(arena.edges[edge])]
        if !written.flags.contains(.broken) {
          report.add(KeyNotText.finding(written, isMissing: key.form.isScalar, in: report))
        }
        dropped.append(edge)
      } else if isMerge(key) {
        merges.append(edge)
      }
    }
    if edges.count / 2 <= Self.comparedPairwise {
      findDuplicatesPairwise(edges, &dropped)
    } else {
      findDuplicatesHashed(edges, &dropped)
    }
    if !dropped.isEmpty || !merges.isEmpty { rewrite(node, edges, without: Set(dropped), merging: Set(merges)) }
  }

  /// Whether a key is a scalar that was not left out.
  private func isText(_ key: Arena.Record) -> Bool {
    key.form.isScalar && (key.count > 0 || key.form != .plain || key.flags.contains(.string))
  }

  private func isMerge(_ key: Arena.Record) -> Bool {
    key.form == .plain && key.count == 2 && key.tag == 0 && !key.flags.contains(.string)
      && arena.withText(key) { $0[0] == UInt8(ascii: "<") && $0[1] == UInt8(ascii: "<") }
  }
}

// MARK: - Duplicates

extension ArenaBuilder {
  private func key(_ edge: Int) -> Arena.Record { arena.records[Int(arena.target(arena.edges[edge]))] }

  private mutating func findDuplicatesPairwise(_ edges: Range<Int>, _ found: inout [Int]) {
    for edge in stride(from: edges.lowerBound + 2, to: edges.upperBound, by: 2) {
      let candidate = key(edge)
      guard isText(candidate) else { continue }
      for earlier in stride(from: edges.lowerBound, to: edge, by: 2) {
        let other = key(earlier)
        guard other.count == candidate.count, isText(other), arena.sameText(other, candidate) else { continue }
        if reportDuplicate(edge, of: earlier) { found.append(edge) }
        break
      }
    }
  }

  private mutating func findDuplicatesHashed(_ edges: Range<Int>, _ found: inout [Int]) {
    var first: [Int: Int] = [:]
    first.reserveCapacity(edges.count / 2)
    for edge in stride(from: edges.lowerBound, to: edges.upperBound, by: 2) {
      let candidate = key(edge)
      guard isText(candidate) else { continue }
      let hash = arena.hash(candidate)
      guard let earlier = first[hash] else {
        first[hash] = edge
        continue
      }
      if arena.sameText(key(earlier), candidate), reportDuplicate(edge, of: earlier) { found.append(edge) }
    }
  }

  /// Reports an entry whose key was given before; false for merges, which may stand side by side.
  private mutating func reportDuplicate(_ edge: Int, of earlier: Int) -> Bool {
    let record = key(edge)
    guard !isMerge(record) else { return false }
    guard report.hasRoom(for: .duplicateKey) else { return true }
    let span = report.span(arena.records[Int(arena.edges[edge])].start, arena.records[Int(arena.edges[edge])].end)
    let first = report.span(
      arena.records[Int(arena.edges[earlier])].start, arena.records[Int(arena.edges[earlier])].end)
    report.add(DuplicateKey.finding(arena.string(record), at: span, first: first))
    return true
  }
}

// MARK: - Merges

extension ArenaBuilder {
  /// Lists the entries of a mapping as its reader shall see them.
  private mutating func rewrite(_ node: UInt32, _ edges: Range<Int>, without dropped: Set<Int>, merging: Set<Int>) {
    var list: [UInt32] = []
    var names: Set<String> = []
    if !merging.isEmpty {
      for edge in stride(from: edges.lowerBound, to: edges.upperBound, by: 2)
      where !dropped.contains(edge) && !merging.contains(edge) {
        names.insert(arena.string(key(edge)))
      }
    }
    for edge in stride(from: edges.lowerBound, to: edges.upperBound, by: 2) where !dropped.contains(edge) {
      if merging.contains(edge) {
        merge(arena.edges[edge + 1], into: &list, names: &names)
      } else {
        list += [arena.edges[edge], arena.edges[edge + 1]]
      }
    }
    let first = UInt32(clamping: arena.edges.count)
    arena.edges += list
    arena.rewritten[node] = first..<UInt32(clamping: arena.edges.count)
    arena.records[Int(node)].flags.insert(.rewritten)
  }

  /// Adds the entries of the mapping, or of each mapping of the list, whose names are not taken yet.
  private mutating func merge(_ value: UInt32, into list: inout [UInt32], names: inout Set<String>) {
    let target = arena.target(value)
    let record = arena.records[Int(target)]
    switch record.form {
    case .mapping: mergeEntries(of: target, into: &list, names: &names)
    case .sequence:
      for edge in arena.writtenEdges(record) {
        let item = arena.target(arena.edges[edge])
        if arena.records[Int(item)].form == .mapping {
          mergeEntries(of: item, into: &list, names: &names)
        } else {
          invalidMerge(arena.edges[edge])
        }
      }
    case .plain, .singleQuoted, .doubleQuoted, .literal, .folded, .alias: invalidMerge(value)
    }
  }

  private mutating func mergeEntries(of node: UInt32, into list: inout [UInt32], names: inout Set<String>) {
    for edge in stride(from: arena.entryEdges(node).lowerBound, to: arena.entryEdges(node).upperBound, by: 2)
    where names.insert(arena.string(key(edge))).inserted {
      list += [arena.edges[edge], arena.edges[edge + 1]]
    }
  }

  private mutating func invalidMerge(_ value: UInt32) {
    let record = arena.records[Int(value)]
    report.add(InvalidMerge.finding(at: report.span(record.start, record.end)))
  }
}
