import Source

extension SAMTranslation {
  private static let machineProperties = SAMProperties([
    .init("Definition", .map), .init("DefinitionUri", [.string, .map]), .init("Logging", .map), .init("Role", .string),
    .init("RolePath", .any), .init("DefinitionSubstitutions", .map), .init("Events", .map, values: .map),
    .init("Name", .string), .init("Type", .string), .init("Tags", .map), .init("PropagateTags", .bool),
    .init("Policies", [.string, .list], of: [.string, .map]), .init("Tracing", .map),
    .init("PermissionsBoundary", .string), .init("AutoPublishAlias", .any), .init("DeploymentPreference", .any),
    .init("UseAliasAsEventTarget", .bool, literal: true),
  ])
  private static let machineMark: SAMValue = ["Key": "stateMachine:createdBy", "Value": "SAM"]

  /// `AWS::Serverless::StateMachine`.
  mutating func stateMachine(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    let policies = try expanded(SAMPolicies(source["Policies"]), source)
    try Self.machineProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    let events = try events(of: source)
    var properties = SAMMap()
    if let name = source["Name"] { properties.set("StateMachineName", name) }
    if let type = source["Type"] { properties.set("StateMachineType", type) }
    if let logging = source["Logging"] { properties.set("LoggingConfiguration", logging) }
    if let tracing = source["Tracing"] { properties.set("TracingConfiguration", tracing) }
    try addDefinition(source, &properties)
    var made: [SAMResource] = []
    if source.truthy("Role") != nil, let policies = source.truthy("Policies") {
      throw source.fault(
        "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them", policies.span)
    }
    if let role = source.truthy("Role") {
      properties.set("RoleArn", role)
    } else {
      let role = try machineRole(source, policies)
      properties.set("RoleArn", role.arn)
      made.append(role)
    }
    properties.set("Tags", .list([Self.machineMark] + Self.tagItems(source["Tags"])))
    let machine = SAMResource(
      source.id, "AWS::StepFunctions::StateMachine", SAMValue(.map(properties)), source.kept,
      dependsOn: source.dependsOn, span: source.span)
    let published = try machineAlias(source)
    let target = source.truthy("UseAliasAsEventTarget") == nil ? machine : published.last ?? machine
    made = [machine] + published + made
    for event in events { made += try machineEvent(event, source, target) }
    return propagating(source, made)
  }

  private func addDefinition(_ source: SAMSource, _ properties: inout SAMMap) throws(SAMFault) {
    var substitutions = source["DefinitionSubstitutions"]?.map ?? SAMMap()
    let (definition, uri) = (source.truthy("Definition"), source.truthy("DefinitionUri"))
    if definition != nil, let uri {
      throw source.fault("Specify either 'Definition' or 'DefinitionUri' property and not both.", uri.span)
    }
    if let definition {
      var count = 0
      let replaced = SAMDefinitionText.substituting(definition) { value in
        count += 1
        let name = "definition_substitution_\(count)"
        substitutions.set(name, value)
        return name
      }
      let lines = SAMDefinitionText.lines(of: replaced).map { SAMValue.string($0) }
      properties.set("DefinitionString", .at(definition.span, ["Fn::Join": ["\n", .list(lines)]]))
    } else if let uri {
      let place = try SAMObjectPlace(uri, property: "DefinitionUri", source)
      properties.set("DefinitionS3Location", place.ofDefinition(uri.span))
    } else {
      let empty = source["Definition"] ?? source["DefinitionUri"]
      throw source.fault("Either 'Definition' or 'DefinitionUri' property must be specified.", empty?.span)
    }
    if !substitutions.isEmpty { properties.set("DefinitionSubstitutions", SAMValue(.map(substitutions))) }
  }

  private func machineRole(_ source: SAMSource, _ policies: [SAMPolicy]) throws(SAMFault) -> SAMResource {
    var managed: [SAMValue] = []
    if let tracing = source["Tracing"], tracing["Enabled"]?.bool == true {
      managed.append(.string("arn:\(partition):iam::aws:policy/\(tracingPolicy)"))
    }
    var role = try role(
      source,
      RoleParts(
        trust: Self.trust(["states.amazonaws.com"]), managed: managed,
        policies: policies, path: source["RolePath"],
        boundary: source["PermissionsBoundary"], tags: .list([Self.machineMark] + Self.tagItems(source["Tags"]))))
    if role.properties["ManagedPolicyArns"] == nil { role.properties["ManagedPolicyArns"] = [] }
    return role
  }

  /// The version and the alias that `AutoPublishAlias` asks for.
  private mutating func machineAlias(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    guard let written = source.truthy("AutoPublishAlias") else {
      for name in ["UseAliasAsEventTarget", "DeploymentPreference"] {
        guard let value = source.truthy(name) else { continue }
        throw source.fault("'\(name)' requires 'AutoPublishAlias' property to be specified.", value.span)
      }
      return []
    }
    guard let name = written.string else {
      throw .resource(
        "\(source.id)Alias\(written.pythonText)", "Logical ids must be alphanumeric.", written.span)
    }
    var attributes = source.inherited
    for name in ["DeletionPolicy", "UpdateReplacePolicy"] where attributes[name] == nil {
      attributes.set(name, "Retain")
    }
    let version = SAMResource(
      source.id + "Version", "AWS::StepFunctions::StateMachineVersion",
      ["StateMachineArn": .ref(source.id), "StateMachineRevisionId": .getAtt(source.id, "StateMachineRevisionId")],
      attributes, span: written.span)
    var properties = SAMMap()
    properties.set("Name", SAMValue(.string(name), written.span))
    var preference = source.truthy("DeploymentPreference") ?? ["Type": "ALL_AT_ONCE"]
    preference["StateMachineVersionArn"] = .ref(version.id)
    properties.set("DeploymentPreference", preference)
    let alias = SAMResource(
      source.id + "Alias" + name, "AWS::StepFunctions::StateMachineAlias", SAMValue(.map(properties)), source.inherited,
      span: written.span)
    return [version, alias]
  }
}

/// A definition of a state machine as text.
enum SAMDefinitionText {
  /// The definition with each call, and each dynamic reference, replaced by a name in `${…}`.
  static func substituting(_ value: SAMValue, depth: Int = 0, _ name: (SAMValue) -> String) -> SAMValue {
    guard depth < SAMValue.deepest else { return value }
    func replaced(_ item: SAMValue) -> SAMValue {
      if item.isIntrinsic || item.string?.holdsDynamicReference == true { return .string("${\(name(item))}") }
      return substituting(item, depth: depth + 1, name)
    }
    switch value.kind {
    case .null, .bool, .number, .string: return value
    case .list(let items): return SAMValue(.list(items.map(replaced)), value.span)
    case .map(let map):
      var result = SAMMap()
      for entry in sorted(map) { result.set(entry.key, replaced(entry.value), keySpan: entry.keySpan) }
      return SAMValue(.map(result), value.span)
    }
  }

  /// JSON with sorted names and four spaces a level, line by line.
  static func lines(of value: SAMValue) -> [String] {
    var lines = [""]
    write(value, indent: 0, &lines)
    return lines
  }

  private static func sorted(_ map: SAMMap) -> [SAMMap.Entry] {
    map.entries.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
  }

  private static func write(_ value: SAMValue, indent: Int, _ lines: inout [String]) {
    func next(_ level: Int) { lines.append(String(repeating: " ", count: level * 4)) }
    switch value.kind {
    case .map(let map) where !map.isEmpty:
      lines[lines.count - 1] += "{"
      for (index, entry) in sorted(map).enumerated() {
        if index > 0 { lines[lines.count - 1] += "," }
        next(indent + 1)
        lines[lines.count - 1] += SAMValue.string(entry.key).canonicalJSON + ": "
        write(entry.value, indent: indent + 1, &lines)
      }
      next(indent)
      lines[lines.count - 1] += "}"
    case .list(let items) where !items.isEmpty:
      lines[lines.count - 1] += "["
      for (index, item) in items.enumerated() {
        if index > 0 { lines[lines.count - 1] += "," }
        next(indent + 1)
        write(item, indent: indent + 1, &lines)
      }
      next(indent)
      lines[lines.count - 1] += "]"
    default: lines[lines.count - 1] += value.canonicalJSON
    }
  }
}
