import Policy
import Questions
import Source
import Spec
import Template

extension StackComparison {
  /// The changes as one JSON object.
  func json(_ places: SourceMap) -> String {
    var json = JSONWriter()
    json.object { json in
      json.key("resources")
      json.array { json in for change in resources { json.object { change.members(&$0, places) } } }
      json.key("permissions")
      json.array { json in for party in permissions { json.object { members(of: party, &$0, places) } } }
    }
    json.newline()
    return json.text
  }

  private func members(of party: PartyChanges, _ json: inout JSONWriter, _ places: SourceMap) {
    json.member("principal", party.name)
    json.place("place", party.place, places)
    if let assumption = party.assumption { json.member("assuming", assumption) }
    json.key("changes")
    json.array { json in
      for change in party.changes { json.object { members(of: change, &$0, places) } }
    }
    json.key("unknown")
    json.array { json in
      for (name, span, isNew) in party.unknown {
        json.object { json in
          json.member("policy", name)
          json.member("change", isNew ? "gained" : "lost")
          json.place("place", span, places)
        }
      }
    }
    json.member("incomplete", party.omissions.map(\.words).sorted())
  }

  private func members(of change: PermissionChange, _ json: inout JSONWriter, _ places: SourceMap) {
    json.member("change", change.direction == .gained ? "gained" : "lost")
    json.member("certain", change.isCertain)
    json.member("words", words(change))
    for (name, parts) in [("actions", change.actions), ("resources", change.resources)] {
      json.key(name)
      json.array { json in for part in parts { json.object { members(of: part, &$0) } } }
    }
    for (name, conditions) in [("conditions", change.conditions), ("unless", change.exceptIf)] {
      json.key(name)
      json.array { json in
        for condition in conditions {
          json.object { json in
            json.member("operator", condition.comparison.value)
            json.member("key", condition.key.value)
            json.member("values", condition.values.map(\.value.description))
          }
        }
      }
    }
    json.member("effect", change.cause.statement.effect == .deny ? "Deny" : "Allow")
    json.member("layer", change.cause.layer.rawValue)
    json.member("side", change.cause.side == .old ? "old" : "new")
    json.place("place", change.cause.statement.span, places)
  }

  private func members(of part: ChangedPart, _ json: inout JSONWriter) {
    if let pattern = part.pattern { json.member("pattern", pattern.description) }
    if let target = part.target { json.member("resource", reference(of: target)) }
    if part.isNegated { json.member("allBut", true) }
    if !part.exceptions.isEmpty { json.member("except", part.exceptions.map(\.description)) }
    if part.furtherExceptions > 0 { json.member("furtherExceptions", part.furtherExceptions) }
    if let example = part.example { json.member("example", example.description) }
    if part.isUnknownAlone { json.member("undocumentedAlone", true) }
  }
}

extension ResourceChange {
  fileprivate func members(_ json: inout JSONWriter, _ places: SourceMap) {
    json.member("change", kind.rawValue)
    if let resource {
      json.member("logicalId", resource.logicalID)
      json.member("reference", resource.reference)
      json.member("type", resource.type)
    }
    if kind == .renamed, let old { json.member("oldLogicalId", old.logicalID) }
    if kind == .retyped, let old { json.member("oldType", old.type) }
    if kind == .changed { json.member("effect", effect.word) }
    json.member("isKept", isKept)
    if let loss { json.member("dataLost", loss.holds) }
    json.place("old", old?.span, places)
    json.place("new", new?.span, places)
    json.key("properties")
    json.array { json in for property in properties { json.object { property.members(&$0, places) } } }
    json.member("derived", derived.map(\.logicalID))
  }
}

extension PropertyChange {
  fileprivate func members(_ json: inout JSONWriter, _ places: SourceMap) {
    json.member("path", path)
    json.member("effect", effect.word)
    for (name, value) in [("old", old), ("new", new)] {
      guard let value else { continue }
      json.key(name)
      json.object { json in
        json.key("value")
        value.write(&json)
        json.place("place", value.span, places)
      }
    }
  }
}

extension PropertyChange.Effect {
  /// The effect in a word.
  fileprivate var word: String {
    switch self {
    case .update: "update"
    case .mayReplace: "mayReplace"
    case .replace: "replace"
    }
  }
}

extension Datum {
  /// Writes the value; what is not known stands as `${name}`.
  fileprivate func write(_ json: inout JSONWriter) {
    switch kind {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .list(let items): json.array { json in for item in items { item.write(&json) } }
    case .map(let members):
      json.object { json in
        for member in members {
          json.key(member.key)
          member.value.write(&json)
        }
      }
    case .number, .string, .unknown: json.string(text?.description ?? "")
    }
  }
}

extension JSONWriter {
  /// Writes a place as an object; nothing where there is none.
  fileprivate mutating func place(_ name: String, _ span: Span?, _ places: SourceMap) {
    guard let span, places[span.source] != nil else { return }
    key(name)
    object { span.members(&$0, places) }
  }
}
