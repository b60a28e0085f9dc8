import Source

/// The names under which a policy may speak of a principal, prepared for matching.
struct PrincipalNames: Sendable {
  let form: Principal.Form
  let name: SymbolText
  /// The role of a session, or the user of a federated user session.
  let parent: SymbolText?
  let account: SymbolText?
  /// `assumed-role/NAME/` of the sessions of a role, to see whether a policy names one of them.
  let sessionPath: String?

  init(_ principal: Principal) {
    form = principal.form
    // Services are named without regard to case (RFC 4343: they are domain names).
    name = SymbolText(principal.name, SymbolText.Reading(foldsCase: principal.form == .service))
    parent = principal.parent.map { SymbolText($0) }
    account = principal.account.map { SymbolText($0) }
    let role = principal.form == .role ? principal.name.literal?.split(separator: "/").last : nil
    sessionPath = role.map { ":assumed-role/\($0)/" }
  }
}

extension Principal {
  /// Whether it is a role that only its service uses; organizations' policies do not limit it.
  var isServiceLinked: Bool {
    let ownRole = form == .session ? parent : name
    return ownRole?.holds(":role/aws-service-role/") ?? false
  }
}

/// By which of a principal's names a policy admits it, each with how sure that is. Which it is decides what an implicit
/// deny elsewhere does (IAM User Guide, Policy evaluation logic, Evaluating identity-based policies with resource-based
/// policies).
struct Grant: Equatable {
  /// The account: its administrators decide who in it may.
  var account = Truth.no
  /// `*`.
  var anyone = Truth.no
  /// The role of a session, or the user of a federated user session.
  var parent = Truth.no
  /// The principal itself.
  var itself = Truth.no

  static let none = Grant()

  var any: Truth { account | anyone | parent | itself }

  /// The grant, as far as something else holds too.
  func limited(to truth: Truth) -> Grant {
    Grant(account: account & truth, anyone: anyone & truth, parent: parent & truth, itself: itself & truth)
  }

  mutating func add(_ other: Grant) {
    account = account | other.account
    anyone = anyone | other.anyone
    parent = parent | other.parent
    itself = itself | other.itself
  }
}
