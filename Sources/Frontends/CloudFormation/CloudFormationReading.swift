import Diagnostics
import Source
import Template
import YAML

/// Reads values as CloudFormation has them. What a plain text means is the front end's to say: the stack language
/// replaces placeholders in it, a template does not.
protocol CloudFormationReading {
  /// What was found.
  var findings: Findings { get set }
  /// The value of a node whose text stands outside of `Fn::Sub`.
  mutating func textValue(_ node: Node, _ text: String) -> Value?
  /// What becomes of a call whose argument has not the form that the function's page asks for; `wanted` says which.
  mutating func misshapenCall(_ function: IntrinsicFunction, _ node: Node, wanted: String, span: Span) -> Value?
  /// What a transform makes of a map that holds it, where that is known.
  mutating func transformed(_ node: Node) -> Value?
  /// Notes that a value holds `Fn::Transform`, as few do.
  mutating func noteTransform()
}

extension CloudFormationReading {
  mutating func transformed(_ node: Node) -> Value? { nil }

  mutating func noteTransform() {}

  mutating func misshapenCall(_ function: IntrinsicFunction, _ node: Node, wanted: String, span: Span) -> Value? {
    findings.report(.wrongArgument(function, wanted: wanted, at: node.span))
    return nil
  }
}

extension CloudFormationReading {
  /// The value of a node; nil, with a finding, where it cannot be one.
  mutating func cloudFormationValue(_ node: Node) -> Value? {
    if let tag = node.shortForm { return taggedCall(node, tag) }
    switch node.kind {
    case .scalar: return scalarValue(node)
    case .sequence:
      let nodes = node.items
      var items: [Value] = []
      items.reserveCapacity(nodes.count)
      for item in nodes { if let value = cloudFormationValue(item) { items.append(value) } }
      return .list(items, node.span)
    case .mapping:
      if let value = transformed(node) { return value }
      let entries = node.entries
      return longCall(node, entries) ?? members(node, entries)
    }
  }

  /// The value of a mapping that is no call.
  private mutating func members(_ node: Node, _ entries: Node.Entries) -> Value {
    var map = ValueMap()
    map.entries.reserveCapacity(entries.count)
    for position in entries.indices {
      guard let value = cloudFormationValue(entries.value(position)) else { continue }
      let key = entries.key(position)
      if key.text.isSameName(as: IntrinsicFunction.transform.rawValue) { noteTransform() }
      map.entries.append(.init(key.text, at: key.span, value))
    }
    return Value(.map(map), node.span)
  }

  private mutating func scalarValue(_ node: Node) -> Value? {
    switch node.scalar {
    case .null: Value(.null, node.span)
    case .bool(let value): .bool(value, node.span)
    case .integer(let value): .integer(value, node.span)
    case .number: Value(.number(node.text.asJSONNumber), node.span)
    case .string(let text): textValue(node, text)
    }
  }

  private mutating func taggedCall(_ node: Node, _ tag: String) -> Value? {
    guard let function = IntrinsicFunction(tag: tag) else {
      findings.report(.unknownFunction(tag, at: node.tagSpan ?? node.span))
      return nil
    }
    return call(function, node)
  }

  /// `{Fn::Join: […]}` and its like: a map of one key that names a function.
  private mutating func longCall(_ node: Node, _ entries: Node.Entries) -> Value? {
    guard entries.count == 1 else { return nil }
    let (name, nameSpan) = entries.key(0)
    // `Condition` is a function only among conditions; elsewhere it is an ordinary key of policies and resources.
    guard IntrinsicFunction.isName(name), !name.hasPrefix(ForEachLoop.prefix) else { return nil }
    guard let function = IntrinsicFunction(name: name) else {
      findings.report(.unknownFunction(name, at: nameSpan))
      return nil
    }
    return call(function, entries.value(0), span: node.span)
  }

  private mutating func call(_ function: IntrinsicFunction, _ node: Node, span: Span? = nil) -> Value? {
    let isTagged = span == nil
    let span = span ?? node.span
    switch function {
    case .ref, .condition:
      let name = node.text
      guard node.isText(isTagged), !name.isEmpty else {
        return misshapenCall(function, node, wanted: "one name", span: span)
      }
      return .call(function, .string(name, node.contentSpan), span)
    case .getAtt: return getAtt(node, isTagged, span)
    case .sub:
      guard let argument = subArgument(node, isTagged) else {
        return misshapenCall(
          .sub, node, wanted: "a text, or a list of a text and a map of variables", span: span)
      }
      return .call(.sub, argument, span)
    case .join, .select, .split, .ifElse, .findInMap, .equals, .and, .or, .not, .cidr, .contains, .eachMemberEquals,
      .eachMemberIn, .valueOf, .valueOfAll:
      guard node.kind == .sequence, function.argumentCount.contains(node.items.count) else {
        return misshapenCall(function, node, wanted: function.argumentPhrase, span: span)
      }
      return untaggedList(node).map { .call(function, $0, span) }
    case .getAZs, .base64, .importValue:
      // Each of them takes one text, or a call that gives one.
      guard node.kind == .scalar && (isTagged || !node.isNull) || !isTagged && node.isIntrinsicCall || node.isLongCall
      else {
        let wanted = function == .getAZs ? "a Region, or an empty text for the stack's own" : "a text"
        return misshapenCall(function, node, wanted: wanted, span: span)
      }
      return argument(node, isTagged).map { .call(function, $0, span) }
    case .getStackOutput: return stackOutput(node, isShort: isTagged, span: span)
    case .transform:
      noteTransform()
      return argument(node, isTagged).map { .call(function, $0, span) }
    case .toJsonString, .length, .refAll:
      return argument(node, isTagged).map { .call(function, $0, span) }
    }
  }

  /// The argument of a call: what stands under its tag, or at its key, where another tag is a call within
  /// (`Fn::Base64: !Sub …`).
  private mutating func argument(_ node: Node, _ isTagged: Bool) -> Value? {
    isTagged ? untagged(node) : cloudFormationValue(node)
  }

  /// The list under a tag; the tag itself is the call.
  private mutating func untaggedList(_ node: Node) -> Value? {
    let nodes = node.items
    var items: [Value] = []
    items.reserveCapacity(nodes.count)
    for item in nodes {
      guard let value = cloudFormationValue(item) else { return nil }
      items.append(value)
    }
    return .list(items, node.span)
  }

  /// The value under a tag; the tag itself is the call.
  mutating func untagged(_ node: Node) -> Value? {
    switch node.kind {
    case .scalar: return node.hasTag ? textValue(node, node.text) : scalarValue(node)
    case .sequence: return untaggedList(node)
    case .mapping: return longCall(node, node.entries) ?? members(node, node.entries)
    }
  }

  private mutating func getAtt(_ node: Node, _ isTagged: Bool, _ span: Span) -> Value? {
    if node.kind == .sequence, node.items.count == 2, node.items.allSatisfy({ $0.kind == .scalar && $0.tag == nil }) {
      let parts = node.items.map { Value.string($0.text, $0.contentSpan) }
      return .call(.getAtt, .list(parts, node.span), span)
    }
    if node.isText(isTagged), let (id, attribute) = node.text(splitAt: UInt8(ascii: ".")) {
      let content = node.contentSpan
      let middle = Int(content.start) + id.utf8.count
      let parts: [Value] = [
        .string(id, Span(content.source, Int(content.start), middle)),
        .string(attribute, Span(content.source, middle + 1, Int(content.end))),
      ]
      return .call(.getAtt, .list(parts, content), span)
    }
    return misshapenCall(.getAtt, node, wanted: "`LogicalId.Attribute`", span: span)
  }

  private mutating func subArgument(_ node: Node, _ isTagged: Bool) -> Value? {
    if node.isText(isTagged) { return .string(node.text, node.contentSpan) }
    guard node.kind == .sequence, node.items.count == 2, let text = node.items.first, text.isText(false),
      let second = node.items.last, second.kind == .mapping, let variables = cloudFormationValue(second)
    else { return nil }
    return .list([.string(text.text, text.contentSpan), variables], node.span)
  }
}

extension Node {
  /// The tag that names a function: `!Ref`. Those of YAML itself, `!!str`, name none.
  var shortForm: String? {
    guard hasTag, let tag else { return nil }
    var bytes = tag.utf8.makeIterator()
    return bytes.next() == UInt8(ascii: "!") && bytes.next() != UInt8(ascii: "!") ? tag : nil
  }

  /// Whether this is a text where a function takes nothing else. What stands under the tag of the call itself is one however it
  /// looks; elsewhere a number is none, nor what another tag makes of a text (`Fn::Sub: !Ref Stage`).
  func isText(_ isTagged: Bool) -> Bool {
    guard kind == .scalar else { return false }
    if isTagged { return true }
    guard shortForm == nil, case .string = scalar else { return false }
    return true
  }

  /// Whether this is a map that has the form of a call.
  var isLongCall: Bool {
    kind == .mapping && entries.count == 1 && IntrinsicFunction.isName(entries.key(0).text)
  }

  /// Whether this is a call of an intrinsic function, by tag or as a map of one key.
  var isIntrinsicCall: Bool {
    shortForm != nil || isLongCall
  }

  /// The span without the tag before it, and without quotes.
  var contentSpan: Span {
    var span = self.span
    if let tagSpan, tagSpan.start == span.start { span = Span(span.source, Int(tagSpan.end) + 1, Int(span.end)) }
    if style == .singleQuoted || style == .doubleQuoted, span.length >= 2 {
      span = Span(span.source, Int(span.start) + 1, Int(span.end) - 1)
    }
    return span
  }
}

extension IntrinsicFunction {
  /// How many arguments a function that takes a list can have ("Intrinsic function reference").
  var argumentCount: ClosedRange<Int> {
    switch self {
    case .join, .select, .split, .equals, .contains, .eachMemberEquals, .eachMemberIn, .valueOf, .valueOfAll: 2...2
    case .ifElse: 3...3
    case .findInMap: 3...4
    case .and, .or: 2...10
    case .not: 1...1
    case .cidr: 2...3
    default: 1...1
    }
  }

  /// The same in words.
  var argumentPhrase: String {
    let count = argumentCount
    if count.lowerBound == count.upperBound {
      return count.lowerBound == 1 ? "a list of 1 item" : "a list of \(count.lowerBound) items"
    }
    return "a list of \(count.lowerBound) to \(count.upperBound) items"
  }
}

extension String {
  /// A number of YAML's core schema as JSON writes it: `.5` and `+1.` have no form there.
  var asJSONNumber: String {
    guard let value = Double(self), value.isFinite else { return "0" }
    let isJSON = first != "+" && first != "." && last != "." && !contains("-.") && !contains(".e") && !contains(".E")
    return isJSON ? self : String(value)
  }
}
