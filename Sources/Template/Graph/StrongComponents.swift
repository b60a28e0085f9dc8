/// The strongly connected components of a graph (Tarjan, "Depth-first search and linear graph algorithms", 1972), without
/// recursion since a chain may be long.
struct StrongComponents {
  /// The components in which a way leads back to where it began, those first that lead to no other.
  private(set) var withCircle: [[Int]] = []

  private let targets: [[Int]]
  /// When a node was met first, from 1; 0 before.
  private var met: [Int]
  /// The earliest met node that is known to be in the same component.
  private var low: [Int]
  private var isOpen: [Bool]
  private var open: [Int] = []
  private var count = 0

  /// Takes the nodes to which edges lead from each node.
  init(_ targets: [[Int]]) {
    self.targets = targets
    met = [Int](repeating: 0, count: targets.count)
    low = met
    isOpen = [Bool](repeating: false, count: targets.count)
    open.reserveCapacity(targets.count)
    for root in targets.indices where met[root] == 0 { search(from: root) }
  }

  private mutating func search(from root: Int) {
    meet(root)
    guard !targets[root].isEmpty else { return close(root) }
    var path: [(node: Int, next: Int)] = [(root, 0)]
    while let (node, next) = path.last {
      if next < targets[node].count {
        path[path.count - 1].next += 1
        let target = targets[node][next]
        if met[target] == 0 {
          meet(target)
          path.append((target, 0))
        } else if isOpen[target] {
          low[node] = min(low[node], met[target])
        }
      } else {
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        if low[node] == met[node] { close(node) }
      }
    }
  }

  private mutating func meet(_ node: Int) {
    count += 1
    met[node] = count
    low[node] = count
    isOpen[node] = true
    open.append(node)
  }

  /// Takes the component of a node off those that are not known whole.
  private mutating func close(_ node: Int) {
    var first = open.count - 1
    while open[first] != node { first -= 1 }
    for member in open[first...] { isOpen[member] = false }
    // Most are of a single node.
    if first < open.count - 1 || targets[node].contains(node) { withCircle.append(Array(open[first...].reversed())) }
    open.removeSubrange(first...)
  }
}
