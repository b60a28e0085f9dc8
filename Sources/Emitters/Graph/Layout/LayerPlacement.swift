/// Gives the vertices of ordered layers their heights: near their neighbours, none on another.
struct LayerPlacement {
  /// The middle of each vertex, from the top.
  private(set) var y: [Double]

  private let layers: [[Int]]
  private let sizes: [Double]
  private let weights: [Double]
  private let gaps: [Double]

  /// Rounds there and back, and the vertices that all of them together may look at; at least two are made.
  private static let mostRounds = 12
  private static let budget = 120_000

  /// Takes layers, for each vertex its height, how strongly it wants its place, the room it wants around it, and its
  /// neighbours in the layer before and after.
  init(
    _ layers: [[Int]], sizes: [Double], weights: [Double], gaps: [Double], before: [[Int]], after: [[Int]]
  ) {
    self.layers = layers
    self.sizes = sizes
    self.weights = weights
    self.gaps = gaps
    y = Array(repeating: 0, count: sizes.count)
    for layer in layers {
      var top = 0.0
      for vertex in layer {
        y[vertex] = top + sizes[vertex] / 2
        top += sizes[vertex] + gaps[vertex]
      }
    }
    for _ in 0..<max(2, min(Self.mostRounds, Self.budget / max(1, sizes.count))) {
      for layer in layers.dropFirst() { place(layer, near: [before]) }
      for layer in layers.dropLast().reversed() { place(layer, near: [after]) }
    }
    for layer in layers { place(layer, near: [before, after]) }
    let first = layers.joined().map { y[$0] - sizes[$0] / 2 }.min() ?? 0
    for vertex in y.indices { y[vertex] -= first }
  }

  /// Puts the vertices of a layer as near to the mean of their neighbours as their order and heights allow, in the sense
  /// of least squares (pool adjacent violators).
  private mutating func place(_ layer: [Int], near sides: [[[Int]]]) {
    guard !layer.isEmpty else { return }
    var offsets: [Double] = []
    var offset = 0.0
    for (index, vertex) in layer.enumerated() {
      if index > 0 {
        let above = layer[index - 1]
        offset += (sizes[above] + sizes[vertex]) / 2 + min(gaps[above], gaps[vertex])
      }
      offsets.append(offset)
    }
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    for (index, vertex) in layer.enumerated() {
      let near = sides.flatMap { $0[vertex] }
      let isFree = near.isEmpty
      let wish = isFree ? y[vertex] : near.reduce(0) { $0 + y[$1] } / Double(near.count)
      let weight = isFree ? 0.05 : weights[vertex]
      blocks.append(((wish - offsets[index]) * weight, weight, 1))
      while blocks.count > 1 {
        let (last, previous) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard previous.sum / previous.weight > last.sum / last.weight else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (
          previous.sum + last.sum, previous.weight + last.weight, previous.count + last.count
        )
      }
    }
    var index = 0
    for block in blocks {
      for _ in 0..<block.count {
        y[layer[index]] = block.sum / block.weight + offsets[index]
        index += 1
      }
    }
  }
}
