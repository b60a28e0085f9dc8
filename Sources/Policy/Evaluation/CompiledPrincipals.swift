import Source

/// A principal clause prepared for matching.
struct CompiledPrincipals: Sendable {
  let isNegated: Bool
  let entries: [Entry]

  /// One principal as a policy names it.
  struct Entry: Sendable {
    let family: PrincipalClause.Family
    let isAnyone: Bool
    let name: SymbolText
    /// The account, where the entry stands for a whole one: `123456789012` or `arn:aws:iam::123456789012:root`.
    let account: SymbolText?
    let written: PartialText
  }

  init(_ clause: PrincipalClause) {
    isNegated = clause.isNegated
    entries = clause.entries.map(Entry.init)
  }

  /// By which names the clause admits a principal.
  func grant(_ principal: PrincipalNames, _ unknowns: inout Unknowns) -> Grant {
    var grant = Grant.none
    for entry in entries { grant.add(entry.grant(principal, &unknowns)) }
    return grant
  }

  /// Whether a `NotPrincipal` clause spares a principal, so that its statement does not hold for it.
  ///
  /// An Allow spares whoever is named in any way. A Deny spares only those of whom every name is given: the account and, for a
  /// session, the role too; and nobody who has a permissions boundary (IAM User Guide, NotPrincipal).
  func spares(
    _ principal: PrincipalNames, _ effect: PolicyStatement.Effect?, hasBoundary: Bool, _ unknowns: inout Unknowns
  ) -> Truth {
    let grant = grant(principal, &unknowns)
    guard effect == .deny else { return grant.any }
    if grant.anyone == .yes { return .yes }
    if hasBoundary { return .no }
    let account = principal.account == nil ? Truth.yes : grant.account
    switch principal.form {
    case .session, .federatedUser: return (grant.itself & grant.parent & account) | grant.anyone
    case .role: return (grant.itself & account & sessionIsNamed(principal, &unknowns)) | grant.anyone
    case .account, .user, .service, .federated, .anonymous: return (grant.itself & account) | grant.anyone
    }
  }

  /// Whether the session of a role is named, of which only the role is known.
  private func sessionIsNamed(_ principal: PrincipalNames, _ unknowns: inout Unknowns) -> Truth {
    guard let path = principal.sessionPath else { return .maybe }
    guard entries.contains(where: { $0.family == .aws && $0.written.description.contains(path) }) else { return .no }
    unknowns.note(Hole("role session name"))
    return .maybe
  }
}

extension CompiledPrincipals.Entry {
  init(_ entry: PrincipalClause.Entry) {
    family = entry.family
    written = entry.value
    isAnyone = entry.family == .aws && entry.value.literal == "*"
    name = SymbolText(entry.value, SymbolText.Reading(foldsCase: entry.family == .service))
    account = entry.family == .aws ? Self.account(of: name) : nil
  }

  /// The account of `arn:…:iam::ACCOUNT:root` or of a bare number.
  private static func account(of name: SymbolText) -> SymbolText? {
    let arn = ResourceName(name)
    if arn.components.count == ResourceName.arity {
      let isRoot = name.symbols[arn.components[5]].elementsEqual("root".utf8.lazy.map(UInt32.init))
      let isIAM = name.symbols[arn.components[2]].elementsEqual("iam".utf8.lazy.map(UInt32.init))
      return isRoot && isIAM ? name.part(arn.components[4]) : nil
    }
    let isNumber = name.symbols.count == 12 && name.symbols.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    return isNumber ? name : nil
  }

  func grant(_ principal: PrincipalNames, _ unknowns: inout Unknowns) -> Grant {
    if isAnyone { return Grant(anyone: .yes) }
    switch family {
    case .service: return Grant(itself: named(principal, by: principal.form == .service, &unknowns))
    case .federated: return Grant(itself: named(principal, by: principal.form == .federated, &unknowns))
    case .canonicalUser:
      // S3 tells an account's canonical user id to nobody but the account.
      guard principal.account != nil else { return .none }
      unknowns.note(Hole("canonical user `\(written)`"))
      return Grant(account: .maybe)
    case .aws: return awsGrant(principal, &unknowns)
    }
  }

  private func named(_ principal: PrincipalNames, by isSameFamily: Bool, _ unknowns: inout Unknowns) -> Truth {
    isSameFamily ? SymbolRange.match(SymbolRange(name), SymbolRange(principal.name), &unknowns) : .no
  }

  private func awsGrant(_ principal: PrincipalNames, _ unknowns: inout Unknowns) -> Grant {
    guard let own = principal.account else { return .none }
    if let account {
      let matches = SymbolRange.match(SymbolRange(account), SymbolRange(own), &unknowns)
      return principal.form == .account ? Grant(account: matches, itself: matches) : Grant(account: matches)
    }
    // A whole ARN that is not known may as well be the account's; that only decides which layers bind, so the strictest
    // reading is taken.
    let itself = SymbolRange.match(SymbolRange(name), SymbolRange(principal.name), &unknowns)
    let parent = principal.parent.map { SymbolRange.match(SymbolRange(name), SymbolRange($0), &unknowns) } ?? .no
    // A bare number that is a hole: `${AWS::AccountId}` is an account, and equals the caller's own.
    if name.symbols.count == 1, name.symbols[0] == own.symbols.first, name.holes == own.holes, own.symbols.count == 1 {
      return Grant(account: .yes)
    }
    return Grant(parent: parent, itself: itself)
  }
}

extension SymbolText {
  /// A part of the text as a text of its own.
  func part(_ range: Range<Int>) -> SymbolText {
    var part = SymbolText()
    for symbol in symbols[range] {
      if let hole = hole(symbol) { part.append(hole: hole) } else { part.append(symbol: symbol) }
    }
    return part
  }
}
