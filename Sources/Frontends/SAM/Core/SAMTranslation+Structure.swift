import Source
import Spec

extension SAMTranslation {
  /// What must hold of every template, before any resource is looked at.
  func checkStructure() throws(SAMFault) {
    guard !resources.isEmpty else { throw SAMFault.resourcesAreNone }
    let all = resources.entries
    for place in all.indices where !all[place].value.isMap {
      throw SAMFault.resourceIsNoMap.placed(all[place].value.span ?? all[place].keySpan)
    }
    for name in ["Mappings", "Parameters"] {
      guard let section = sections[name], !section.isMap else { continue }
      throw SAMFault.sectionIsNoMap.placed(sections.keySpan(name) ?? section.span)
    }
    for place in all.indices {
      guard let body = all[place].value.map else { continue }
      if let condition = body["Condition"]?.ifTruthy, !condition.isString {
        throw SAMFault.conditionIsNoText.placed(condition.span ?? all[place].keySpan)
      }
      guard let type = body.string("Type"), Self.isChecked(type) else { continue }
      if let properties = body["Properties"], !properties.isMap {
        throw SAMFault.propertiesAreNoMap(of: all[place].key, type).placed(properties.span ?? all[place].keySpan)
      }
    }
  }

  /// Whether SAM looks at a type's properties before it does anything with the template.
  static func isChecked(_ type: String) -> Bool {
    type.hasPrefix(ServerlessType.prefix) && type != ServerlessType.connector.rawValue
      && type != ServerlessType.graphQLAPI.rawValue
  }

  /// Parameters that no value was given for have their default.
  mutating func addDefaults() {
    for entry in sections["Parameters"]?.map?.entries ?? [] {
      guard parameters.values[entry.key] == nil, let value = entry.value["Default"] else { continue }
      parameters.values[entry.key] = value
    }
  }

  /// The template with what came out, in which names of the transform's own are replaced.
  func finished() -> SAMValue {
    var root = sections
    root.remove("Transform")
    root.remove("Globals")
    if let transforms = sections["Transform"]?.list?.filter({ !Self.isTransform($0) }), !transforms.isEmpty {
      root.set("Transform", transforms.count == 1 ? transforms[0] : .list(transforms))
    }
    var all = results
    // Nearly always there is none, and nothing to be copied.
    for id in renamed.isEmpty ? [] : all.keys {
      guard let others = all[id]?["DependsOn"] else { continue }
      let names = (others.list ?? [others]).map { name in
        name.string.flatMap { renamed[$0] }.map { SAMValue(.string($0), name.span) } ?? name
      }
      all[id]?["DependsOn"] = others.isList ? SAMValue(.list(names), others.span) : names[0]
    }
    root.set("Resources", SAMValue(.map(all)))
    return SAMRenaming(self).named(SAMValue(.map(root)))
  }

  /// Whether a name of `Transform` is this one.
  static func isTransform(_ value: SAMValue) -> Bool { value.string == ServerlessType.transform }
}

/// What SAM says of the form of a template; the front end of CloudFormation finds the same before SAM's transform.
extension SAMFault {
  static let resourceIsNoMap = SAMFault.document(
    "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.")
  static let conditionIsNoText = SAMFault.document("Every Condition member must be a string.")

  /// Of a section that is no map; a call counts as one, whose members are no resources.
  static func sectionIsNoMap(_ name: String, isCall: Bool) -> SAMFault? {
    switch name {
    case "Globals": SAMFault(.globals, "It must be a non-empty dictionary")
    case "Mappings", "Parameters": sectionIsNoMap
    case "Resources": isCall ? resourceIsNoMap : resourcesAreNone
    default: nil
    }
  }

  static let sectionIsNoMap = SAMFault.document(
    "'Mappings' or 'Parameters' is either null or not a valid dictionary.")
  static let resourcesAreNone = SAMFault.document("'Resources' section is required")

  static func propertiesAreNoMap(of id: String, _ type: String) -> SAMFault {
    .resource(
      id,
      SAMTranslation.isChecked(type)
        ? "Attribute 'Properties' should be a map." : "Properties of a resource must be an object.")
  }
}
