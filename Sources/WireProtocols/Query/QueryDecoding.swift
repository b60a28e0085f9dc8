import ServiceModels

/// Reads the form of a call (Smithy 2.0, "AWS query protocol"): `Name=…`, `List.member.1=…`, `Map.entry.1.key=…`.
struct QueryDecoding {
  /// One part of the dotted names: a value, and what follows its dot.
  private struct Node {
    var value: String?
    var children: [String: Int] = [:]
  }

  private var nodes = [Node()]

  /// More parts of names are not read: no operation takes as many, and each costs much more than its letters.
  private static let mostNodes = 50_000

  /// Names and values of a request: of its query, then of its body.
  static func pairs(of request: WireRequest) throws(WireFault) -> [(name: String, value: String)] {
    let inQuery = request.query.isEmpty ? [] : try PercentCoding.pairs(request.query)
    if request.body.isEmpty { return inQuery }
    return inQuery
      + (try request.body.withUnsafeBytes { (bytes) -> Result<[(name: String, value: String)], WireFault> in
        do throws(WireFault) { return .success(try PercentCoding.pairs(bytes)) } catch { return .failure(error) }
      }.get())
  }

  /// The input of an operation.
  static func structure(
    _ shape: ShapeModel?, of request: WireRequest, _ service: ServiceModel
  ) throws(WireFault) -> WireObject {
    guard let shape else { return [:] }
    var decoding = QueryDecoding()
    for (name, value) in try pairs(of: request) { try decoding.insert(name, value) }
    var input = try decoding.structure(shape, at: 0, depth: 0)
    // SQS takes the queue from the path, too: `POST /123456789012/jobs?Action=SendMessage`.
    if service.name == "sqs", input["QueueUrl"] == nil, shape.member("QueueUrl") != nil, request.path.utf8.count > 1 {
      let host = request.header("host") ?? ""
      input["QueueUrl"] = .string("http://" + host + request.path)
    }
    return input
  }

  private mutating func insert(_ name: String, _ value: String) throws(WireFault) {
    var at = 0
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= deepestNesting else { throw .tooDeep }
    for part in parts {
      let key = String(part)
      if let next = nodes[at].children[key] {
        at = next
      } else {
        guard nodes.count < Self.mostNodes else { throw .malformed("The request has too many parameters.") }
        nodes.append(Node())
        nodes[at].children[key] = nodes.count - 1
        at = nodes.count - 1
      }
    }
    nodes[at].value = value
  }

  private func child(_ at: Int, _ name: ModelName) -> Int? {
    name.isEmpty ? nil : nodes[at].children[name.string]
  }

  private func structure(_ shape: ShapeModel, at node: Int, depth: Int) throws(WireFault) -> WireObject {
    var object = WireObject()
    for position in 0..<shape.memberCount {
      let member = shape.member(at: position)
      guard let place = place(of: member, in: node) else { continue }
      if let value = try value(member, at: place, depth: depth) { object.append(member.name.string, value) }
    }
    return object
  }

  private func place(of member: MemberModel, in node: Int) -> Int? {
    if let place = child(node, member.queryName) { return place }
    // A flattened list may stand under the name of its items.
    if member.isFlattened, member.shape.kind == .list, let place = child(node, member.shape.item.queryName) {
      return place
    }
    return child(node, member.name)
  }

  private func value(_ member: MemberModel, at node: Int, depth: Int) throws(WireFault) -> WireValue? {
    guard depth < deepestNesting else { throw .tooDeep }
    let shape = member.shape
    switch shape.kind {
    case .structure:
      return .object(try structure(shape, at: node, depth: depth + 1))
    case .list:
      var list: [WireValue] = []
      for place in items(of: node, [shape.item.queryName.string, "member"]) {
        if let value = try value(shape.item, at: place, depth: depth + 1) { list.append(value) }
      }
      return .list(list)
    case .map:
      var entries = UniqueEntries()
      for place in items(of: node, ["entry"]) {
        let key = child(place, shape.key.queryName) ?? nodes[place].children["key"]
        guard let key, let name = nodes[key].value else { continue }
        guard let at = child(place, shape.value.queryName) ?? nodes[place].children["value"] else { continue }
        if let value = try value(shape.value, at: at, depth: depth + 1) { entries.set(name, value) }
      }
      return .object(entries.object)
    default:
      guard let text = nodes[node].value else { return nil }
      guard let value = ScalarText.decode(text, shape) else {
        throw .type("Value '\(text)' at '\(member.name.string)' is not of the type that the parameter has.")
      }
      return value
    }
  }

  /// The places of numbered items, in the order of the numbers, below the node or below one of `containers` in it.
  private func items(of node: Int, _ containers: [String]) -> [Int] {
    let numbered = nodes[node].children.compactMap { name, place in Int(name).map { ($0, place) } }
    if numbered.isEmpty {
      for name in containers {
        if let place = nodes[node].children[name] { return items(of: place, []) }
      }
    }
    return numbered.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
