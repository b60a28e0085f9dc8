/// The routes of an API as a tree of path segments, so that a request is matched in the length of its path.
///
/// "Create routes for HTTP APIs" (API Gateway Developer Guide): a full match goes before a greedy variable, that before
/// `$default`; a literal segment goes before a variable, and a method before `ANY`.
struct RouteTrie: Sendable {
  /// What a request found.
  struct Match: Equatable {
    /// Position of the route in the list that the tree was made of.
    var route: Int
    /// Values of the path's variables, by their names in the route.
    var parameters: [(name: String, value: String)]

    static func == (a: Match, b: Match) -> Bool {
      a.route == b.route && a.parameters.elementsEqual(b.parameters) { $0 == $1 }
    }
  }

  /// A place in the tree: what routes end here, and what may follow.
  private struct Node {
    var literals: [String: Int] = [:]
    var variable: Int?
    /// Routes that end here, by method.
    var ends: [String: Int] = [:]
    /// Routes whose greedy variable takes the rest from here, by method.
    var greedy: [String: Int] = [:]
  }

  private var nodes = [Node()]
  /// Names of each route's variables in order, the greedy one last.
  private var variables: [[String]] = []
  private var fallback: Int?

  /// Makes the tree of routes' keys: `METHOD /path` or `$default`. A key of another form matches nothing.
  init(_ keys: [String]) {
    for (index, key) in keys.enumerated() { variables.append(add(key, index)) }
  }

  private mutating func add(_ key: String, _ index: Int) -> [String] {
    if key == "$default" { fallback = index }
    let words = key.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[1].hasPrefix("/") else { return [] }
    let method = String(words[0])
    var names: [String] = []
    var node = 0
    for segment in words[1].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
        node = child(of: node, String(segment))
        continue
      }
      let name = segment.dropFirst().dropLast()
      if name.hasSuffix("+") {
        nodes[node].greedy[method] = index
        return names + [String(name.dropLast())]
      }
      names.append(String(name))
      node = variableChild(of: node)
    }
    nodes[node].ends[method] = index
    return names
  }

  private mutating func child(of node: Int, _ segment: String) -> Int {
    if let child = nodes[node].literals[segment] { return child }
    nodes.append(Node())
    nodes[node].literals[segment] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func variableChild(of node: Int) -> Int {
    if let child = nodes[node].variable { return child }
    nodes.append(Node())
    nodes[node].variable = nodes.count - 1
    return nodes.count - 1
  }

  /// The route of a request, whose path starts with a slash and is still percent-encoded.
  func match(_ method: String, _ path: some StringProtocol) -> Match? {
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      .map { APIPath.decoded($0) }
    var values: [String] = []
    if let route = fullMatch(method, segments, &values) ?? greedyMatch(method, segments, &values) {
      return Match(route: route, parameters: zip(variables[route], values).map { ($0, $1) })
    }
    return fallback.map { Match(route: $0, parameters: []) }
  }

  /// Each place of the tree is reached in one way only, so that the search is bounded by the number of routes.
  private func fullMatch(
    _ method: String, _ segments: [String], _ values: inout [String], _ node: Int = 0, _ depth: Int = 0
  )
    -> Int?
  {
    guard depth < segments.count else { return nodes[node].ends[method] ?? nodes[node].ends["ANY"] }
    if let next = nodes[node].literals[segments[depth]],
      let route = fullMatch(method, segments, &values, next, depth + 1)
    {
      return route
    }
    guard let next = nodes[node].variable, !segments[depth].isEmpty else { return nil }
    values.append(segments[depth])
    if let route = fullMatch(method, segments, &values, next, depth + 1) { return route }
    values.removeLast()
    return nil
  }

  private func greedyMatch(
    _ method: String, _ segments: [String], _ values: inout [String], _ node: Int = 0, _ depth: Int = 0
  ) -> Int? {
    guard depth < segments.count else { return nil }
    if let next = nodes[node].literals[segments[depth]],
      let route = greedyMatch(method, segments, &values, next, depth + 1)
    {
      return route
    }
    if let next = nodes[node].variable, !segments[depth].isEmpty {
      values.append(segments[depth])
      if let route = greedyMatch(method, segments, &values, next, depth + 1) { return route }
      values.removeLast()
    }
    guard let route = nodes[node].greedy[method] ?? nodes[node].greedy["ANY"] else { return nil }
    let rest = segments[depth...].joined(separator: "/")
    guard !rest.isEmpty else { return nil }
    values.append(rest)
    return route
  }
}
