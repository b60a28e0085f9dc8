import Policy
import Source
import Template
import Validators

/// Somebody whose permissions are compared, as both sides know him.
struct ComparedParty {
  /// How he is called: `functions.worker`, `sns.amazonaws.com`, `anyone`.
  let name: String
  /// Where he is written, on either side; nil for someone outside.
  var oldPlace: Span?
  var newPlace: Span?
  /// What is taken to be so, where his own policies are not known.
  var assumption: String?
  var old: ComparedSide
  var new: ComparedSide
  /// Policies of his of which nothing is known.
  var oldUnknown: [(name: String, span: Span)] = []
  var newUnknown: [(name: String, span: Span)] = []
}

/// Finds everybody whom the policies of two stacks speak of.
struct ComparedParties {
  let old: ComparedStack
  let new: ComparedStack
  private let oldResources: [String: ComparedResource]
  private let newResources: [String: ComparedResource]

  init(_ old: ComparedStack, _ new: ComparedStack) {
    self.old = old
    self.new = new
    let ids = Set(old.context.policies.ofResource.keys).union(new.context.policies.ofResource.keys)
    oldResources = Self.resources(old, ids)
    newResources = Self.resources(new, ids)
  }

  private static func resources(_ side: ComparedStack, _ ids: Set<String>) -> [String: ComparedResource] {
    var found: [String: ComparedResource] = [:]
    for id in ids {
      guard let resource = side.template[id] else { continue }
      let policies = (side.context.policies.ofResource[id] ?? []).map(side.compiled)
      found[id] = ComparedResource(arn: side.arn(of: resource), policies: policies)
    }
    return found
  }

  /// Everybody, those of the stacks first.
  var all: [ComparedParty] {
    let functions = functionsWithOtherRole
    return functions + roles(but: functions) + outsiders
  }

  private func side(_ stack: ComparedStack, _ principal: Principal?) -> ComparedSide {
    ComparedSide(
      principal: principal, resources: stack.isOld ? oldResources : newResources,
      account: stack.context.policies.account)
  }
}

// MARK: Roles

extension ComparedParties {
  /// What a role may do on one side, and the policies of it of which nothing is known.
  private func side(
    _ stack: ComparedStack, ofRole role: Resource?
  ) -> (side: ComparedSide, unknown: [(name: String, span: Span)]) {
    guard let role, role.type == "AWS::IAM::Role" else { return (side(stack, nil), []) }
    var side = side(stack, .role(stack.arn(of: role), account: stack.context.policies.account))
    let policies = stack.context.policies
    let own = policies.ofRole[role.logicalID] ?? []
    side.identity = own.map(stack.compiled)
    var unknown = own.flatMap { policy in policy.compiled.document.unknownStatements.map { ($0.name, policy.span) } }
    if let boundary = policies.boundaryOfRole[role.logicalID] {
      let holes = boundary.compiled.document.unknownStatements
      unknown += holes.map { ("boundary \($0.name)", boundary.span) }
      // A boundary of which nothing is known is taken to limit nothing, on both sides alike.
      if holes.isEmpty { side.boundary = [stack.compiled(boundary)] }
    }
    return (side, unknown)
  }

  private func roles(but functions: [ComparedParty]) -> [ComparedParty] {
    let told = Set(functions.flatMap { [$0.oldPlace, $0.newPlace] }.compactMap { $0 })
    return ids("AWS::IAM::Role").compactMap { id in
      let (before, after) = (old.template[id], new.template[id])
      let users = functionsOf(id)
      // A role that came or went with a function's is told of as the function's.
      if before == nil || after == nil, !users.isEmpty, users.allSatisfy({ told.contains($0.span) }) { return nil }
      var party = party(before, after)
      if let role = after ?? before, role.origin == .derived || role.reference == role.logicalID,
        Set(users.map(\.reference)).count == 1, let only = users.last
      {
        party.rename(only.reference)
      }
      return party.party
    }
  }

  private func party(_ before: Resource?, _ after: Resource?) -> Named {
    let (oldSide, oldUnknown) = side(old, ofRole: before)
    let (newSide, newUnknown) = side(new, ofRole: after)
    return Named(
      party: ComparedParty(
        name: (after ?? before)?.reference ?? "?", oldPlace: before?.span, newPlace: after?.span, old: oldSide,
        new: newSide, oldUnknown: oldUnknown, newUnknown: newUnknown))
  }

  private struct Named {
    var party: ComparedParty

    mutating func rename(_ name: String) {
      party = ComparedParty(
        name: name, oldPlace: party.oldPlace, newPlace: party.newPlace, assumption: party.assumption, old: party.old,
        new: party.new, oldUnknown: party.oldUnknown, newUnknown: party.newUnknown)
    }
  }

  /// Functions that run with another role than before.
  private var functionsWithOtherRole: [ComparedParty] {
    ids("AWS::Lambda::Function").compactMap { id in
      guard let before = old.template[id], let after = new.template[id] else { return nil }
      let (oldRole, newRole) = (role(of: before, old), role(of: after, new))
      guard oldRole?.logicalID != newRole?.logicalID else { return nil }
      var named = party(oldRole, newRole)
      named.party.oldPlace = before.span
      named.party.newPlace = after.span
      named.rename(after.reference)
      return named.party
    }
  }

  private func role(of function: Resource, _ side: ComparedStack) -> Resource? {
    side.context.resource(function["Role"].flatMap(side.context.reader.resource(namedBy:)))
  }

  /// The functions of both sides that run with a role.
  private func functionsOf(_ role: String) -> [Resource] {
    [old, new].flatMap { side in
      side.context.resources("AWS::Lambda::Function").filter { self.role(of: $0, side)?.logicalID == role }
    }
  }

  /// The logical ids of a type, those of the old side first.
  private func ids(_ type: String) -> [String] {
    var seen: Set<String> = []
    return [new, old].flatMap { $0.context.resources(type) }.map(\.logicalID).filter { seen.insert($0).inserted }
  }
}

// MARK: Others

extension ComparedParties {
  static let anonymous = "anyone without credentials"
  static let foreign = "anyone in another account"
  /// An account that no policy names, for those that speak of anyone.
  private static let anyAccount: PartialText = "999999999999"
  /// The owner of resources, where the caller is known to be of another account.
  private static let ownerOfResources: PartialText = "resource-owner"

  private var outsiders: [ComparedParty] {
    var parties: [ComparedParty] = []
    var seen: Set<String> = []
    let policies = [oldResources, newResources].flatMap { $0.sorted { $0.key < $1.key } }.flatMap(\.value.policies)
    guard !policies.isEmpty else { return [] }
    let clauses = policies.flatMap(\.document.statements).compactMap(\.principal)
    for entry in clauses.flatMap(\.entries) where seen.insert("\(entry.family) \(entry.value)").inserted {
      parties += self.parties(entry)
    }
    let own = old.context.policies.account
    parties.append(
      outsider("the account's own users and roles", .account(own), assumption: "if their own policies allow it"))
    if clauses.contains(where: \.isNegated) || seen.contains("aws *") {
      parties.append(outsider(Self.anonymous, .anonymous))
      var foreign = foreigner(Self.foreign, .account(Self.anyAccount))
      foreign.old.isAnyone = true
      foreign.new.isAnyone = true
      foreign.old.notOfAccount = own
      foreign.new.notOfAccount = own
      parties.append(foreign)
    }
    return parties
  }

  private func outsider(_ name: String, _ principal: Principal, assumption: String? = nil) -> ComparedParty {
    ComparedParty(name: name, assumption: assumption, old: side(old, principal), new: side(new, principal))
  }

  private func foreigner(_ name: String, _ principal: Principal) -> ComparedParty {
    var party = outsider(name, principal, assumption: "if that account's policies allow it")
    party.old.account = Self.ownerOfResources
    party.new.account = Self.ownerOfResources
    party.old.identity = [.everything]
    party.new.identity = [.everything]
    party.old.resources = party.old.resources.mapValues(withOwnAccountKnown)
    party.new.resources = party.new.resources.mapValues(withOwnAccountKnown)
    return party
  }

  /// A resource whose policies name the stack's own account as one that is known: whoever is of another is not of it.
  private func withOwnAccountKnown(_ resource: ComparedResource) -> ComparedResource {
    var resource = resource
    resource.policies = resource.policies.map { policy in
      var document = policy.document
      for statement in document.statements.indices {
        for entry in (document.statements[statement].principal?.entries ?? []).indices {
          let value = document.statements[statement].principal?.entries[entry].value
          guard let value, value.holes.contains(Hole("AWS::AccountId")) else { continue }
          document.statements[statement].principal?.entries[entry].value = PartialText(
            parts: value.parts.map { $0 == .hole(Hole("AWS::AccountId")) ? .literal("000000000000") : $0 })
        }
      }
      return CompiledPolicy(document, as: policy.kind)
    }
    return resource
  }

  private func parties(_ entry: PrincipalClause.Entry) -> [ComparedParty] {
    let name = entry.value.description
    switch entry.family {
    case .service: return [outsider(name, .service(entry.value))]
    case .federated: return [outsider(name, .federated(entry.value))]
    // Which account an S3 canonical user is, nobody but the account can tell.
    case .canonicalUser: return []
    case .aws: break
    }
    guard entry.value.literal != "*", let principal = Principal(written: entry.value) else { return [] }
    let own = old.context.policies.account
    guard principal.account == own else { return [foreigner(shown(entry.value), principal)] }
    // The stack's own roles are told of with their policies, and the account itself once for all.
    guard principal.form != .account, !isOfStack(entry.value) else { return [] }
    return [outsider(shown(entry.value), principal)]
  }

  private func isOfStack(_ arn: PartialText) -> Bool {
    [old, new].contains { side in side.context.resources("AWS::IAM::Role").contains { side.arn(of: $0) == arn } }
  }

  private func shown(_ principal: PartialText) -> String {
    let text = principal.description
    let isAccount = text.hasSuffix(":root") || text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } || text.hasPrefix("${")
    guard isAccount else { return text }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return "account \(parts.count > 2 ? String(parts[parts.count - 2]) : text)"
  }
}

extension CompiledPolicy {
  /// A policy that allows everything.
  fileprivate static let everything: CompiledPolicy = {
    let nowhere = Span(SourceID(0), 0, 0)
    return CompiledPolicy(
      PolicyDocument([PolicyStatement(.allow, actions: ["*"], resources: ["*"], span: nowhere)], span: nowhere),
      as: .identity)
  }()
}

extension Principal {
  /// The principal that a policy names, of which parts may not be known; nil if it cannot be told what it is.
  init?(written text: PartialText) {
    if let literal = text.literal {
      self.init(named: literal)
      return
    }
    let written = text.description
    let parts = text.split(at: ":")
    guard parts.count >= 6, parts[2].literal == "iam" else {
      guard text.parts.count == 1 else { return nil }
      // A parameter that names a principal is mostly an account's number.
      self = .account(text)
      return
    }
    if written.hasSuffix(":root") {
      self = .account(parts[4], partition: parts[1])
    } else if written.contains(":role/") {
      self = .role(text, account: parts[4])
    } else if written.contains(":user/") {
      self = .user(text, account: parts[4])
    } else {
      return nil
    }
  }
}

extension PartialText {
  /// The pieces between a character.
  fileprivate func split(at separator: Character) -> [PartialText] {
    var pieces = [PartialText("")]
    for part in parts {
      guard case .literal(let text) = part else {
        pieces[pieces.count - 1].append(part)
        continue
      }
      for (index, piece) in text.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
        if index > 0 { pieces.append(PartialText("")) }
        pieces[pieces.count - 1].append(.literal(String(piece)))
      }
    }
    return pieces
  }
}
