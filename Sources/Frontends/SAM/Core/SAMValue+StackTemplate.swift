import Source
import Template

extension SAMValue {
  /// A template as SAM's transform sees it.
  init(_ template: StackTemplate) {
    var root = SAMMap()
    func add(_ name: String, _ map: SAMMap) { if !map.isEmpty { root.set(name, SAMValue(.map(map))) } }
    var parameters = SAMMap()
    for parameter in template.parameters {
      parameters.set(
        parameter.name.text, SAMValue(.map(SAMMap(parameter.attributes)), parameter.name.span),
        keySpan: parameter.name.span)
    }
    add("Parameters", parameters)
    add("Mappings", SAMMap(template.mappings))
    add("Conditions", SAMMap(template.conditions))
    if let globals = template.globals { root.set("Globals", SAMValue(globals), keySpan: globals.span) }
    var resources = SAMMap()
    for resource in template.resources {
      resources.set(resource.logicalID, SAMValue(resource), keySpan: resource.span)
    }
    root.set("Resources", SAMValue(.map(resources)))
    var outputs = SAMMap()
    for output in template.outputs {
      outputs.set(
        output.name.text, SAMValue(.map(SAMMap(output.attributes)), output.name.span), keySpan: output.name.span)
    }
    add("Outputs", outputs)
    self.init(.map(root))
  }

  private init(_ resource: Resource) {
    var body = SAMMap()
    if !resource.type.isEmpty { body.set("Type", SAMValue(.string(resource.type), resource.typeSpan)) }
    if !resource.dependsOn.isEmpty {
      let names = resource.dependsOn.map { SAMValue(.string($0.text), $0.span) }
      body.set("DependsOn", resource.isDependsOnList ? SAMValue(.list(names)) : names[0])
    }
    if let condition = resource.condition { body.set("Condition", SAMValue(.string(condition.text), condition.span)) }
    if !resource.properties.isEmpty { body.set("Properties", SAMValue(.map(SAMMap(resource.properties)))) }
    for entry in resource.attributes.entries { body.set(entry.key, SAMValue(entry.value), keySpan: entry.keySpan) }
    self.init(.map(body), resource.extent)
  }
}

/// What the transform makes of a template.
struct SAMResult {
  /// The template that it was given.
  let written: SAMValue
  /// The sections that it gives back.
  let sections: SAMValue
  /// By the logical id of a resource that was made, the one that it was made for.
  let makers: [String: String]
  /// The conditions among them that CloudFormation refuses.
  let unfit: [SAMUnfitCondition]
}

extension StackTemplate {
  /// The template with what a transform made of its conditions, resources and outputs.
  ///
  /// A resource that was made stands behind the one that made it necessary.
  func replaced(by result: SAMResult, except transform: Name) -> StackTemplate {
    let (sections, makers) = (result.sections, result.makers)
    var template = StackTemplate(source: source)
    template.name = name
    template.description = description
    template.metadata = metadata
    template.parameters = parameters
    template.mappings = mappings
    template.rules = rules
    template.isWrittenAsTemplate = isWrittenAsTemplate
    template.unexpanded = unexpanded
    template.includedParts = includedParts
    for resource in resources { template.writtenMetadata[resource.span] = resource.attributes["Metadata"] }
    template.transforms = transforms.filter { $0.text != transform.text }
    var conditions = sections["Conditions"]?.map ?? SAMMap()
    // They are told, and stand for what is meant.
    for condition in result.unfit { conditions.set(condition.name, condition.meaning.placed(condition.span)) }
    template.conditions = conditions.valueMap(at: transform.span)
    let written = result.written["Resources"]?.map
    let made = sections["Resources"]?.map ?? SAMMap()
    template.reserveResources(made.count)
    for entry in ordered(made, makers) {
      if let own = self[entry.key], let old = written?[entry.key]?.map, entry.value.map?.isSame(as: old) == true,
        old["Connectors"] == nil, old["IgnoreGlobals"] == nil
      {
        template.add(own)
        continue
      }
      template.add(self.made(entry, by: makers[entry.key].flatMap { self[$0] }, else: transform.span))
    }
    for output in outputs {
      let attributes = sections["Outputs"]?[output.name.text]?.map?.valueMap(at: output.name.span)
      template.outputs.append(Output(name: output.name, attributes: attributes ?? output.attributes))
    }
    return template
  }

  /// The entries in the order of the resources that made them.
  private func ordered(_ map: SAMMap, _ makers: [String: String]) -> [SAMMap.Entry] {
    let ranks = Dictionary(
      resources.enumerated().map { ($1.logicalID, $0) }, uniquingKeysWith: { first, _ in first })
    func rank(_ entry: SAMMap.Entry) -> (Int, Int) {
      if let own = ranks[entry.key] { return (own, 0) }
      return (makers[entry.key].flatMap { ranks[$0] } ?? resources.count, 1)
    }
    let places = map.entries.map(rank)
    return map.entries.indices.sorted { a, b in
      (places[a].0, places[a].1, a) < (places[b].0, places[b].1, b)
    }.map { map.entries[$0] }
  }

  /// A resource of the result. `maker` is what made it necessary.
  private func made(_ entry: SAMMap.Entry, by maker: Resource?, else place: Span) -> Resource {
    let body = entry.value
    let type = body["Type"]?.string ?? ""
    var resource: Resource
    if let own = self[entry.key] {
      resource = own
      resource.type = type
    } else {
      let span = body.span ?? maker?.span ?? place
      resource = Resource(entry.key, type, at: span, extent: maker?.extent, origin: .derived)
    }
    resource.properties = body["Properties"]?.map?.valueMap(at: resource.span) ?? ValueMap()
    let others = body["DependsOn"].map { $0.list ?? [$0] } ?? []
    resource.isDependsOnList = body["DependsOn"]?.isList == true
    resource.dependsOn = others.compactMap { name in name.string.map { Name($0, name.span ?? resource.span) } }
    resource.condition = body["Condition"].flatMap { value in
      value.string.map { Name($0, value.span ?? resource.span) }
    }
    var attributes = body.map ?? SAMMap()
    for name in ["Type", "Properties", "DependsOn", "Condition", "Connectors", "IgnoreGlobals"] {
      attributes.remove(name)
    }
    resource.attributes = attributes.valueMap(at: resource.span)
    return resource
  }
}
