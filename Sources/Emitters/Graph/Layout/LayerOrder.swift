/// Orders the vertices of each layer so that few arrows cross.
struct LayerOrder {
  /// The vertices of each layer, from top to bottom.
  private(set) var layers: [[Int]]

  private let before: [[Int]]
  private let after: [[Int]]
  private var position: [Int]

  /// Sweeps there and back; more than this changes little in drawings that people can read.
  private static let sweeps = 24

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
    for sweep in 0..<Self.sweeps where fewest > 0 {
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
          number(layer)
        }
      }
    }
  }

  private func crossings(_ upper: Int, _ lower: Int, _ neighbours: [[Int]]) -> Int {
    neighbours[upper].reduce(0) { sum, a in sum + neighbours[lower].count { position[$0] < position[a] } }
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
