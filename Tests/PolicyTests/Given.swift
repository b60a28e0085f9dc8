import Diagnostics
import Policy
import Source
import Testing
import YAML

/// Reads policies as tests write them: YAML or JSON, `${Name}` in angle brackets (`<Name>`) being a hole.
enum Given {
  static let nowhere = Span(SourceID(0), 0, 0)

  static func datum(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) -> Datum {
    var findings = Findings()
    let tree = SyntaxTree.parse(SourceFile(path: "policy.yaml", text: text), id: SourceID(0), into: &findings)
    #expect(findings.diagnostics.isEmpty, "\(findings.diagnostics.map(\.message))", sourceLocation: sourceLocation)
    return tree.root.map(datum) ?? Datum(.null, nowhere)
  }

  static func datum(_ node: Node) -> Datum {
    switch node.kind {
    case .sequence: return Datum(.list(node.items.map(datum)), node.span)
    case .mapping:
      let members = node.entries.map { Datum.Member(key: $0.key.text, keySpan: $0.key.span, value: datum($0.value)) }
      return Datum(.map(members), node.span)
    case .scalar:
      if node.tag == "!Ref" { return Datum(.unknown(Hole(node.text)), node.span) }
      if node.isNull { return Datum(.null, node.span) }
      return Datum(.string(text(node.text)), node.span)
    }
  }

  /// A text whose parts in angle brackets are holes.
  static func text(_ text: String) -> PartialText {
    var parts: [PartialText.Part] = []
    for piece in text.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
      guard piece.offset > 0, let end = piece.element.firstIndex(of: ">") else {
        parts.append(.literal(String(piece.element)))
        continue
      }
      parts.append(.hole(Hole(String(piece.element[..<end]))))
      parts.append(.literal(String(piece.element[piece.element.index(after: end)...])))
    }
    return PartialText(parts: parts)
  }

  /// A document; text without `Statement` is its statements.
  static func document(_ text: String, version: String = "2012-10-17") -> PolicyDocument {
    let datum = datum(text)
    guard datum["Statement"] == nil else { return PolicyDocument(reading: datum) }
    let members = [("Version", Datum(.string(PartialText(version)), nowhere)), ("Statement", datum)]
    return PolicyDocument(
      reading: Datum(.map(members.map { Datum.Member(key: $0.0, keySpan: nowhere, value: $0.1) }), nowhere))
  }

  static func policy(_ text: String, as kind: PolicyKind = .identity, version: String = "2012-10-17") -> CompiledPolicy
  {
    CompiledPolicy(document(text, version: version), as: kind)
  }

  static let account: PartialText = "111122223333"
  static let otherAccount: PartialText = "444455556666"
  static let role = Principal.role("arn:aws:iam::111122223333:role/worker", account: account)
  static let session = Principal.session(
    "arn:aws:sts::111122223333:assumed-role/worker/run", of: "arn:aws:iam::111122223333:role/worker", account: account)
  static let user = Principal.user("arn:aws:iam::111122223333:user/ann", account: account)
  static let federatedUser = Principal.federatedUser(
    "arn:aws:sts::111122223333:federated-user/ann", of: "arn:aws:iam::111122223333:user/ann", account: account)
  static let queue = "arn:aws:sqs:eu-west-1:111122223333:orders"

  static func request(
    _ action: String = "sqs:SendMessage", on resource: String = queue, by principal: Principal = role,
    context: [String: [String]] = [:], isContextComplete: Bool = true
  ) -> AccessRequest {
    AccessRequest(
      action: action, resource: text(resource), principal: principal,
      context: context.mapValues { $0.map(text) }, isContextComplete: isContextComplete)
  }
}

extension Decision {
  /// The outcome in one word, with what it depends on.
  var word: String {
    switch outcome {
    case .allow: "allow"
    case .implicitDeny: "implicit deny"
    case .explicitDeny: "explicit deny"
    case .depends(let holes): "depends on \(holes.map(\.name).joined(separator: ", "))"
    }
  }
}
