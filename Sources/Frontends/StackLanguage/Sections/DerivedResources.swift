import Diagnostics
import Source
import Template

extension Section {
  static let derived = Section(
    "derived",
    """
    What is to be otherwise about resources that follow from arrows and entries: a mapping, a permission, a role. The key is \
    the logical id that the resource would have; `stackc build` shows it. An import keeps the ids of existing resources so.
    """,
    entry: .object(
      ObjectShape(
        [
          Key("logicalId", .text, "The logical id that it gets instead."),
          Key(
            "properties", .map(.anything),
            "CloudFormation properties, as they are; they win over the derived ones, and `null` takes one away."),
        ] + CommonKeys.all.filter { attributes.contains($0.name) }, shorthand: "logicalId")),
    example: """
      functions:
        fulfil:
          runtime: python3.13
          handler: app.fulfil
          code: src/fulfil
          consumes: queues.orders
      queues:
        orders: {}
      derived:
        OrdersToFulfilMapping: FulfilOrdersEvent
        FulfilRole: { properties: { MaxSessionDuration: 7200 } }
      """
  ) { lowering, entry in
    // The resources are all there only when every entry is lowered.
    lowering.derivedEntries.append(entry)
  }

  /// The keys of every resource that a derived one takes too.
  private static let attributes: Set<String> = [
    "dependsOn", "condition", "deletionPolicy", "updateReplacePolicy", "metadata",
  ]
}

extension StackLowering {
  /// The template with what `derived:` says; an id that no derived resource has is reported.
  mutating func applyDerivedEntries(to finished: StackTemplate) -> StackTemplate {
    guard !derivedEntries.isEmpty else { return finished }
    var template = finished
    var names: [String: String] = [:]
    for entry in derivedEntries {
      guard template[entry.name]?.origin == .derived else {
        let known = template.resources.filter { $0.origin == .derived }.map(\.logicalID)
        findings.report(.unknownKey(entry.name, at: entry.span, in: "derived", known: known))
        continue
      }
      let properties = entry.value("properties", &self)?.map
      guard var resource = template[entry.name] else { continue }
      resource.properties.override(with: properties)
      applyAttributes(entry, &resource)
      template.update(entry.name) { $0 = resource }
      if let id = entry.plainName("logicalId", &self), canTake(id, in: template, &names) { names[entry.name] = id.text }
    }
    return template.renaming(names)
  }

  private mutating func canTake(_ id: Name, in template: StackTemplate, _ names: inout [String: String]) -> Bool {
    guard id.text.isAlphanumeric else {
      findings.report(.invalidName(id.text, of: "a resource", at: id.span))
      return false
    }
    let holder = template[id.text].flatMap { names[$0.logicalID] == nil && !isRenamed($0.logicalID) ? $0.span : nil }
    if let earlier = holder ?? (names.values.contains(id.text) ? id.span : nil) {
      findings.report(.logicalIDTaken(id.text, at: id.span, earlier: earlier))
      return false
    }
    return true
  }

  /// Whether an entry gives a derived resource another id, so that its own is free.
  private func isRenamed(_ id: String) -> Bool { derivedEntries.contains { $0.name == id && $0.has("logicalId") } }
}
