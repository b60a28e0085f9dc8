import Source

extension StackGraph {
  /// The graph for programs: `{"title", "nodes": […], "edges": […]}`.
  var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("title", title)
      json.member("nodes", each: nodes) { json, node in
        json.object { json in
          json.member("id", node.id)
          json.member("label", node.label)
          json.member("kind", node.kind.rawValue)
          if let type = node.type { json.member("type", type) }
          if !node.detail.isEmpty { json.member("detail", node.detail) }
          if let place = node.place { json.member("place", place) }
        }
      }
      json.member("edges", each: edges) { json, edge in
        json.object { json in
          json.member("from", edge.from)
          json.member("to", edge.to)
          json.member("kind", edge.kind.rawValue)
          if !edge.labels.isEmpty { json.member("labels", edge.labels) }
          if let place = edge.place { json.member("place", place) }
        }
      }
    }
    json.newline()
    return json.bytes
  }
}
