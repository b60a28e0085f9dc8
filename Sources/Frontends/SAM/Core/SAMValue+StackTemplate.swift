import Source
import Template

extension SAMValue {
  /// A template as SAM's transform sees it.
  init(_ template: StackTemplate) {
    var root = SAMMap()
    func add(_ name: String, _ map: SAMMap) { if !map.isEmpty { root.set(name, SAMValue(.map(map))) } }
    var parameters = SAMMap()
    parameters.reserve(template.parameters.count)
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
    resources.reserve(template.resources.count)
    for resource in template.resources {
      resources.set(resource.logicalID, SAMValue(resource), keySpan: resource.span)
    }
    root.set("Resources", SAMValue(.map(resources)))
    var outputs = SAMMap()
    outputs.reserve(template.outputs.count)
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
    for resource in resources {
      if let metadata = resource.attributes["Metadata"] { template.writtenMetadata[resource.span] = metadata }
    }
    template.transforms = transforms.filter { $0.text != transform.text }
    var conditions = sections["Conditions"]?.map ?? SAMMap()
    // They are told, and stand for what is meant.
    for condition in result.unfit { conditions.set(condition.name, condition.meaning.placed(condition.span)) }
    template.conditions = conditions.valueMap(at: transform.span)
    // One for each resource, in their order.
    let written = result.written["Resources"]?.map?.entries ?? []
    let made = sections["Resources"]?.map?.entries ?? []
    template.reserveResources(made.count)
    for place in places(made, makers) {
      let entry = made[place.entry]
      let own = place.own.map { resources[$0] }
      if let own, let position = place.own, let old = written[position].value.map,
        entry.value.map?.isSame(as: old) == true, old["Connectors"] == nil, old["IgnoreGlobals"] == nil
      {
        template.add(own)
        continue
      }
      template.add(self.made(entry, from: own, by: place.maker.map { resources[$0] }, else: transform.span))
    }
    for output in outputs {
      let attributes = sections["Outputs"]?[output.name.text]?.map?.valueMap(at: output.name.span)
      template.outputs.append(Output(name: output.name, attributes: attributes ?? output.attributes))
    }
    return template
  }

  /// An entry of the result, with the position of the resource of its name, or else of what made it necessary.
  private struct Place {
    let entry: Int
    let own: Int?
    let maker: Int?
  }

  /// The entries in the order of the resources that made them.
  private func places(_ entries: [SAMMap.Entry], _ makers: [String: String]) -> [Place] {
    let places = entries.indices.map { index in
      let own = position(of: entries[index].key)
      let maker = own == nil ? makers[entries[index].key].flatMap { position(of: $0) } : nil
      return Place(entry: index, own: own, maker: maker)
    }
    func rank(_ place: Place) -> Int {
      place.own.map { 2 * $0 } ?? 2 * (place.maker ?? resources.count) + 1
    }
    // Those of one rank stay in the order in which they came out.
    let order = places.map { rank($0) * places.count + $0.entry }
    return places.sorted { order[$0.entry] < order[$1.entry] }
  }

  /// A resource of the result: `own` is what was written under its name, `maker` what made it necessary.
  private func made(_ entry: SAMMap.Entry, from own: Resource?, by maker: Resource?, else place: Span) -> Resource {
    let body = entry.value
    let type = body["Type"]?.string ?? ""
    var resource =
      own
      ?? Resource(
        entry.key, type, at: body.span ?? maker?.span ?? place, extent: maker?.extent, origin: .derived)
    let span = resource.span
    resource.type = type
    resource.properties = body["Properties"]?.map?.valueMap(at: span) ?? ValueMap()
    let others = body["DependsOn"]
    resource.isDependsOnList = others?.isList == true
    resource.dependsOn = (others.map { $0.list ?? [$0] } ?? []).compactMap { name in
      name.string.map { Name($0, name.span ?? span) }
    }
    resource.condition = body["Condition"].flatMap { value in value.string.map { Name($0, value.span ?? span) } }
    let attributes = (body.map?.entries ?? []).filter { !Self.notAttributes.contains($0.key) }
    resource.attributes = SAMMap(unique: attributes).valueMap(at: span)
    return resource
  }

  /// What of a resource is no attribute, or is SAM's alone.
  private static let notAttributes = ["Type", "Properties", "DependsOn", "Condition", "Connectors", "IgnoreGlobals"]
}
