import Frontends
import Source
import Spec
import Template

/// The text of a stack file that is to build to a template, as far as is decided.
struct StackFileText {
  /// The text; it ends in a line feed.
  private(set) var text = ""
  /// What stands for resources other than the entries' own, with the paths of the entries.
  private(set) var arrows: [(arrow: ImportArrow, section: String, key: String)] = []
  /// How many properties the entries of sections stand for, and how many of them stand under `properties:`.
  private(set) var properties = (all: 0, raw: 0)
  /// Sections and keys of entries, by logical id.
  private(set) var entries: [String: (section: String, key: String)] = [:]

  private let imported: ImportedTemplate
  private let choices: ImportChoices
  private var words: KeyWords
  private var lines: [String] = []

  /// - Parameter comments: Comments above resources, by logical id, a line each.
  init(_ imported: ImportedTemplate, _ choices: ImportChoices, comments: [String: [String]]) {
    self.imported = imported
    self.choices = choices
    words = KeyWords(paths: StackPaths(parameters: imported.template.parameters.map(\.name.text)))
    let plan = planEntries()
    words = KeyWords(paths: paths(plan))
    write(plan, comments)
    text = lines.map { $0 + "\n" }.joined()
  }

  /// How values are written in it.
  var keyWords: KeyWords { words }

  // MARK: What stands where

  private typealias Plan = [(kind: ResourceKind, entries: [(key: String, resource: Resource)])]

  private mutating func planEntries() -> Plan {
    ResourceKind.allCases.map { kind in
      var taken: Set<String> = []
      var own: [(String, Resource)] = []
      for resource in imported.template.resources {
        guard ImportedTemplate.kinds[resource.type] == kind, !choices.raw.contains(resource.logicalID),
          !imported.mayFollow(resource, choices)
        else { continue }
        var key = EntryDraft.key(resource, kind)
        if !taken.insert(key).inserted {
          key = resource.logicalID
          taken.insert(key)
        }
        entries[resource.logicalID] = (kind.rawValue, key)
        own.append((key, resource))
      }
      return (kind, own)
    }
  }

  private var rawResources: [Resource] {
    imported.template.resources.filter { resource in
      choices.raw.contains(resource.logicalID)
        || ImportedTemplate.kinds[resource.type] == nil && !imported.mayFollow(resource, choices)
    }
  }

  private func paths(_ plan: Plan) -> StackPaths {
    var paths = words.paths
    for (kind, entries) in plan {
      for (key, resource) in entries { paths.add(resource, kind, path: "\(kind.rawValue).\(key)") }
    }
    for resource in rawResources { paths.addRaw(resource) }
    for alias in imported.template.resources(ofType: "AWS::Lambda::Alias") where imported.mayFollow(alias, choices) {
      guard let function = alias["FunctionName"]?.firstTarget.flatMap({ entries[$0] }), let name = alias["Name"]?.string
      else { continue }
      paths.addPart(alias.logicalID, path: "\(function.section).\(function.key).\(name)")
    }
    return paths
  }

  // MARK: Writing

  private mutating func write(_ plan: Plan, _ comments: [String: [String]]) {
    let template = imported.template
    if let name = template.name { scalar("stack", name.text) }
    if let text = template.description { scalar("description", text.text) }
    section("parameters", template.parameters.map { ($0.name.text, parameter($0), []) })
    section("mappings", template.mappings.entries.map { ($0.key, stackValue($0.value), []) })
    section("conditions", template.conditions.entries.map { ($0.key, stackValue($0.value), []) })
    var sections: [(kind: ResourceKind, entries: [Entry])] = []
    for (kind, entries) in plan {
      var own: [Entry] = []
      for (key, resource) in entries {
        own.append((key, draft(resource, kind, key), comments[resource.logicalID] ?? []))
      }
      sections.append((kind, own))
    }
    var defaults: [Entry] = []
    for index in sections.indices {
      let shared = Self.takingShared(from: &sections[index].entries)
      guard !shared.isEmpty else { continue }
      defaults.append((sections[index].kind.rawValue, Value(.map(shared), Span(template.source, 0, 0)), []))
    }
    section("defaults", defaults)
    for (kind, entries) in sections { section(kind.rawValue, entries) }
    section(
      "resources", rawResources.map { ($0.logicalID, raw($0), comments[$0.logicalID] ?? []) })
    section("outputs", template.outputs.map { ($0.name.text, output($0), []) })
    section("derived", derivedEntries)
  }

  /// An entry of a section, with the comments above it.
  private typealias Entry = (key: String, value: Value, comments: [String])

  /// Keys that say which one an entry is, not how it is.
  private static let ownKeys: Set<String> = ["logicalId", "name", "code", "handler", "description", "condition"]

  /// As many entries must say the same of something else than yes or no, before it is said once for all.
  private static let fewestAlike = 3

  /// Takes what all entries of a section say alike out of them: plain values, which `defaults:` can say once.
  private static func takingShared(from entries: inout [Entry]) -> ValueMap {
    guard entries.count > 1, let first = entries.first?.value.map else { return ValueMap() }
    let maps = entries.compactMap(\.value.map)
    guard maps.count == entries.count else { return ValueMap() }
    let shared = first.entries.filter { entry in
      !ownKeys.contains(entry.key) && entry.value.plainText != nil
        && (maps.count >= fewestAlike || entry.value.bool != nil)
        && maps.allSatisfy { $0[entry.key]?.plainText == entry.value.plainText }
    }
    for index in entries.indices {
      let kept = maps[index].entries.filter { entry in !shared.contains { $0.key == entry.key } }
      entries[index].value = Value(.map(ValueMap(kept)), entries[index].value.span)
    }
    return ValueMap(shared)
  }

  private func stackValue(_ value: Value) -> Value { words.paths.stackValue(value) }

  private mutating func scalar(_ key: String, _ text: String) {
    let place = Span(imported.template.source, 0, 0)
    lines += YAMLText.member(key, YAMLText.block(stackValue(.string(text, place))))
  }

  /// A section with its entries and the comments above them.
  private mutating func section(_ name: String, _ entries: [(key: String, value: Value, comments: [String])]) {
    guard !entries.isEmpty else { return }
    if !lines.isEmpty { lines.append("") }
    lines.append("\(name):")
    for entry in entries {
      lines += entry.comments.map { YAMLText.indented("#\($0)") }
      lines += YAMLText.member(entry.key, YAMLText.block(entry.value)).map(YAMLText.indented)
    }
  }

  private mutating func draft(_ resource: Resource, _ kind: ResourceKind, _ key: String) -> Value {
    var draft = EntryDraft(resource, kind, words, choices, imported)
    draft.sayOwn()
    arrows += draft.arrows.map { ($0, kind.rawValue, key) }
    let entry = draft.finished(key: key)
    properties.all += resource.properties.entries.count
    properties.raw += (entry["properties"]?.map?.entries ?? []).count { !$0.value.isNull }
    return entry
  }

  /// A parameter's attributes by the keys of the section.
  private func parameter(_ parameter: Parameter) -> Value {
    let keys = Section.named("parameters")?.entry.objectShape?.keys ?? []
    let map = ValueMap(
      parameter.attributes.entries.compactMap { entry in
        let key = keys.first { $0.property == entry.key }
        let value = key.flatMap { Self.truth(entry.value, $0.type) } ?? stackValue(entry.value)
        return .init(key?.name ?? entry.key, at: entry.keySpan, value)
      })
    return Value(.map(map), parameter.name.span)
  }

  /// A truth value that stands in quotes, which CloudFormation takes and the stack language does not.
  private static func truth(_ value: Value, _ type: KeyType) -> Value? {
    guard case .boolean = type, let truth = value.string.flatMap({ ["true": true, "false": false][$0] }) else {
      return nil
    }
    return .bool(truth, value.span)
  }

  private func output(_ output: Output) -> Value {
    var map = ValueMap()
    for entry in output.attributes.entries {
      if entry.key == "Export", let name = entry.value["Name"] {
        map.set("export", at: entry.keySpan, stackValue(name))
      } else {
        map.set(entry.key.prefix(1).lowercased() + entry.key.dropFirst(), at: entry.keySpan, stackValue(entry.value))
      }
    }
    // A map would be taken for the output's keys, and so would a function in its long form.
    if map.entries.count == 1, let value = map["value"], value.map == nil, value.list == nil, value.intrinsic == nil {
      return value
    }
    return Value(.map(map), output.name.span)
  }

  /// A resource as CloudFormation has it.
  private func raw(_ resource: Resource) -> Value {
    let span = resource.span
    var map = ValueMap([.init("Type", at: span, .string(resource.type, span))])
    if let condition = resource.condition { map.set("Condition", at: span, .string(condition.text, span)) }
    let earlier = resource.dependsOn.map { Value.string($0.text, span) }
    if !earlier.isEmpty { map.set("DependsOn", at: span, earlier.count == 1 ? earlier[0] : .list(earlier, span)) }
    for attribute in resource.attributes.entries { map.set(attribute.key, at: span, stackValue(attribute.value)) }
    if !resource.properties.isEmpty {
      map.set("Properties", at: span, Value(.map(words.paths.stackMap(resource.properties)), span))
    }
    return Value(.map(map), span)
  }

  /// What keeps derived resources as they were: their ids, and what the template says of them otherwise.
  private var derivedEntries: [(key: String, value: Value, comments: [String])] {
    choices.standIns.sorted { $0.key < $1.key }.compactMap { id, standIn in
      guard let resource = imported.template[standIn.id] else { return nil }
      let span = resource.span
      var map = ValueMap()
      if id != standIn.id { map.set("logicalId", at: span, .string(standIn.id, span)) }
      var properties = ValueMap()
      for name in standIn.differing {
        properties.set(name, at: span, resource[name].map(stackValue) ?? Value(.null, span))
      }
      if !properties.isEmpty { map.set("properties", at: span, Value(.map(properties), span)) }
      for entry in standIn.attributes(of: resource).entries { map.set(entry.key, at: span, stackValue(entry.value)) }
      if map.isEmpty { return nil }
      let only = map.entries.count == 1 ? map["logicalId"] : nil
      return (id, only ?? Value(.map(map), span), [])
    }
  }
}

extension EntryDraft {
  /// What the section of its kind has keys for beyond single properties.
  mutating func sayOwn() {
    switch kind {
    case .functions: sayFunction()
    case .layers: if let type = shape.key("code")?.type { say("code", "Content") { [self] in words.word($0, type) } }
    case .roles: sayRoleEntry()
    case .topics: sayTopic()
    case .rules: sayRule()
    case .apis: sayAPI()
    case .tables: sayTable()
    case .streams: sayStream()
    case .stateMachines: sayStateMachine()
    case .schedules: saySchedule()
    case .buckets: sayBucket()
    case .logs: sayLogGroup()
    case .alarms: sayAlarm()
    case .pipes: sayPipe()
    case .queues, .buses, .deliveryStreams, .analytics, .apiDestinations, .userPools, .identityPools, .networks,
      .keys:
      break
    }
  }
}

extension Value {
  /// A truth value, number or text that refers to nothing, with what it is.
  fileprivate var plainText: String? {
    switch kind {
    case .bool(let truth): "bool \(truth)"
    case .number(let text): "number \(text)"
    case .string(let text): text.holds("${") ? nil : "text \(text)"
    case .null, .list, .map, .intrinsic: nil
    }
  }
}
