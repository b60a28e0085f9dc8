import Frontends
import Source
import Spec
import Template

/// The text of a stack file that builds to a template.
struct StackFileText {
  /// What it is to build to.
  let template: StackTemplate
  /// Logical ids of resources that stand under `resources:` as they are.
  var raw: Set<String>
  /// Comments above resources, by logical id, a line each.
  let comments: [String: [String]]

  /// The sections by the types of their resources.
  static let kinds: [String: ResourceKind] = Dictionary(
    ResourceKind.allCases.map { ($0.resourceType, $0) }, uniquingKeysWith: { first, _ in first })

  /// The text; it ends in a line feed.
  var text: String {
    var lines: [String] = []
    if let name = template.name { lines += scalar("stack", name.text) }
    if let text = template.description { lines += scalar("description", text.text) }
    section("parameters", template.parameters.map { ($0.name.text, parameter($0)) }, &lines)
    section("mappings", template.mappings.entries.map { ($0.key, YAMLText.block($0.value)) }, &lines)
    section("conditions", template.conditions.entries.map { ($0.key, YAMLText.block($0.value)) }, &lines)
    for kind in ResourceKind.allCases {
      let own = template.resources.filter { !raw.contains($0.logicalID) && Self.kinds[$0.type] == kind }
      section(kind.rawValue, own.map { (NativeEntry.key($0, kind), NativeEntry($0, kind).block) }, &lines, own)
    }
    let rest = template.resources.filter { raw.contains($0.logicalID) || Self.kinds[$0.type] == nil }
    section("resources", rest.map { ($0.logicalID, resource($0)) }, &lines, rest)
    section("outputs", template.outputs.map { ($0.name.text, output($0)) }, &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  private func scalar(_ key: String, _ text: String) -> [String] {
    YAMLText.member(key, YAMLText.block(.string(text, Span(template.source, 0, 0))))
  }

  /// A section with its entries; `resources` are those that the entries stand for.
  private func section(
    _ name: String, _ entries: [(String, YAMLText.Block)], _ lines: inout [String], _ resources: [Resource] = []
  ) {
    guard !entries.isEmpty else { return }
    if !lines.isEmpty { lines.append("") }
    lines.append("\(name):")
    for (index, entry) in entries.enumerated() {
      if resources.indices.contains(index) {
        lines += (comments[resources[index].logicalID] ?? []).map { YAMLText.indented("#\($0)") }
      }
      lines += YAMLText.member(entry.0, entry.1).map(YAMLText.indented)
    }
  }

  /// A parameter's attributes by the keys of the section.
  private func parameter(_ parameter: Parameter) -> YAMLText.Block {
    let keys = Section.named("parameters")?.entry.objectShape?.keys ?? []
    return Self.map(
      parameter.attributes.entries.flatMap { entry in
        YAMLText.member(keys.first { $0.property == entry.key }?.name ?? entry.key, YAMLText.block(entry.value))
      })
  }

  private func output(_ output: Output) -> YAMLText.Block {
    Self.map(
      output.attributes.entries.flatMap { entry -> [String] in
        if entry.key == "Export", let name = entry.value["Name"] {
          return YAMLText.member("export", YAMLText.block(name))
        }
        return YAMLText.member(entry.key.prefix(1).lowercased() + entry.key.dropFirst(), YAMLText.block(entry.value))
      })
  }

  /// A resource as CloudFormation has it.
  private func resource(_ resource: Resource) -> YAMLText.Block {
    let span = resource.span
    var lines = YAMLText.member("Type", YAMLText.block(.string(resource.type, span)))
    if let condition = resource.condition {
      lines += YAMLText.member("Condition", YAMLText.block(.string(condition.text, span), isRaw: true))
    }
    if !resource.dependsOn.isEmpty {
      let ids = resource.dependsOn.map { Value.string($0.text, span) }
      lines += YAMLText.member("DependsOn", YAMLText.block(.list(ids, span)))
    }
    for attribute in resource.attributes.entries {
      lines += YAMLText.member(attribute.key, YAMLText.block(attribute.value))
    }
    if !resource.properties.isEmpty {
      lines += YAMLText.member("Properties", YAMLText.block(Value(.map(resource.properties), span)))
    }
    return Self.map(lines)
  }

  static func map(_ lines: [String]) -> YAMLText.Block {
    lines.isEmpty ? .scalar("{}") : YAMLText.Block(lines: lines, isCollection: true)
  }
}

extension KeyType {
  /// The fixed keys, if there are such.
  var objectShape: ObjectShape? { if case .object(let shape) = self { shape } else { nil } }
}
