import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// The lines of `access:`: each is noted for the proof, and granted if the role is derived.
  mutating func lowerAccess(_ entry: Entry) {
    for line in entry.entries("access", &self) {
      guard let node = line.layers.first else { continue }
      if line.has("allow") || line.has("on") {
        lowerAllow(line, of: entry, at: node.span)
        continue
      }
      for (word, target) in node.entries { lowerAccessWord(word, target, of: entry) }
    }
  }

  private mutating func lowerAllow(_ line: Entry, of entry: Entry, at span: Span) {
    for key in ["allow", "on"] where !line.has(key) { findings.report(.missingKey(key, in: "access", at: span)) }
    if let node = line.layers.first {
      for (key, _) in node.entries where line.shape.key(key.text) == nil {
        findings.report(.unknownKey(key.text, at: key.span, in: "access", known: line.shape.keys.map(\.name)))
      }
    }
    guard let allow = line.value("allow", &self), let on = line.node("on") else { return }
    let actions = allow.listOrSelf.compactMap { value in value.string.map { Name($0, value.span) } }
    let nodes = on.kind == .sequence ? Array(on.items) : [on]
    let resources = nodes.compactMap { policyResource($0) }
    guard !actions.isEmpty, !resources.isEmpty else { return }
    note(
      Access(
        function: entry.logicalID, verb: nil, grants: [.init(actions: actions, resources: resources)],
        target: resources.count == 1 ? declared(of: resources[0])?.logicalID : nil, span: allow.span),
      of: entry)
  }

  /// A resource of a policy statement: a path, an ARN, `*`.
  mutating func policyResource(_ node: Node) -> Value? {
    guard node.kind == .scalar, node.tag == nil else { return cloudFormationValue(node) }
    let text = node.text
    if text == "*" || text.hasPrefix("arn:") || text.contains("${") { return interpolate(node) }
    // `queues.orders` or `buckets.lake/*`: what follows the first slash belongs to the ARN.
    guard let slash = text.firstIndex(of: "/"), declarations.longestMatch(text) == nil else {
      return reference(text, at: node.contentSpan, kinds: [])
    }
    return reference(String(text[..<slash]), at: node.contentSpan, kinds: [])?.appending(String(text[slash...]))
  }

  private mutating func lowerAccessWord(_ word: Node, _ target: Node, of entry: Entry) {
    let words = Set(AccessVerb.all.map(\.verb)).sorted()
    guard words.contains(word.text) else {
      findings.report(.unknownAccessWord(word.text, at: word.span, known: words + ["allow"]))
      return
    }
    for node in target.kind == .sequence ? Array(target.items) : [target] {
      guard let arn = value(node, as: .reference([]), key: word.text) else { continue }
      let declared = declared(of: arn)
      guard let type = declared?.resourceType ?? Self.resourceType(ofARN: arn, for: word.text) else {
        findings.report(.accessWordForUnknown(word.text, at: word.span, target: node.text))
        continue
      }
      let rows = AccessVerb.find(verb: word.text, resourceType: type)
      guard !rows.isEmpty else {
        let fitting = words.filter { !AccessVerb.find(verb: $0, resourceType: type).isEmpty }
        findings.report(
          .accessWordUnfit(
            word.text, at: word.span, noun: declared?.section.kind?.noun ?? type, path: declared?.path ?? node.text,
            fitting: fitting))
        continue
      }
      let grants = rows.compactMap { grant(of: $0, arn: arn, declared: declared, at: node.span) }
      note(
        Access(
          function: entry.logicalID, verb: word.text, grants: grants, target: declared?.logicalID,
          span: word.span.union(node.span)), of: entry)
    }
  }

  /// The type of a resource outside of the stack, by the service in its ARN, of those that a word is for; nil where the
  /// ARN does not say.
  private static func resourceType(ofARN arn: Value, for word: String) -> String? {
    guard let text = arn.string ?? arn.intrinsic?.argument.string ?? arn.intrinsic?.argument(0)?.string,
      text.hasPrefix("arn:")
    else { return nil }
    return AccessVerb.resourceTypes(of: word).first { type in
      ResourceIdentity.of(type).map { text.contains(":\($0.service):") } ?? false
    }
  }

  /// What a row of the table of access words means for one resource; nil where its condition does not hold.
  private func grant(of row: AccessVerb, arn: Value, declared: Declared?, at span: Span) -> Access.Grant? {
    switch row.when {
    case "always": break
    case "has-indexes": guard declared == nil || declared?.node["indexes"] != nil else { return nil }
    case "target-encrypted":
      guard let key = encryptionKeyARN(of: arn, at: span) else { return nil }
      return Access.Grant(actions: row.actions.map { Name($0, span) }, resources: [key])
    case "express": guard declared?.node["type"]?.text == "express" else { return nil }
    case "websocket": guard declared?.node["protocol"]?.text == "websocket" else { return nil }
    // An alias that is named is granted by its own ARN, not by a pattern for all.
    default: return nil
    }
    let resource = row.on.hasPrefix("target") ? arn.appending(String(row.on.dropFirst("target".count))) : arn
    return Access.Grant(actions: row.actions.map { Name($0, span) }, resources: [resource])
  }

  private mutating func note(_ access: Access, of entry: Entry) {
    template.accesses.append(access)
    guard !entry.has("role") else { return }
    for wanted in access.grants {
      grant(
        Statement(actions: wanted.actions, resources: wanted.resources, span: access.span),
        in: .functionRole(entry.logicalID))
    }
  }

  /// Grants what a wire asks of the function's derived role; does nothing for a named one. `end` is the end of the wire
  /// that is not the function.
  mutating func grantWire(
    _ wire: String, to function: String, on end: Value, at span: Span, unlessNamed entry: Entry? = nil
  ) {
    if let entry, entry.has("role") { return }
    for statement in statements(of: wire, WireEnds(source: end, target: end), at: span) {
      grant(statement, in: .functionRole(function))
    }
  }
}

extension Value {
  /// The ARN with text behind it.
  func appending(_ suffix: String) -> Value {
    guard !suffix.isEmpty else { return self }
    if let string { return .string(string + suffix, span) }
    if let token = substitutionToken { return .sub("${\(token)}\(suffix)", span) }
    if let call = intrinsic, call.function == .sub, let text = call.argument.string { return .sub(text + suffix, span) }
    return .call(.join, .list([.string("", span), .list([self, .string(suffix, span)], span)], span), span)
  }
}
