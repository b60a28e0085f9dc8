import Policy
public import Source

extension NamedAnswer {
  /// Answers as a JSON array, one object a request. With `places` each statement and mismatch has its place in those texts.
  public static func json(_ answers: [NamedAnswer], places: SourceMap? = nil) -> String {
    var json = JSONWriter()
    json.array { json in
      for answer in answers {
        json.object { json in
          json.member("name", answer.name)
          answer.derivation.members(&json, places)
        }
      }
    }
    json.newline()
    return json.text
  }
}

extension Derivation {
  /// Writes `decision`, `deniedBy` and `derivation` into an object.
  func members(_ json: inout JSONWriter, _ places: SourceMap? = nil) {
    json.member("decision", decision.word)
    json.key("deniedBy")
    if let layer = decision.deniedBy { json.string(layer.rawValue) } else { json.null() }
    json.key("derivation")
    json.array { json in for layer in layers { json.object { layer.members(&$0, places) } } }
  }
}

extension Decision {
  /// The outcome in a word.
  fileprivate var word: String {
    switch outcome {
    case .allow: "allow"
    case .implicitDeny: "implicitDeny"
    case .explicitDeny: "explicitDeny"
    case .depends: "depends"
    }
  }
}

extension Derivation.Layer {
  fileprivate func members(_ json: inout JSONWriter, _ places: SourceMap?) {
    json.member("layer", layer.rawValue)
    json.member("level", level)
    json.member("allows", allows.word)
    json.member("denies", denies.word)
    json.key("statements")
    json.array { json in for statement in statements { json.object { statement.members(&$0, places) } } }
  }
}

extension Derivation.Considered {
  fileprivate func members(_ json: inout JSONWriter, _ places: SourceMap?) {
    json.member("policy", document)
    json.member("statement", index)
    if let sid = statement.sid { json.member("sid", sid.value) }
    json.member("effect", statement.effect == .deny ? "Deny" : "Allow")
    json.member("matches", matches.word)
    if let places { statement.span.members(&json, places) }
    if !dependsOn.isEmpty { json.member("dependsOn", dependsOn.map(\.name)) }
    guard !mismatches.isEmpty else { return }
    json.key("mismatches")
    json.array { json in
      for mismatch in mismatches {
        json.object { json in
          json.member("element", mismatch.element)
          if let condition = mismatch.condition {
            json.member("operator", condition.comparison)
            json.member("key", condition.key)
          }
          json.member("wanted", mismatch.wanted.map(\.description))
          json.member("actual", mismatch.actual.map(\.description))
          if let places { mismatch.span.members(&json, places) }
        }
      }
    }
  }
}

extension Span {
  /// Writes `file`, `start` and `end`, as findings have them.
  func members(_ json: inout JSONWriter, _ places: SourceMap) {
    guard let file = places[source], let first = places.start(of: self), let last = places.end(of: self) else { return }
    json.member("file", file.path)
    for (name, place) in [("start", first), ("end", last)] {
      json.key(name)
      json.object { json in
        json.member("line", place.line)
        json.member("column", place.column)
        json.member("offset", place.offset)
      }
    }
  }
}

extension Truth {
  fileprivate var word: String {
    switch self {
    case .yes: "yes"
    case .no: "no"
    case .maybe: "depends"
    }
  }
}
