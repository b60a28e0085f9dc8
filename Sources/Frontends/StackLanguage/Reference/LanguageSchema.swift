import Source

/// The JSON Schema of a stack file, made from the sections' declarations: it drives completion and hover in an editor.
///
/// Draft 7, which is what yaml-language-server reads.
public enum LanguageSchema {
  /// The schema as JSON text, ended by a line feed.
  public static var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("$schema", "http://json-schema.org/draft-07/schema#")
      json.member("$id", "urn:stackc:schema:stack")
      json.member("title", "stackc stack")
      json.member("type", "object")
      json.member("additionalProperties", false)
      json.key("properties")
      json.object { json in
        for key in StackKeys.all {
          if key.name == "defaults" { json.defaults(key) } else { json.property(key) }
        }
        for section in Section.all { json.section(section) }
      }
      json.key("definitions")
      json.object { json in json.intrinsicDefinition() }
    }
    json.newline()
    return json.text
  }
}

extension JSONWriter {
  fileprivate mutating func section(_ section: Section) {
    key(section.name)
    object { json in
      json.member("description", section.summary)
      json.key("type")
      json.raw("[\"object\", \"null\"]")
      json.key("additionalProperties")
      json.schema(of: section.entry, description: nil, acceptsNull: section.kind != nil, insists: false)
    }
  }

  /// What every entry of a section starts from has the keys that an entry has.
  fileprivate mutating func defaults(_ key: Key) {
    self.key(key.name)
    object { json in
      json.member("description", key.description)
      json.member("type", "object")
      json.member("additionalProperties", false)
      json.key("properties")
      json.object { json in
        for section in Section.all {
          guard case .object = section.entry else { continue }
          json.key(section.name)
          json.object { $0.member("$ref", "#/properties/\(section.name)/additionalProperties") }
        }
      }
    }
  }

  fileprivate mutating func property(_ key: Key) {
    self.key(key.name)
    schema(of: key.type, description: key.description)
  }

  /// - Parameter insists: whether the keys that a map must have have to be written in it.
  fileprivate mutating func schema(
    of type: KeyType, description: String?, acceptsNull: Bool = false, insists: Bool = true
  ) {
    object { json in
      if let description { json.member("description", description) }
      if let scalar = type.scalarSchema {
        json.alternatives(each: scalar.count) { json, index in json.raw(scalar[index]) }
        return
      }
      switch type {
      case .list(let item):
        json.alternatives(each: 2) { json, index in
          if index == 0 { return json.schema(of: item, description: nil) }
          json.object { json in
            json.member("type", "array")
            json.key("items")
            json.schema(of: item, description: nil)
          }
        }
      case .map(let item):
        json.member("type", "object")
        json.key("additionalProperties")
        json.schema(of: item, description: nil)
      case .object(let shape): json.objectSchema(shape, acceptsNull: acceptsNull, insists: insists)
      case .either(let first, let second):
        json.alternatives(each: 2) { json, index in json.schema(of: index == 0 ? first : second, description: nil) }
      case .text, .boolean, .integer, .duration, .size, .choice, .reference, .identifier, .anything: break
      }
    }
  }

  private mutating func alternatives(each count: Int, _ write: (inout JSONWriter, Int) -> Void) {
    key("anyOf")
    array { json in
      for index in 0..<count { write(&json, index) }
      json.object { $0.member("$ref", "#/definitions/intrinsic") }
    }
  }

  private mutating func objectSchema(_ shape: ObjectShape, acceptsNull: Bool, insists: Bool) {
    var types = ["object"]
    if shape.shorthand != nil { types += ["string", "number", "boolean", "array"] }
    if acceptsNull { types.append("null") }
    key("type")
    if types.count == 1 {
      string("object")
    } else {
      array { json in for type in types { json.string(type) } }
    }
    key("properties")
    object { json in for key in shape.keys { json.property(key) } }
    let required = shape.keys.filter { $0.isRequired && $0.stands.isEmpty }.map(\.name)
    // What a section's `defaults` give need not be written in its entries.
    if insists, !required.isEmpty { member("required", required) }
    key("additionalProperties")
    if let open = shape.open { schema(of: open, description: nil) } else { bool(false) }
  }

  fileprivate mutating func intrinsicDefinition() {
    key("intrinsic")
    object { json in
      json.member("description", "A call of an intrinsic function of CloudFormation.")
      json.member("type", "object")
      json.member("minProperties", 1)
      json.member("maxProperties", 1)
      json.key("patternProperties")
      json.object { json in
        json.key("^(Ref|Fn::[A-Za-z0-9]+)$")
        json.object { _ in }
      }
      json.member("additionalProperties", false)
    }
  }
}

extension Key {
  /// The summary, with the default.
  var description: String { defaultText.map { "\(summary) Default: \($0)." } ?? summary }
}

extension KeyType {
  /// The schemas of a scalar, as JSON; nil for what is none.
  fileprivate var scalarSchema: [String]? {
    switch self {
    case .text, .identifier: [#"{"type": ["string", "number", "boolean"]}"#]
    case .reference: [#"{"type": "string"}"#]
    case .boolean: [#"{"type": "boolean"}"#, #"{"type": "string", "pattern": "\\$\\{"}"#]
    case .integer: [#"{"type": "integer"}"#, #"{"type": "string", "pattern": "\\$\\{"}"#]
    case .duration:
      [#"{"type": "integer"}"#, #"{"type": "string", "pattern": "^([0-9.]+ ?(ms|s|m|min|h|d)|.*\\$\\{.*)$"}"#]
    case .size:
      [#"{"type": "integer"}"#, #"{"type": "string", "pattern": "^([0-9.]+ ?([KMGkmg]i?)?[Bb]|.*\\$\\{.*)$"}"#]
    case .choice(let choices):
      [
        #"{"enum": [\#(choices.flatMap(\.spellings).joined(separator: ", "))]}"#,
        #"{"type": "string", "pattern": "\\$\\{"}"#,
      ]
    case .anything: [#"{}"#]
    case .list, .map, .object, .either: nil
    }
  }
}

extension Choice {
  /// The word as JSON; YAML takes `true` and `false` for truth values.
  fileprivate var spellings: [String] {
    ["\"\(word)\""] + (["true", "false"].contains(word) ? [word] : [])
  }
}
