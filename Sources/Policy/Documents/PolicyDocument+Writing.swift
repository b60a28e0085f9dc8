public import Source

extension PolicyDocument {
  /// The document as data, in the order in which AWS's own examples write the elements.
  public var datum: Datum {
    var members: [Datum.Member] = []
    if let version { members.append("Version", .string(PartialText(version.value)), version.span) }
    if let id { members.append("Id", .string(id), span) }
    members.append(
      "Statement", .list(statements.map(\.datum) + unknownStatements.map { Datum(.unknown($0), span) }), span)
    return Datum(.map(members), span)
  }
}

extension PolicyStatement {
  /// The statement as data. A list of one is written as the value itself.
  public var datum: Datum {
    var members: [Datum.Member] = []
    if let sid { members.append("Sid", .string(PartialText(sid.value)), sid.span) }
    if let effect { members.append("Effect", .string(PartialText(effect.rawValue)), span) }
    if let principal {
      members.append(principal.isNegated ? "NotPrincipal" : "Principal", principal.datum.kind, principal.span)
    }
    if let actions { members.append(actions.isNegated ? "NotAction" : "Action", .texts(actions.values), actions.span) }
    if let resources {
      members.append(resources.isNegated ? "NotResource" : "Resource", .texts(resources.values), resources.span)
    }
    if !conditions.isEmpty { members.append("Condition", .map(conditionMembers), span) }
    return Datum(.map(members), span)
  }

  private var conditionMembers: [Datum.Member] {
    var blocks: [(comparison: Spanned<String>, keys: [Datum.Member])] = []
    for condition in conditions {
      let entry = Datum.Member(
        key: condition.key.value, keySpan: condition.key.span,
        value: Datum(.texts(condition.values), condition.values.first?.span ?? condition.key.span))
      if let block = blocks.firstIndex(where: { $0.comparison.value == condition.comparison.value }) {
        blocks[block].keys.append(entry)
      } else {
        blocks.append((condition.comparison, [entry]))
      }
    }
    return blocks.map { block in
      Datum.Member(
        key: block.comparison.value, keySpan: block.comparison.span,
        value: Datum(.map(block.keys), block.comparison.span))
    }
  }
}

extension PrincipalClause {
  /// The clause as data.
  fileprivate var datum: Datum {
    if entries.count == 1, let only = entries.first, only.family == .aws, only.value.literal == "*" {
      return Datum(.string("*"), span)
    }
    var members: [Datum.Member] = []
    for family in Family.allCases {
      let values = entries.filter { $0.family == family }.map { Spanned($0.value, $0.span) }
      if !values.isEmpty { members.append(family.rawValue, .texts(values), span) }
    }
    return Datum(.map(members), span)
  }
}

extension Datum.Kind {
  fileprivate static func texts(_ values: [Spanned<PartialText>]) -> Datum.Kind {
    let items = values.map { Datum(.string($0.value), $0.span) }
    if items.count == 1, let only = items.first { return only.kind }
    return .list(items)
  }
}

extension [Datum.Member] {
  fileprivate mutating func append(_ key: String, _ kind: Datum.Kind, _ span: Span) {
    append(Datum.Member(key: key, keySpan: span, value: Datum(kind, span)))
  }
}
