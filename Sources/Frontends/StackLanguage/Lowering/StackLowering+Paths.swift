import Diagnostics
import Source
import Spec
import Template
import YAML

/// What a path names.
enum PathTarget {
  /// A resource, with an attribute or an alias after it; empty for the resource itself.
  case resource(Declared, rest: String)
  case parameter(String)
  /// A pseudo parameter: `AWS::Region`.
  case pseudoParameter(String)
  /// The name of an export of another stack.
  case imported(Value)
}

extension StackLowering {
  /// What `${aws.…}` can name, with CloudFormation's pseudo parameters.
  static let pseudoParameters: [(name: String, pseudo: String)] = [
    ("region", "AWS::Region"), ("accountId", "AWS::AccountId"), ("partition", "AWS::Partition"),
    ("stackName", "AWS::StackName"), ("stackId", "AWS::StackId"), ("urlSuffix", "AWS::URLSuffix"),
  ]

  /// Looks a path up; reports one that names nothing, with the nearest that does.
  mutating func target(ofPath path: String, at span: Span) -> PathTarget? {
    if path.hasPrefix("aws.") {
      if let found = Self.pseudoParameters.first(where: { "aws.\($0.name)" == path }) {
        return .pseudoParameter(found.pseudo)
      }
      findings.report(.unknownPath(path, at: span, candidates: Self.pseudoParameters.map { "aws.\($0.name)" }))
      return nil
    }
    guard let (declared, rest) = declarations.longestMatch(path) else {
      findings.report(.unknownPath(path, at: span, candidates: candidates(near: path)))
      return nil
    }
    switch declared.section.name {
    case Section.parameters.name where rest.isEmpty: return .parameter(declared.key)
    case Section.imports.name where rest.isEmpty: return .imported(.string(declared.node.text, declared.node.span))
    case Section.resources.name: return .resource(declared, rest: rest)
    default:
      guard declared.section.kind != nil else {
        findings.report(.unknownPath(path, at: span, candidates: candidates(near: path)))
        return nil
      }
      return .resource(declared, rest: rest)
    }
  }

  /// What a misspelt path may have meant: the entries, and the attributes of the nearest one when it has the length of one.
  private func candidates(near path: String) -> [String] {
    let candidates = declarations.paths
    guard path.split(separator: ".").count > 2, let dot = path.lastIndex(of: "."),
      let near = Spelling.nearest(to: String(path[..<dot]), in: candidates), let declared = declarations[near]
    else { return candidates }
    return candidates + (declared.section.kind?.attributeNames ?? []).map { "\(near).\($0)" }
  }

  /// The ARN of what a path names, for a place where a resource is expected.
  mutating func reference(_ path: String, at span: Span, kinds: [ResourceKind]) -> Value? {
    guard let target = target(ofPath: path, at: span) else { return nil }
    guard case .resource(let declared, let rest) = target else { return value(of: target, at: span) }
    if let kind = declared.section.kind, !kinds.isEmpty, !kinds.contains(kind) {
      findings.report(.wrongKind(of: declared, at: span, wanted: kinds))
      return nil
    }
    guard !rest.isEmpty else { return arn(of: declared, at: span) }
    if declared.hasAliases, let id = aliasID(of: declared, named: rest) { return .ref(id, span) }
    if rest == "arn" {
      findings.report(.attributeWhereResource(path, at: span, declared: declared))
    } else {
      let aliases = declared.aliasNames
      findings.report(
        .unknownPath(path, at: span, candidates: [declared.path] + aliases.map { "\(declared.path).\($0)" }))
    }
    return nil
  }

  /// The ARN of an entry.
  func arn(of declared: Declared, at span: Span) -> Value? {
    guard let kind = declared.section.kind else {
      // `Ref` of a raw resource is often a name or a URL.
      let identity = declared.resourceType.flatMap { ResourceIdentity.of($0) }
      if let attribute = identity?.arnAttribute { return .getAtt(declared.logicalID, attribute, span) }
      return .ref(declared.logicalID, span)
    }
    return kind.arnSource.map { $0.value(of: declared.logicalID, at: span) }
  }

  /// What a placeholder in a text stands for.
  mutating func value(ofPlaceholder path: String, at span: Span) -> Value? {
    target(ofPath: path, at: span).flatMap { value(of: $0, at: span) }
  }

  private mutating func value(of target: PathTarget, at span: Span) -> Value? {
    switch target {
    case .parameter(let name), .pseudoParameter(let name): return .ref(name, span)
    case .imported(let export): return .call(.importValue, export, span)
    case .resource(let declared, let rest):
      guard let kind = declared.section.kind else {
        return rest.isEmpty ? .ref(declared.logicalID, span) : .getAtt(declared.logicalID, rest, span)
      }
      if kind == .networks, let value = existingNetwork(declared, rest, at: span) { return value }
      if kind == .functions, rest == "url", !declared.has("url") {
        findings.report(
          .missingKey("url", in: declared.key, at: span, help: "a function has a URL only with `url:`"))
        return nil
      }
      if let source = kind.attributes.first(where: { $0.name == rest })?.source {
        let value = source.value(of: declared.logicalID, at: span)
        return kind == .apis ? address(value, rest, of: declared, at: span) : value
      }
      if declared.hasAliases, let id = aliasID(of: declared, named: rest) { return .ref(id, span) }
      if kind == .userPools, let value = clientAttribute(rest, of: declared, at: span) { return value }
      findings.report(.unknownAttribute(rest, of: declared, kind: kind, at: span))
      return nil
    }
  }

  /// An attribute of a network that exists outside of the stack; nil for one that the stack makes.
  private mutating func existingNetwork(_ declared: Declared, _ attribute: String, at span: Span) -> Value? {
    let layout = networkLayout(declared)
    guard !layout.isNew, let id = vpc(of: layout, at: span) else { return nil }
    switch attribute {
    case "id": return id
    case "arn":
      return .call(
        .join,
        .list(
          [
            .string("", span),
            .list([.sub("arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:vpc/", span), id], span),
          ],
          span), span)
    case "securityGroup": return functionGroups(of: layout, at: span).list?.first
    default: return nil
    }
  }

  /// `clients.NAME.id` and `clients.NAME.secret` of a user pool.
  private func clientAttribute(_ rest: String, of pool: Declared, at span: Span) -> Value? {
    guard let name = pool.clientNames.first(where: { rest.hasPrefix("clients.\($0).") }) else { return nil }
    let id = Self.clientID(pool: pool.logicalID, name)
    switch rest.dropFirst("clients.\(name).".count) {
    case "id": return .ref(id, span)
    case "secret": return .getAtt(id, "ClientSecret", span)
    default: return nil
    }
  }

  /// The address of an API, `url`, or for messages to connections, `connectionsUrl`: a stage stands before the path, and
  /// a WebSocket API is reached by `wss`.
  private mutating func address(_ value: Value, _ attribute: String, of api: Declared, at span: Span) -> Value {
    guard attribute == "url" || attribute == "connectionsUrl", let text = value.intrinsic?.argument.string else {
      return value
    }
    let layers = [api.node] + (defaults[api.section.name].map { [$0] } ?? [])
    let node = layers.lazy.compactMap { $0.kind == .mapping ? $0["stage"] : nil }.first
    let usual: Value? = api.apiProtocol == .http ? nil : .string("live", span)
    let scheme = attribute == "url" && api.apiProtocol == .websocket ? text.replacing("https://", with: "wss://") : text
    guard let stage = node.flatMap({ interpolate($0) }) ?? usual, stage.string != "$default" else {
      return .sub(scheme, span)
    }
    return .joined(at: span, .raw(scheme + "/"), .value(stage))
  }

  /// The logical id of an alias of a function or state machine.
  func aliasID(of declared: Declared, named name: String) -> String? {
    declared.aliasNames.contains(name) ? Self.aliasID(of: declared.logicalID, name) : nil
  }

  /// The logical id an alias gets.
  static func aliasID(of id: String, _ name: String) -> String { "\(id)\(LogicalID.pascalCase(name))Alias" }
}

extension AttributeSource {
  func value(of id: String, at span: Span) -> Value {
    switch self {
    case .ref: .ref(id, span)
    case .getAtt(let attribute): .getAtt(id, attribute, span)
    case .sub(let text): .sub(text.replacing("${Id}", with: "${\(id)}"), span)
    case .part(let part, let kind, let attribute): .getAtt(id.droppingSuffix(kind) + part, attribute, span)
    }
  }
}
