import Diagnostics
import Source
import Spec
import Template

extension TemplateReading {
  /// The attributes of all resources, those first that a ``Resource`` has a member for.
  private static let resourceKeys = [
    "Type", "Properties", "DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy",
    "UpdatePolicy", "Metadata",
  ]

  /// Attributes that only the Serverless Application Model's resources, or those it connects, have.
  private static let serverlessKeys = ["Connectors", "IgnoreGlobals"]

  /// Reads a resource ("Resources", AWS CloudFormation User Guide).
  mutating func readResource(_ entry: ValueMap.Entry) {
    guard entry.key != "Fn::Transform" else {
      template.unexpanded.append(Name(Self.include, entry.keySpan))
      return
    }
    checkName(entry, of: "a resource")
    guard let map = map(entry, refusal: .resourceIsNoMap) else { return }
    let place = entry.keySpan.withoutQuotes(entry.key)
    let type = readType(entry, map)
    checkAttributes(of: entry, map, type: type?.text ?? "")
    let extent = Span(place.source, Int(place.start), max(Int(place.end), Int(entry.value.span.end)))
    var resource = Resource(entry.key, type?.text ?? "", at: place, extent: extent, typeSpan: type?.span)
    let written = map.entry("Properties")
    resource.properties = properties(written, of: resource)
    resource.propertiesSpan = written?.keySpan
    if let others = map.entry("DependsOn") {
      resource.dependsOn = names(others, wanted: "a logical id, or a list of them")
      resource.isDependsOnList = others.value.list != nil
    }
    if let condition = map.entry("Condition") {
      if let name = condition.value.string {
        resource.condition = Name(name, condition.value.span.withoutQuotes(name))
      } else {
        let got = condition.value.phrase
        findings.report(
          .wrongType("Condition", wanted: "the name of a condition", got: got, at: condition.value.span)
            .quoting(isServerless && SAMValue(condition.value).isTruthy ? .conditionIsNoText : nil))
      }
    }
    if let metadata = map.entry("Metadata"), metadata.value.map == nil, !metadata.value.isNull,
      metadata.value.intrinsic?.function != .transform
    {
      let value = metadata.value
      findings.report(.wrongType("Metadata", wanted: "a map", got: value.phrase, at: value.span))
    }
    for member in map.entries where !Self.resourceKeys[..<4].contains(member.key) {
      resource.attributes.entries.append(member)
    }
    if let written, written.value.map == nil, !written.value.isNull, resource.properties.isEmpty {
      // `Fn::Transform` may give all properties: what it makes of them is not known here.
      resource.attributes.entries.append(written)
    }
    template.add(resource)
  }

  private mutating func checkAttributes(of entry: ValueMap.Entry, _ map: ValueMap, type: String) {
    for member in map.entries where !Self.resourceKeys.contains(member.key) && member.key != "Fn::Transform" {
      let known = attributes(ofType: type)
      guard !known.contains(member.key) else { continue }
      var finding = Diagnostic.unknownKey(member.key, at: member.keySpan, in: entry.key, known: known)
      // The transform writes such a resource anew, and leaves out what it does not know.
      if isServerless, type.hasPrefix(ServerlessType.prefix) { finding.severity = .warning }
      findings.report(finding)
    }
    guard mayHoldTransform else { return }
    for member in map.entries where member.value.holdsTransform || member.key == "Fn::Transform" {
      template.includedParts.append((entry.key, Name(Self.include, member.keySpan)))
    }
  }

  /// The attributes that a resource of a type may have.
  private func attributes(ofType type: String) -> [String] {
    var known = Self.resourceKeys + (isServerless ? Self.serverlessKeys : [])
    // The version of a custom resource's type ("AWS::CloudFormation::CustomResource").
    if type.hasPrefix("Custom::") || type == "AWS::CloudFormation::CustomResource" { known.append("Version") }
    return known
  }

  private mutating func readType(_ entry: ValueMap.Entry, _ map: ValueMap) -> Name? {
    guard let type = map["Type"] else {
      findings.report(.missingKey("Type", in: entry.key, at: entry.keySpan))
      return nil
    }
    guard let text = type.string, !text.isEmpty else {
      let got = type.string == nil ? type.phrase : "an empty text"
      findings.report(
        .wrongType("Type", wanted: "a resource type such as `AWS::SQS::Queue`", got: got, at: type.span))
      return nil
    }
    return Name(text, type.span.withoutQuotes(text))
  }

  private mutating func properties(_ entry: ValueMap.Entry?, of resource: Resource) -> ValueMap {
    guard let entry else { return ValueMap() }
    switch entry.value.kind {
    case .map(let properties): return properties
    case .intrinsic(let call) where call.function == .transform:
      return ValueMap()
    case .intrinsic(let call) where call.function == .ifElse:
      guard let properties = chosenProperties(call) else { fallthrough }
      return properties
    case .null, .bool, .number, .string, .list, .intrinsic:
      // CloudFormation takes no null either: `'null' values are not allowed in templates`.
      let isSAMs = isServerless && resource.type.hasPrefix(ServerlessType.prefix)
      let span = entry.value.isNull ? entry.keySpan : entry.value.span
      findings.report(
        .wrongType("Properties", wanted: "a map", got: entry.value.phrase, at: span)
          .quoting(isSAMs ? .propertiesAreNoMap(of: resource.logicalID, resource.type) : nil))
      return ValueMap()
    }
  }

  /// The properties of which `Fn::If` chooses one set or the other: each is chosen for itself, with none where it is missing.
  private func chosenProperties(_ call: Intrinsic) -> ValueMap? {
    guard let condition = call.argument(0), let then = call.argument(1), let otherwise = call.argument(2) else {
      return nil
    }
    func members(_ value: Value) -> ValueMap? {
      if value.isNoValue { return ValueMap() }
      if let inner = value.intrinsic { return inner.function == .ifElse ? chosenProperties(inner) : nil }
      return value.map
    }
    guard let first = members(then), let second = members(otherwise) else { return nil }
    /// What stands for a member that a branch lacks, at the branch.
    func none(_ branch: Value) -> Value {
      let span = branch.map?.entries.first?.keySpan ?? branch.span
      return .call(.ref, .string("AWS::NoValue", span), span)
    }
    var chosen = ValueMap()
    for entry in first.entries + second.entries where chosen[entry.key] == nil {
      let items = [condition, first[entry.key] ?? none(then), second[entry.key] ?? none(otherwise)]
      chosen.set(entry.key, at: entry.keySpan, .call(.ifElse, .list(items, entry.value.span), entry.value.span))
    }
    return chosen
  }

  private mutating func names(_ entry: ValueMap.Entry, wanted: String) -> [Name] {
    var names: [Name] = []
    for item in entry.value.listOrSelf {
      if let text = item.string {
        names.append(Name(text, item.span.withoutQuotes(text)))
      } else {
        findings.report(.wrongType(entry.key, wanted: wanted, got: item.phrase, at: item.span))
      }
    }
    return names
  }
}

extension Value {
  /// Whether a part of it is to be made by a transform: members that stand beside `Fn::Transform`.
  fileprivate var holdsTransform: Bool {
    switch kind {
    case .null, .bool, .number, .string: false
    case .list(let items): items.contains { $0.holdsTransform }
    case .map(let map): map["Fn::Transform"] != nil || map.entries.contains { $0.value.holdsTransform }
    case .intrinsic(let call): call.function == .transform || call.argument.holdsTransform
    }
  }
}
