import Source
import Template

/// A value at the top of a part of the template, and the part it belongs to.
struct ValuePlace {
  /// What a value belongs to.
  enum Owner {
    /// A property of a resource.
    case property(Resource, ValueMap.Entry)
    /// An attribute of a resource beside its properties: `UpdatePolicy`, `Metadata`.
    case attribute(Resource)
    /// A part of an output.
    case output(Output)
    /// A condition.
    case condition(ValueMap.Entry)
  }

  /// The part.
  let owner: Owner
  /// The value.
  let value: Value

  /// The resource, if it belongs to one.
  var resource: Resource? {
    switch owner {
    case .property(let resource, _), .attribute(let resource): resource
    case .output, .condition: nil
    }
  }

  /// The condition under which the value is worked out at all.
  var condition: Name? {
    switch owner {
    case .property(let resource, _), .attribute(let resource): resource.condition
    case .output(let output): output.condition
    case .condition: nil
    }
  }
}

extension CheckContext {
  /// Calls `body` for every value in which the template may refer to something, in source order of the sections.
  func forEachPlace(_ body: (ValuePlace) -> Void) {
    for entry in template.conditions.entries { body(ValuePlace(owner: .condition(entry), value: entry.value)) }
    for resource in template.resources {
      for entry in resource.properties.entries {
        body(ValuePlace(owner: .property(resource, entry), value: entry.value))
      }
      for entry in resource.attributes.entries {
        body(ValuePlace(owner: .attribute(resource), value: entry.value))
      }
    }
    for output in template.outputs {
      for entry in output.attributes.entries where entry.key != "Condition" {
        body(ValuePlace(owner: .output(output), value: entry.value))
      }
    }
  }

  /// Names of the template's parameters.
  var parameterNames: Set<String> { Set(template.parameters.map(\.name.text)) }

  /// How a resource is called in a message: as its author names it, or by its logical id if it was derived.
  func called(_ resource: Resource) -> String {
    resource.origin == .declared ? resource.label : resource.logicalID
  }
}

extension Output {
  /// `Condition`.
  var condition: Name? { attributes["Condition"].flatMap { value in value.string.map { Name($0, value.span) } } }
}
