import Source
import Template

/// A value at the top of a part of the template, and the part it belongs to.
struct ValuePlace: Sendable {
  /// What a value belongs to.
  enum Owner: Sendable {
    /// A property of a resource.
    case property(Resource, ValueMap.Entry)
    /// An attribute of a resource beside its properties: `UpdatePolicy`, `Metadata`.
    case attribute(Resource, ValueMap.Entry)
    /// A part of an output.
    case output(Output)
    /// A condition.
    case condition(ValueMap.Entry)
  }

  /// The part.
  let owner: Owner
  /// The value.
  let value: Value
  /// Where its resource stands among those of the template, if it belongs to one.
  var index: Int?

  /// The resource's index, and the name of the property or attribute.
  var member: (index: Int, name: String)? {
    switch owner {
    case .property(_, let entry), .attribute(_, let entry): index.map { ($0, entry.key) }
    case .output, .condition: nil
    }
  }

  /// The resource, if it belongs to one.
  var resource: Resource? {
    switch owner {
    case .property(let resource, _), .attribute(let resource, _): resource
    case .output, .condition: nil
    }
  }

  /// The condition under which the value is worked out at all.
  var condition: Name? {
    switch owner {
    case .property(let resource, _), .attribute(let resource, _): resource.condition
    case .output(let output): output.condition
    case .condition: nil
    }
  }
}

extension ValuePlace {
  /// Every value in which a template may refer to something, in source order of the sections.
  static func all(of template: StackTemplate) -> [ValuePlace] {
    var places: [ValuePlace] = []
    places.reserveCapacity(
      template.resources.reduce(0) { $0 + $1.properties.entries.count + $1.attributes.entries.count })
    for entry in template.conditions.entries { places.append(ValuePlace(owner: .condition(entry), value: entry.value)) }
    for (index, resource) in template.resources.enumerated() {
      for entry in resource.properties.entries {
        places.append(ValuePlace(owner: .property(resource, entry), value: entry.value, index: index))
      }
      for entry in resource.attributes.entries {
        places.append(ValuePlace(owner: .attribute(resource, entry), value: entry.value, index: index))
      }
    }
    for output in template.outputs {
      for entry in output.attributes.entries where entry.key != "Condition" {
        places.append(ValuePlace(owner: .output(output), value: entry.value))
      }
    }
    return places
  }
}

extension CheckContext {
  /// Names of the template's parameters.
  var parameterNames: Set<String> { Set(template.parameters.map(\.name.text)) }

  /// How a resource is called in a message: as its author names it, or by its logical id if it was derived.
  func called(_ resource: Resource) -> String {
    resource.origin == .declared ? resource.label : resource.logicalID
  }
}

extension ValueMap {
  /// The members of some names, at any depth of maps and lists.
  func entries(ofNames names: FewNames) -> [Entry] {
    var found: [Entry] = []
    var pending = [self]
    while let map = pending.popLast() {
      // By index: an entry handed out is a copy, which counts three references.
      for index in map.entries.indices {
        if names.contains(map.entries[index].key) { found.append(map.entries[index]) }
        switch map.entries[index].value.kind {
        case .map(let map): pending.append(map)
        case .list(let items): for item in items { if case .map(let map) = item.kind { pending.append(map) } }
        case .null, .bool, .number, .string, .intrinsic: break
        }
      }
    }
    return found
  }
}

extension Output {
  /// `Condition`.
  var condition: Name? { attributes["Condition"].flatMap { value in value.string.map { Name($0, value.span) } } }
}
