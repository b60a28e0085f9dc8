import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// The resource of an entry, with the properties that its keys name; the common keys are applied by ``add(_:from:)``,
  /// so that they win.
  mutating func resource(_ entry: Entry, _ kind: ResourceKind) -> Resource {
    var resource = Resource(
      entry.logicalID, entry.declared?.resourceType ?? kind.resourceType, at: entry.span, extent: entry.extent,
      label: entry.name)
    resource.reference = entry.declared?.path ?? entry.logicalID
    resource.properties = entry.properties(&self)
    return resource
  }

  /// A resource that an entry makes necessary.
  func derived(_ id: String, _ type: String, from entry: Entry, at span: Span? = nil) -> Resource {
    Resource(id, type, at: span ?? entry.span, extent: entry.extent, label: entry.name, origin: .derived)
  }

  /// Adds the resource of an entry after applying the keys that every resource takes.
  mutating func add(_ resource: Resource, from entry: Entry) {
    var resource = resource
    applyName(entry, &resource)
    applyTags(entry, &resource)
    applyAttributes(entry, &resource)
    resource.properties.override(with: entry.value("properties", &self)?.map)
    add(resource)
  }

  private mutating func applyName(_ entry: Entry, _ resource: inout Resource) {
    guard let name = entry.value("name", &self), let span = entry.keySpan("name") else { return }
    guard let property = ResourceType.named(resource.type)?.identity?.nameProperty else { return }
    resource.properties.set(property, at: span, name)
  }

  /// AWS wants tags as a list of pairs or as a map, by type.
  private mutating func applyTags(_ entry: Entry, _ resource: inout Resource) {
    guard let tags = entry.value("tags", &self), let map = tags.map, let span = entry.keySpan("tags") else { return }
    guard let property = CommonKeys.tagProperty(of: resource.type),
      let shape = ResourceType.named(resource.type)?.shape.property(named: property)
    else {
      findings.report(.unknownKey("tags", at: span, in: entry.name, known: []))
      return
    }
    if shape.shape.kinds.contains(.array) {
      let pairs = map.entries.map { Value.object($0.keySpan, ["Key": .string($0.key, $0.keySpan), "Value": $0.value]) }
      resource.properties.set(property, at: span, .list(pairs, tags.span))
    } else {
      resource.properties.set(property, at: span, tags)
    }
  }

  mutating func applyAttributes(_ entry: Entry, _ resource: inout Resource) {
    for value in entry.value("dependsOn", &self)?.listOrSelf ?? [] {
      guard let name = value.string else { continue }
      if let declared = declarations[name] {
        resource.dependsOn.append(Name(declared.logicalID, value.span))
      } else if name.contains(".") {
        findings.report(.unknownPath(name, at: value.span, candidates: declarations.paths))
      } else {
        resource.dependsOn.append(Name(name, value.span))
      }
    }
    if entry.has("condition") { resource.condition = entry.plainName("condition", &self) }
    for (key, attribute) in [
      ("deletionPolicy", "DeletionPolicy"), ("updateReplacePolicy", "UpdateReplacePolicy"), ("metadata", "Metadata"),
    ] {
      if let value = entry.value(key, &self), let span = entry.keySpan(key) {
        resource.attributes.set(attribute, at: span, value)
      }
    }
  }

  /// Refers to the entry's resource.
  func ref(_ entry: Entry) -> Value { .ref(entry.logicalID, entry.span) }

  /// The condition that derived resources of an entry share with it.
  func condition(of entry: Entry) -> Name? {
    entry.node("condition").flatMap { $0.kind == .scalar ? Name($0.text, $0.contentSpan) : nil }
  }
}

extension ValueMap {
  /// Sets properties that its author wrote himself; `null` takes one away.
  mutating func override(with written: ValueMap?) {
    for property in written?.entries ?? [] {
      if property.value.isNull {
        entries.removeAll { $0.key == property.key }
      } else {
        set(property.key, at: property.keySpan, property.value)
      }
    }
  }
}
