import Source

/// The two kinds of API that exist because an event needs one.
struct SAMImplicitAPI: Sendable {
  let id: String
  let type: String
  let eventType: String
  let idProperty: String
  let isHTTP: Bool

  static let rest = SAMImplicitAPI(
    id: "ServerlessRestApi", type: "AWS::Serverless::Api", eventType: "Api", idProperty: "RestApiId", isHTTP: false)
  static let http = SAMImplicitAPI(
    id: "ServerlessHttpApi", type: "AWS::Serverless::HttpApi", eventType: "HttpApi", idProperty: "ApiId", isHTTP: true)

  /// The name of the condition under which the API exists.
  var condition: String { id + "Condition" }
}

/// What events say of one API.
private struct SAMAPIUse {
  /// Conditions by path and method; nil for none.
  var conditions: [(path: String, methods: [(method: String, condition: String?)])] = []
  var deletionPolicies: [String?] = []
  var replacePolicies: [String?] = []

  mutating func add(_ path: String, _ method: String, _ condition: String?) {
    if let place = conditions.firstIndex(where: { $0.path == path }) {
      if let method = conditions[place].methods.firstIndex(where: { $0.method == method }) {
        conditions[place].methods[method].condition = condition
      } else {
        conditions[place].methods.append((method, condition))
      }
    } else {
      conditions.append((path, [(method, condition)]))
    }
  }
}

extension SAMTranslation {
  /// The name of the property by which the transform marks an API whose body it made.
  static let managed = "__MANAGE_SWAGGER"

  /// Gives APIs that have no definition an empty one.
  mutating func addDefinitionBodies() throws(SAMFault) {
    let apis = [SAMImplicitAPI.rest.type, SAMImplicitAPI.http.type].filter(types.resources.contains)
    for entry in apis.isEmpty ? [] : resources.resources(where: apis.contains) {
      let isRest = entry.value["Type"]?.string == SAMImplicitAPI.rest.type
      let properties = entry.value["Properties"]
      // A REST API must have properties, so that one without is not touched.
      if isRest, properties == nil { continue }
      if properties?["DefinitionBody"]?.isTruthy == true || properties?["DefinitionUri"]?.isTruthy == true { continue }
      var body = entry.value
      body[in: "Properties"]["DefinitionBody"] = isRest ? SAMDefinition.skeleton : SAMDefinition.httpSkeleton
      body[in: "Properties"][Self.managed] = true
      resources.set(entry.key, body)
    }
  }

  /// Adds the API that exists because events need one, and the events' paths to all APIs of the kind.
  mutating func addImplicitAPI(_ kind: SAMImplicitAPI) throws(SAMFault) {
    let written = resources[kind.id]
    // Without one that was written, and without events, it would be made only to be taken away.
    guard written != nil || types.events.contains(kind.eventType) else { return }
    let writtenSpan = resources.keySpan(kind.id)
    var properties = SAMMap()
    properties.set(Self.managed, true)
    properties.set("DefinitionBody", kind.isHTTP ? SAMDefinition.httpSkeleton : SAMDefinition.skeleton)
    if !kind.isHTTP { properties.set("StageName", "Prod") }
    let before = resources
    types.resources.insert(kind.type)
    resources.set(kind.id, ["Type": .string(kind.type), "Properties": SAMValue(.map(properties))])

    var uses: [String: SAMAPIUse] = [:]
    for entry in before.resources(where: SAMTypes.haveEvents.contains) { addPaths(kind, of: entry, into: &uses) }
    addConditions(kind, uses)
    addPolicies(kind, uses[kind.id])
    if resources[kind.id]?["Properties"]?["DefinitionBody"]?["paths"]?.isTruthy != true {
      resources.remove(kind.id)
      if let written { resources.set(kind.id, written, keySpan: writtenSpan) }
    }
  }

  /// Adds the paths of a function's or state machine's events to their APIs.
  private mutating func addPaths(_ kind: SAMImplicitAPI, of entry: SAMMap.Entry, into uses: inout [String: SAMAPIUse]) {
    let all = entry.value["Properties"]?["Events"]?.map ?? SAMMap()
    let events = all.entries.filter { $0.value["Type"]?.string == kind.eventType }
    for event in SAMMap(unique: events).inPythonOrder.entries {
      do throws(SAMFault) {
        try addPath(kind, event, of: entry, into: &uses)
      } catch {
        var fault = error.within(entry.key).placed(event.value.span)
        fault.owner = entry.key
        faults.append(fault)
        return
      }
    }
  }

  private mutating func addPath(
    _ kind: SAMImplicitAPI, _ event: SAMMap.Entry, of owner: SAMMap.Entry, into uses: inout [String: SAMAPIUse]
  ) throws(SAMFault) {
    var properties = event.value["Properties"] ?? .emptyMap
    if !kind.isHTTP, !properties.isTruthy { return }
    guard properties.isMap else {
      throw .event(event.key, "Properties should be a map.", properties.span ?? event.value.span)
    }
    var isNew = false
    if properties[kind.idProperty] == nil {
      properties[kind.idProperty] = .ref(kind.id)
      isNew = true
    }
    try require(kind, &properties, event)
    let reference = properties[kind.idProperty] ?? .null
    let target = reference.refersTo.map { SAMValue(.string($0)) } ?? reference
    guard let api = target.string else {
      throw .event(event.key, "Property '\(kind.idProperty)' should be a string.", reference.span)
    }
    let path = try properties[in: "Path"].mustBeString("Path") { SAMFault.event(event.key, $0, $1) }
    let method = try properties[in: "Method"].mustBeString("Method") { SAMFault.event(event.key, $0, $1) }.lowercased()
    resources.set(owner.key, changed(resources[owner.key] ?? owner.value, event.key, properties))
    guard let resource = resources[api], kind.isHTTP || resource["Type"]?.string != SAMImplicitAPI.http.type else {
      throw .event(
        event.key,
        "\(kind.idProperty) must be a valid reference to an '\(kind.type)' resource in same template.", reference.span)
    }
    uses[api, default: SAMAPIUse()].add(path, method, owner.value["Condition"]?.string)
    uses[api]?.deletionPolicies.append(owner.value["DeletionPolicy"]?.string)
    uses[api]?.replacePolicies.append(owner.value["UpdateReplacePolicy"]?.string)
    if isNew { passTags(kind, owner) }
    if isNew, resources[kind.id]?.span == nil, var made = resources[kind.id] {
      made.span = event.value.span
      resources.set(kind.id, made, keySpan: event.keySpan)
    }
    try addPath(path, method, to: api, at: SAMRoutePlaces(properties, of: event.value.span))
    if kind.isHTTP, let settings = properties["RouteSettings"] {
      let route = method == SAMDefinition.anyMethod ? path : method.uppercased() + " " + path
      let added = owner.value["Condition"]?.string.map { .ifElse($0, settings, .noValue) } ?? settings
      guard let members = added.map else {
        throw .event(event.key, "Property 'RouteSettings' should be a map.", settings.span)
      }
      addRouteSettings(members, route, to: api)
    }
  }

  /// Adds what an event says of its route to what its API says of it.
  private mutating func addRouteSettings(_ settings: SAMMap, _ route: String, to api: String) {
    // What the API says of all routes is told when the API is translated.
    guard resources[api]?["Properties"]?["RouteSettings"].map(\.isMap) ?? true else { return }
    var merged = resources[api]?["Properties"]?["RouteSettings"]?[route] ?? .emptyMap
    for entry in settings.entries { merged[entry.key] = entry.value }
    resources[api]?[in: "Properties"][in: "RouteSettings"][route] = merged
  }

  /// An implicit API takes the tags of what passes them on.
  private mutating func passTags(_ kind: SAMImplicitAPI, _ owner: SAMMap.Entry) {
    let section = owner.value["Type"]?.string == "AWS::Serverless::Function" ? "Function" : "StateMachine"
    let common = owner.value["IgnoreGlobals"] == nil ? sections["Globals"]?[section] : nil
    let own = owner.value["Properties"]
    guard (own?["PropagateTags"] ?? common?["PropagateTags"])?.isTruthy == true else { return }
    var tags = common?["Tags"]?.map ?? SAMMap()
    for entry in own?["Tags"]?.map?.entries ?? [] { tags.set(entry.key, entry.value, keySpan: entry.keySpan) }
    guard !tags.isEmpty else { return }
    resources[kind.id]?[in: "Properties"]["PropagateTags"] = true
    for entry in tags.entries { resources[kind.id]?[in: "Properties"][in: "Tags"][entry.key] = entry.value }
  }

  /// A resource with an event's properties changed.
  private func changed(_ body: SAMValue, _ event: String, _ properties: SAMValue) -> SAMValue {
    var body = body
    body[in: "Properties"][in: "Events"][in: event]["Properties"] = properties
    return body
  }

  /// Requires the path and the method of an event; that of an HTTP API is for every request if it has neither.
  private func require(
    _ kind: SAMImplicitAPI, _ properties: inout SAMValue, _ event: SAMMap.Entry
  ) throws(SAMFault) {
    if kind.isHTTP, properties["Path"]?.isTruthy != true, properties["Method"]?.isTruthy != true {
      properties["Path"] = "$default"
      properties["Method"] = .string(SAMDefinition.anyMethod)
    }
    for name in ["Path", "Method"] where properties[name].map(\.isNull) ?? true {
      throw .event(event.key, "Property '\(name)' is required.", event.value["Properties"]?.span ?? event.keySpan)
    }
  }

  /// Adds a path to an API whose body the transform made.
  private mutating func addPath(
    _ path: String, _ method: String, to api: String, at places: SAMRoutePlaces
  ) throws(SAMFault) {
    guard var body = resources[api], let properties = body["Properties"], let text = properties["DefinitionBody"],
      SAMDefinition.isValid(text)
    else { return }
    guard properties[Self.managed]?.isTruthy == true else { return }
    var definition = SAMDefinition(text)
    definition.addPath(path, method, at: places)
    body[in: "Properties"]["DefinitionBody"] = definition.body
    resources.set(api, body)
  }

  /// Makes the implicit API, and the paths of every managed one, depend on the conditions of what uses them.
  private mutating func addConditions(_ kind: SAMImplicitAPI, _ uses: [String: SAMAPIUse]) {
    if let use = uses[kind.id] {
      let all = use.conditions.flatMap { $0.methods.map(\.condition) }
      if let condition = combined(all, name: kind.condition) { resources[kind.id]?["Condition"] = .string(condition) }
    }
    for entry in resources.resources(where: { $0 == kind.type }) {
      guard let use = uses[entry.key], entry.value["Properties"]?[Self.managed]?.isTruthy == true,
        let text = entry.value["Properties"]?["DefinitionBody"]
      else { continue }
      var definition = SAMDefinition(text)
      for (path, methods) in use.conditions {
        let name = entry.key + Self.pathName(path) + "PathCondition"
        guard let condition = combined(methods.map(\.condition), name: name) else { continue }
        definition.makeConditional(path, condition)
      }
      var body = entry.value
      body[in: "Properties"]["DefinitionBody"] = definition.body
      resources.set(entry.key, body)
    }
  }

  /// A path as part of a logical id.
  private static func pathName(_ path: String) -> String {
    path.reduce(into: "") { name, character in
      switch character {
      case "/": name += "SLASH"
      case "+": name += "PLUS"
      case "{": name += "OB"
      case "}": name += "CB"
      default: name.append(character)
      }
    }
  }

  /// The condition that holds when one of some does; nil if one is always there.
  private mutating func combined(_ all: [String?], name: String) -> String? {
    all.contains { $0 == nil } ? nil : combinedCondition(all.compactMap(\.self), name: name)
  }

  /// An implicit API is kept if something that uses it is.
  private mutating func addPolicies(_ kind: SAMImplicitAPI, _ use: SAMAPIUse?) {
    guard let use else { return }
    func strongest(of words: [String], _ policies: [String?]) -> SAMValue? {
      words.first(where: policies.contains).map { .string($0) }
    }
    if let policy = strongest(of: ["Retain", "Delete"], use.deletionPolicies) {
      resources[kind.id]?["DeletionPolicy"] = policy
    }
    if let policy = strongest(of: ["Retain", "Snapshot", "Delete"], use.replacePolicies) {
      resources[kind.id]?["UpdateReplacePolicy"] = policy
    }
  }

  /// An API that asks for OpenAPI 3 has a body that says so.
  mutating func fixOpenAPIVersions() {
    guard types.resources.contains(SAMImplicitAPI.rest.type) else { return }
    for entry in resources.resources(where: { $0 == SAMImplicitAPI.rest.type }) {
      guard let properties = entry.value["Properties"], let version = properties["OpenApiVersion"],
        properties[Self.managed]?.isTruthy == true, SAMDefinition.isOpenAPI3(version.pythonText)
      else { continue }
      var body = entry.value
      body[in: "Properties"]["OpenApiVersion"] = .string(version.pythonText)
      if var definition = properties["DefinitionBody"], definition.isMap {
        definition["swagger"] = nil
        definition["openapi"] = .string(version.pythonText)
        body[in: "Properties"]["DefinitionBody"] = definition
      }
      resources.set(entry.key, body)
    }
  }
}
