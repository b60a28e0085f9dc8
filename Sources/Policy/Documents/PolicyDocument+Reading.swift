public import Source

extension PolicyDocument {
  /// Reads a document. What is malformed is left out and the rest kept; ``PolicyChecks`` says what was wrong with it.
  public init(reading datum: Datum) {
    self.init([], span: datum.span)
    version = nil
    if case .unknown(let hole) = datum.kind { unknownStatements.append(hole) }
    for member in datum.members ?? [] {
      switch member.key {
      case "Version": version = member.value.literal.map { Spanned($0, member.value.span) }
      case "Id": id = member.value.text
      case "Statement": for item in member.value.itemsOrSelf { read(statement: item) }
      default: break
      }
    }
  }

  private mutating func read(statement datum: Datum) {
    switch datum.kind {
    case .unknown(let hole): unknownStatements.append(hole)
    case .map: statements.append(PolicyStatement(reading: datum))
    case .null, .bool, .number, .string, .list: break
    }
  }
}

extension PolicyStatement {
  /// Reads a statement.
  init(reading datum: Datum) {
    self.init(at: datum.span)
    for member in datum.members ?? [] {
      let value = member.value
      switch member.key {
      case "Sid": sid = value.literal.map { Spanned($0, value.span) }
      case "Effect": read(effect: value)
      case "Principal", "NotPrincipal":
        principal = PrincipalClause(reading: value, isNegated: member.key == "NotPrincipal", unknown: &unknownParts)
      case "Action", "NotAction": actions = Element(reading: value, isNegated: member.key == "NotAction")
      case "Resource", "NotResource": resources = Element(reading: value, isNegated: member.key == "NotResource")
      case "Condition": read(conditions: value)
      default: break
      }
    }
  }

  private mutating func read(effect value: Datum) {
    effect = value.literal.flatMap(Effect.init(rawValue:))
    // Without its effect nothing can be said of the statement; as a Deny that may hold it can never allow.
    guard effect == nil, let holes = value.text?.holes, !holes.isEmpty else { return }
    unknownParts += holes
  }

  private mutating func read(conditions value: Datum) {
    if case .unknown(let hole) = value.kind { unknownParts.append(hole) }
    for block in value.members ?? [] {
      if case .unknown(let hole) = block.value.kind { unknownParts.append(hole) }
      for entry in block.value.members ?? [] {
        conditions.append(
          Condition(
            Spanned(block.key, block.keySpan), Spanned(entry.key, entry.keySpan), entry.value.policyTexts))
      }
    }
  }
}

extension PolicyStatement.Element {
  fileprivate init(reading value: Datum, isNegated: Bool) {
    self.init(value.policyTexts, isNegated: isNegated, span: value.span)
  }
}

extension PrincipalClause {
  fileprivate init(reading value: Datum, isNegated: Bool, unknown: inout [Hole]) {
    self.init([], isNegated: isNegated, span: value.span)
    if case .unknown(let hole) = value.kind { unknown.append(hole) }
    if case .string(let text) = value.kind {
      if text.holes.isEmpty { entries = [Entry(.aws, text, value.span)] } else { unknown += text.holes }
    }
    for member in value.members ?? [] {
      guard let family = Family(rawValue: member.key) else { continue }
      entries += member.value.policyTexts.map { Entry(family, $0.value, $0.span) }
    }
  }
}

extension Datum {
  /// The texts of a value that may be one text or a list of them.
  var policyTexts: [Spanned<PartialText>] {
    guard case .list(let items) = kind else { return text.map { [Spanned($0, span)] } ?? [] }
    var texts: [Spanned<PartialText>] = []
    texts.reserveCapacity(items.count)
    for item in items { if let text = item.text { texts.append(Spanned(text, item.span)) } }
    return texts
  }
}
