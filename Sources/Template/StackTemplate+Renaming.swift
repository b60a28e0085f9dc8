extension StackTemplate {
  /// The template with other logical ids for some resources, here and wherever they are named.
  public func renaming(_ names: [String: String]) -> StackTemplate {
    guard !names.isEmpty else { return self }
    var result = self
    result.removeResources()
    for resource in resources {
      var resource = resource
      resource.logicalID = names[resource.logicalID] ?? resource.logicalID
      if resource.origin == .derived { resource.reference = names[resource.reference] ?? resource.reference }
      resource.properties = resource.properties.renaming(names)
      resource.attributes = resource.attributes.renaming(names)
      resource.dependsOn = resource.dependsOn.map { Name(names[$0.text] ?? $0.text, $0.span) }
      result.add(resource)
    }
    for index in result.outputs.indices {
      result.outputs[index].attributes = result.outputs[index].attributes.renaming(names)
    }
    result.artifacts = artifacts.map { $0.renaming(names) }
    return result
  }
}

extension Artifact {
  fileprivate func renaming(_ names: [String: String]) -> Artifact {
    Artifact(
      owner: names[owner] ?? owner, property: property, path: path, build: build, objectName: objectName,
      keyPath: keyPath, parts: parts)
  }
}

extension ValueMap {
  /// The members with other logical ids in what they refer to.
  public func renaming(_ names: [String: String]) -> ValueMap {
    ValueMap(entries.map { Entry($0.key, at: $0.keySpan, $0.value.renaming(names)) })
  }
}

extension Value {
  /// The value with other logical ids in what it refers to.
  public func renaming(_ names: [String: String]) -> Value {
    switch kind {
    case .null, .bool, .number, .string: self
    case .list(let items): Value(.list(items.map { $0.renaming(names) }), span)
    case .map(let map): Value(.map(map.renaming(names)), span)
    case .intrinsic(let call): .call(call.function, call.renamingArgument(names), span)
    }
  }
}

extension Intrinsic {
  fileprivate func renamingArgument(_ names: [String: String]) -> Value {
    switch function {
    case .ref:
      return argument.string.flatMap { names[$0] }.map { .string($0, argument.span) } ?? argument
    case .getAtt:
      guard var items = argument.list, let id = items.first?.string.flatMap({ names[$0] }) else { return argument }
      items[0] = .string(id, items[0].span)
      return .list(items, argument.span)
    case .sub:
      guard let substitution else { return argument }
      if let text = argument.string { return .string(text.renaming(substitution, names), argument.span) }
      guard var items = argument.list, let text = items.first?.string else { return argument }
      items[0] = .string(text.renaming(substitution, names), items[0].span)
      for index in items.indices.dropFirst() { items[index] = items[index].renaming(names) }
      return .list(items, argument.span)
    default: return argument.renaming(names)
    }
  }
}

extension String {
  /// The text of a `Fn::Sub` with other ids in its placeholders.
  fileprivate func renaming(_ substitution: Substitution, _ names: [String: String]) -> String {
    var result = self
    for case .reference(let name) in substitution.parts where substitution.variables[name.text] == nil {
      let id = name.text.prefix { $0 != "." }
      guard let new = names[String(id)] else { continue }
      result = result.replacing("${\(name.text)}", with: "${\(new)\(name.text.dropFirst(id.count))}")
    }
    return result
  }
}
