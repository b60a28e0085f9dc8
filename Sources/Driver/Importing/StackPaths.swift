import Frontends
import Source
import Spec
import Template

/// What the stack language calls the things that a template refers to.
struct StackPaths {
  /// Paths for `${…}`, by what they stand for.
  private var texts: [String: String] = [:]
  /// Paths where a resource is expected, by its ARN.
  private var resources: [String: String] = [:]
  /// Paths by what stands between `${` and `}` of a `Fn::Sub`.
  private var tokens: [String: String] = [:]
  /// Paths of the entries, by logical id.
  private(set) var entries: [String: String] = [:]
  /// Logical ids of what stands under `resources:`.
  private var raw: Set<String> = []
  /// Types by logical id.
  private var types: [String: String] = [:]

  private static let pseudoParameters = [
    "AWS::Region": "aws.region", "AWS::AccountId": "aws.accountId", "AWS::Partition": "aws.partition",
    "AWS::StackName": "aws.stackName", "AWS::StackId": "aws.stackId", "AWS::URLSuffix": "aws.urlSuffix",
  ]

  init(parameters: [String]) {
    let place = Span(SourceID(0), 0, 0)
    for (pseudo, path) in Self.pseudoParameters { add(path, .ref(pseudo, place)) }
    for name in parameters { add("parameters.\(name)", .ref(name, place)) }
  }

  /// Adds an entry of a section.
  mutating func add(_ resource: Resource, _ kind: ResourceKind, path: String) {
    entries[resource.logicalID] = path
    types[resource.logicalID] = resource.type
    for name in kind.attributeNames {
      guard let value = kind.value(of: name, id: resource.logicalID, at: resource.span) else { continue }
      // The address of an API depends on its stage.
      if kind == .apis, name == "url" || name == "connectionsUrl" { continue }
      add("\(path).\(name)", value)
      if name == "arn" { resources[value.signature] = path }
    }
  }

  /// Adds what stands under `resources:`.
  mutating func addRaw(_ resource: Resource) {
    let path = "resources.\(resource.logicalID)"
    raw.insert(resource.logicalID)
    types[resource.logicalID] = resource.type
    let ref = Value.ref(resource.logicalID, resource.span)
    add(path, ref)
    let arn = ResourceIdentity.of(resource.type)?.arnAttribute.map {
      Value.getAtt(resource.logicalID, $0, resource.span)
    }
    resources[(arn ?? ref).signature] = path
  }

  /// Adds a part of an entry that a path can name, whose `Ref` stands for it: an alias.
  mutating func addPart(_ id: String, path: String) {
    let ref = Value.ref(id, Span(SourceID(0), 0, 0))
    add(path, ref)
    resources[ref.signature] = path
  }

  private mutating func add(_ path: String, _ value: Value) {
    if texts[value.signature] == nil { texts[value.signature] = path }
    if let token = value.token, tokens[token] == nil { tokens[token] = path }
  }

  /// The path of a resource, where one is expected.
  func resource(_ reference: Value) -> String? { resources[reference.signature] }

  /// The type of the resource that an ARN is of.
  func type(of reference: Value) -> String? {
    reference.target.flatMap { types[$0] }
  }

  /// A resource of a policy statement: a path, also with text behind it, or what it was.
  func policyResource(_ value: Value) -> Value {
    if let path = resource(value) { return .string(path, value.span) }
    if let call = value.intrinsic, call.function == .sub, let text = call.argument.string, text.hasPrefix("${"),
      let end = text.firstIndex(of: "}")
    {
      let token = text[text.index(text.startIndex, offsetBy: 2)..<end]
      let rest = text[text.index(after: end)...]
      if rest.hasPrefix("/"), !rest.contains("${"), let path = resource(Value(token: String(token), at: value.span)) {
        return .string(path + rest, value.span)
      }
    }
    return stackValue(value)
  }

  /// A value as a stack file has it: references by path, and `${` in plain texts so that nothing is replaced.
  func stackValue(_ value: Value) -> Value {
    switch value.kind {
    case .null, .bool, .number: value
    case .string(let text): .string(text.replacing("${", with: "${!"), value.span)
    case .list(let items): .list(items.map(stackValue), value.span)
    case .map(let map): Value(.map(stackMap(map)), value.span)
    case .intrinsic(let call): stackCall(call, value)
    }
  }

  func stackMap(_ map: ValueMap) -> ValueMap {
    ValueMap(map.entries.map { ValueMap.Entry($0.key, at: $0.keySpan, stackValue($0.value)) })
  }

  private func stackCall(_ call: Intrinsic, _ value: Value) -> Value {
    switch call.function {
    case .ref, .getAtt: return path(call, value).map { .string("${\($0)}", value.span) } ?? value
    case .sub:
      if call.argument.string != nil { return interpolated(call).map { .string($0, value.span) } ?? value }
      guard let items = call.argument.list, let text = items.first else { return value }
      return .call(.sub, .list([text] + items.dropFirst().map(stackValue), call.argument.span), value.span)
    case .condition: return value
    default: return .call(call.function, stackValue(call.argument), value.span)
    }
  }

  private func path(_ call: Intrinsic, _ value: Value) -> String? {
    if let path = texts[value.signature] { return path }
    guard call.function == .getAtt, let id = call.argument(0)?.string, raw.contains(id),
      let attribute = call.argument(1)?.string
    else { return nil }
    return "resources.\(id).\(attribute)"
  }

  /// The text of a `Fn::Sub` with paths in its placeholders; nil where one has none. One placeholder alone would become a
  /// `Ref`.
  private func interpolated(_ call: Intrinsic) -> String? {
    guard let parts = call.substitution?.parts, parts.count > 1 else { return nil }
    var text = ""
    var hasPath = false
    for part in parts {
      switch part {
      case .literal(let literal): text += literal.replacing("${", with: "${!")
      case .reference(let name):
        guard let path = path(ofToken: name.text) else { return nil }
        text += "${\(path)}"
        hasPath = true
      }
    }
    return hasPath ? text : nil
  }

  private func path(ofToken token: String) -> String? {
    if let path = tokens[token] { return path }
    guard let dot = token.firstIndex(of: "."), raw.contains(String(token[..<dot])) else { return nil }
    return "resources.\(token)"
  }
}

extension Value {
  /// What stands for a `Ref` or `Fn::GetAtt` between `${` and `}` of a `Fn::Sub`.
  var token: String? {
    guard let call = intrinsic else { return nil }
    if call.function == .ref { return call.argument.string }
    guard call.function == .getAtt, let id = call.argument(0)?.string, let attribute = call.argument(1)?.string else {
      return nil
    }
    return "\(id).\(attribute)"
  }

  /// The reference that stands between `${` and `}` of a `Fn::Sub`.
  init(token: String, at span: Span) {
    if let dot = token.firstIndex(of: ".") {
      self = .getAtt(String(token[..<dot]), String(token[token.index(after: dot)...]), span)
    } else {
      self = .ref(token, span)
    }
  }

  /// The logical id that a `Ref` or `Fn::GetAtt` names.
  var target: String? {
    guard let call = intrinsic, call.function == .ref || call.function == .getAtt else { return nil }
    return call.argument.string ?? call.argument(0)?.string
  }

  /// The first resource that is named anywhere in it.
  var firstTarget: String? {
    var found: String?
    forEachReference { if found == nil, !$0.target.text.hasPrefix("AWS::") { found = $0.target.text } }
    return found
  }

  /// The ARN with text behind it, as the lowering writes it.
  func followed(by suffix: String) -> Value {
    if suffix.isEmpty { return self }
    if let string { return .string(string + suffix, span) }
    if let token { return .sub("${\(token)}\(suffix)", span) }
    if let call = intrinsic, call.function == .sub, let text = call.argument.string { return .sub(text + suffix, span) }
    return self
  }
}
