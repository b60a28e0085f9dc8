import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let tagNotAccepted = Rule(
    "STK422", "tag-not-accepted", .error, "a tag that AWS does not accept",
    limits: ["TAG-001", "TAG-002", "TAG-003"],
    why: """
      AWS refuses the tags and with them the resource: keys that begin with `aws:` are AWS's own, a key stands once, and \
      keys, values and their count are limited ("Tag restrictions").
      """,
    examples: [
      .bad("queues:\n  jobs: { tags: { ↓aws:team: shop } }\n"),
      .bad(
        "resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties: { Tags: [{ Key: team, Value: a }, { Key: ↓team, Value: b }] }\n"
      ),
      .good("queues:\n  jobs: { tags: { team: shop } }\n"),
    ])
}

extension Check {
  static let tagNotAccepted = Check(.tagNotAccepted) { context, findings in
    for resource in context.template.resources {
      guard let tags = resource["Tags"] else { continue }
      Diagnostic.judgeTags(tags.tags, of: resource, context, &findings)
    }
  }
}

extension Value {
  /// Keys and values of tags, which AWS wants as a list of pairs or as a map, by type.
  fileprivate var tags: [(key: Name, value: Value?)] {
    if let map { return map.entries.map { (Name($0.key, $0.keySpan), $0.value) } }
    return (list ?? []).compactMap { pair in
      pair["Key"].flatMap { key in key.string.map { (Name($0, key.span), pair["Value"]) } }
    }
  }
}

extension Diagnostic {
  fileprivate static func judgeTags(
    _ tags: [(key: Name, value: Value?)], of resource: Resource, _ context: CheckContext, _ findings: inout Findings
  ) {
    func refused(_ message: String, _ limits: [String] = [], at span: Span) {
      findings.report(Diagnostic(.tagNotAccepted, message, at: span, limits: limits))
    }
    // What the schema bounds is judged with the properties.
    let shape = resource.documented?.shape.property(named: "Tags")?.shape
    let item = shape?.items
    let longestKey = item?.property(named: "Key")?.shape.maxLength == nil ? CheckContext.limit("TAG-002") : nil
    let longestValue = item?.property(named: "Value")?.shape.maxLength == nil ? CheckContext.limit("TAG-003") : nil
    let most = shape?.maxItems == nil ? CheckContext.limit("TAG-001") : nil
    var seen: Set<String> = []
    for (key, value) in tags {
      if key.text.utf8.prefix(4).lazy.map(\.asciiLowercased).elementsEqual("aws:".utf8) {
        refused("the tag `\(key.text)` begins with `aws:`, which only AWS may use", at: key.span)
      } else if tags.count > 1, !seen.insert(key.text).inserted {
        refused("`\(context.called(resource))` has the tag `\(key.text)` twice", at: key.span)
      } else if let most = longestKey, key.text.scalarCount > most {
        refused("a tag's key has at most \(most) characters", ["TAG-002"], at: key.span)
      }
      if let value, let text = value.string, let most = longestValue, text.scalarCount > most {
        refused(
          "the value of the tag `\(key.text)` has \(text.scalarCount) characters, more than \(most)",
          ["TAG-003"],
          at: value.span)
      }
    }
    if let most, tags.indices.contains(most) {
      refused(
        "`\(context.called(resource))` has \(tags.count) tags, more than \(most)", ["TAG-001"], at: tags[most].key.span)
    }
  }
}
