/// Lets long arrows run level: the bends and labels of an arrow share a height for as long as their layers have room.
struct LaneStraightening {
  /// The middle of each vertex, from the top.
  private(set) var y: [Double]

  private let sizes: [Double]
  private let gaps: [Double]
  private var above: [Int?]
  private var below: [Int?]

  private static let rounds = 3

  /// Takes placed layers, and for each arrow its vertices from box to box.
  init(_ layers: [[Int]], sizes: [Double], gaps: [Double], y: [Double], chains: [[Int]]) {
    self.sizes = sizes
    self.gaps = gaps
    self.y = y
    above = Array(repeating: nil, count: y.count)
    below = above
    for layer in layers {
      for (upper, lower) in zip(layer, layer.dropFirst()) {
        below[upper] = lower
        above[lower] = upper
      }
    }
    for _ in 0..<Self.rounds {
      for chain in chains where chain.count > 3 { straighten(chain) }
    }
  }

  /// Cuts a chain into as few level runs as there is room for, from left to right.
  private mutating func straighten(_ chain: [Int]) {
    let inner = Array(chain.dropFirst().dropLast())
    var run: [Int] = []
    var room = -Double.infinity...Double.infinity
    for vertex in inner {
      let free = free(vertex)
      let lower = max(room.lowerBound, free.lowerBound)
      let upper = min(room.upperBound, free.upperBound)
      if lower <= upper {
        room = lower...upper
      } else {
        level(run, room, chain)
        run = []
        room = free
      }
      run.append(vertex)
    }
    level(run, room, chain)
  }

  /// Gives a run one height: that of the box it is next to, as far as there is room, else that of its middle.
  private mutating func level(_ run: [Int], _ room: ClosedRange<Double>, _ chain: [Int]) {
    guard let first = run.first, let last = run.last else { return }
    let mean = run.reduce(0) { $0 + y[$1] } / Double(run.count)
    let (start, end) = (y[chain[0]], y[chain[chain.count - 1]])
    let touchesStart = chain[1] == first
    let touchesEnd = chain[chain.count - 2] == last
    let wish =
      switch (touchesStart, touchesEnd) {
      case (true, true):
        (min(start, end)...max(start, end)).contains(mean) ? mean : abs(start - mean) < abs(end - mean) ? start : end
      case (true, false): start
      case (false, true): end
      case (false, false): mean
      }
    let height = min(max(wish, room.lowerBound), room.upperBound)
    for vertex in run { y[vertex] = height }
  }

  /// Where a vertex may be without touching its neighbours in the layer.
  private func free(_ vertex: Int) -> ClosedRange<Double> {
    func distance(_ other: Int) -> Double { (sizes[vertex] + sizes[other]) / 2 + min(gaps[vertex], gaps[other]) }
    let lowest = above[vertex].map { y[$0] + distance($0) } ?? -.infinity
    let highest = below[vertex].map { y[$0] - distance($0) } ?? .infinity
    return lowest <= highest ? lowest...highest : y[vertex]...y[vertex]
  }
}
