/// Orders the vertices of each layer so that few arrows cross.
struct LayerOrder {
  /// The vertices of each layer, from top to bottom.
  private(set) var layers: [[Int]]

  private let before: [[Int]]
  private let after: [[Int]]
  private var position: [Int]

  /// Sweeps there and back; more than this changes little in drawings that people can read.
  private static let mostSweeps = 24
  /// Even the largest drawing is swept there and back once.
  private static let fewestSweeps = 2
  /// Vertices that may be looked at in all sweeps together: bounds the time for drawings that nobody can read anyway.
  private static let budget = 120_000

  private var sweeps: Int { max(Self.fewestSweeps, min(Self.mostSweeps, Self.budget / max(1, before.count))) }

  /// Takes the layers in their first order, and for each vertex its neighbours in the layer before and after.
  init(_ layers: [[Int]], before: [[Int]], after: [[Int]]) {
    self.layers = layers
    self.before = before
    self.after = after
    position = Array(repeating: 0, count: before.count)
    for layer in layers.indices { number(layer) }
    improve()
  }

  private mutating func improve() {
    var best = layers
    var fewest = crossings
    for sweep in 0..<sweeps where fewest > 0 {
      let isForward = sweep.isMultiple(of: 2)
      for layer in isForward ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed() {
        sort(layer, by: isForward ? before : after)
      }
      swapNeighbours()
      let count = crossings
      if count < fewest {
        fewest = count
        best = layers
      }
    }
    layers = best
  }

  /// Sorts a layer by the mean position of each vertex's neighbours; one without any stays where it is.
  private mutating func sort(_ layer: Int, by neighbours: [[Int]]) {
    let means = layers[layer].map { vertex -> Double in
      let near = neighbours[vertex]
      guard !near.isEmpty else { return Double(position[vertex]) }
      return Double(near.reduce(0) { $0 + position[$1] }) / Double(near.count)
    }
    let order = layers[layer].indices.sorted { means[$0] == means[$1] ? $0 < $1 : means[$0] < means[$1] }
    layers[layer] = order.map { layers[layer][$0] }
    number(layer)
  }

  /// Swaps neighbours in a layer while that saves crossings.
  private mutating func swapNeighbours() {
    for layer in layers.indices {
      for index in layers[layer].indices.dropLast() {
        let (upper, lower) = (layers[layer][index], layers[layer][index + 1])
        let now = crossings(upper, lower, before) + crossings(upper, lower, after)
        let then = crossings(lower, upper, before) + crossings(lower, upper, after)
        if then < now {
          layers[layer].swapAt(index, index + 1)
          position.swapAt(upper, lower)
        }
      }
    }
  }

  /// How many arrows of two vertices to one side cross when the first stands above the second.
  private func crossings(_ upper: Int, _ lower: Int, _ neighbours: [[Int]]) -> Int {
    let (first, second) = (neighbours[upper], neighbours[lower])
    if first.count == 1, second.count == 1 { return position[second[0]] < position[first[0]] ? 1 : 0 }
    if first.isEmpty || second.isEmpty { return 0 }
    let sorted = second.map { position[$0] }.sorted()
    var total = 0
    var below = 0
    for place in first.map({ position[$0] }).sorted() {
      while below < sorted.count, sorted[below] < place { below += 1 }
      total += below
    }
    return total
  }

  /// How many pairs of arrows cross, between all layers.
  private var crossings: Int {
    var total = 0
    for layer in layers.dropLast() {
      // Counts inversions of the targets' positions, each by a walk in a Fenwick tree.
      let targets = layer.flatMap { vertex in after[vertex].map { position[$0] }.sorted() }
      guard let last = targets.max() else { continue }
      var tree = Array(repeating: 0, count: last + 2)
      for (seen, target) in targets.enumerated() {
        var notAbove = 0
        var index = target + 1
        while index > 0 {
          notAbove += tree[index]
          index &= index - 1
        }
        total += seen - notAbove
        index = target + 1
        while index < tree.count {
          tree[index] += 1
          index += index & -index
        }
      }
    }
    return total
  }

  private mutating func number(_ layer: Int) {
    for (index, vertex) in layers[layer].enumerated() { position[vertex] = index }
  }
}
