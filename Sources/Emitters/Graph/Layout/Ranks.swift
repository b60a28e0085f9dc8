/// Puts the boxes of a group into columns so that arrows go from left to right.
struct Ranks {
  /// The column of each vertex, from 0.
  private(set) var rank: [Int]
  /// Whether an arrow goes against the columns, since it closes a circle.
  private(set) var isReversed: [Bool]

  /// Takes the number of vertices and the arrows between them, none of which starts where it ends.
  init(count: Int, edges: [(from: Int, to: Int)]) {
    rank = Array(repeating: 0, count: count)
    isReversed = Array(repeating: false, count: edges.count)
    breakCycles(edges)
    let forward = edges.enumerated().map { isReversed[$0] ? (from: $1.to, to: $1.from) : $1 }
    assign(forward)
    tighten(forward)
  }

  /// Turns the arrows that lead back to a vertex on the way there (depth first, starting where nothing leads to).
  private mutating func breakCycles(_ edges: [(from: Int, to: Int)]) {
    var out: [[Int]] = Array(repeating: [], count: rank.count)
    var incoming = Array(repeating: 0, count: rank.count)
    for (position, edge) in edges.enumerated() {
      out[edge.from].append(position)
      incoming[edge.to] += 1
    }
    enum State { case new, open, done }
    var state = Array(repeating: State.new, count: rank.count)
    let starts = rank.indices.filter { incoming[$0] == 0 } + rank.indices.filter { incoming[$0] > 0 }
    for start in starts where state[start] == .new {
      var stack = [(node: start, next: 0)]
      state[start] = .open
      while let top = stack.last {
        guard top.next < out[top.node].count else {
          state[top.node] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let position = out[top.node][top.next]
        let target = edges[position].to
        switch state[target] {
        case .open: isReversed[position] = true
        case .new:
          state[target] = .open
          stack.append((target, 0))
        case .done: break
        }
      }
    }
  }

  /// The longest way from a start.
  private mutating func assign(_ edges: [(from: Int, to: Int)]) {
    var out: [[Int]] = Array(repeating: [], count: rank.count)
    var incoming = Array(repeating: 0, count: rank.count)
    for edge in edges {
      out[edge.from].append(edge.to)
      incoming[edge.to] += 1
    }
    var queue = rank.indices.filter { incoming[$0] == 0 }
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for target in out[node] {
        rank[target] = max(rank[target], rank[node] + 1)
        incoming[target] -= 1
        if incoming[target] == 0 { queue.append(target) }
      }
    }
  }

  /// Moves what nothing leads to next to what it leads to.
  private mutating func tighten(_ edges: [(from: Int, to: Int)]) {
    var nearest: [Int: Int] = [:]
    let targets = Set(edges.map(\.to))
    for edge in edges where !targets.contains(edge.from) {
      nearest[edge.from] = min(nearest[edge.from] ?? Int.max, rank[edge.to])
    }
    for (node, target) in nearest { rank[node] = target - 1 }
    let first = rank.min() ?? 0
    for node in rank.indices { rank[node] -= first }
  }
}
