import Source

extension SAMTranslation {
  /// What must hold of every template, before any resource is looked at.
  func checkStructure() throws(SAMFault) {
    guard !resources.isEmpty else { throw .document("'Resources' section is required") }
    for entry in resources.entries where !entry.value.isMap {
      throw .document(
        "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.",
        entry.value.span ?? entry.keySpan)
    }
    for name in ["Mappings", "Parameters"] {
      guard let section = sections[name], !section.isMap else { continue }
      throw .document(
        "'Mappings' or 'Parameters' is either null or not a valid dictionary.", sections.keySpan(name) ?? section.span)
    }
    for entry in resources.entries {
      if let condition = entry.value["Condition"], !condition.isString {
        throw .document("Every Condition member must be a string.", condition.span ?? entry.keySpan)
      }
      try checkResource(entry)
    }
  }

  private func checkResource(_ entry: SAMMap.Entry) throws(SAMFault) {
    let body = entry.value
    guard body["Type"]?.string?.hasPrefix("AWS::Serverless::") == true else { return }
    if let properties = body["Properties"], !properties.isMap, !properties.isNull {
      throw .resource(entry.key, "Attribute 'Properties' should be a map.", properties.span ?? entry.keySpan)
    }
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
    all.mapValues { _, body in
      guard !renamed.isEmpty, let others = body["DependsOn"] else { return }
      let names = (others.list ?? [others]).map { name in
        name.string.flatMap { renamed[$0] }.map { SAMValue(.string($0), name.span) } ?? name
      }
      body["DependsOn"] = others.isList ? SAMValue(.list(names), others.span) : names[0]
    }
    root.set("Resources", SAMValue(.map(all)))
    return named(SAMValue(.map(root)))
  }

  /// Whether a name of `Transform` is this one.
  static func isTransform(_ value: SAMValue) -> Bool { value.string == "AWS::Serverless-2016-10-31" }
}
