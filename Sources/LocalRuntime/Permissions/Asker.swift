import Policy
import Source
import Wiring

/// Who wants something, as the policy engine and messages see it.
struct Asker: Sendable {
  /// For the engine.
  let principal: Principal
  /// How AWS names it in a message.
  let name: String
  /// The role whose policies apply, if it has one that is known.
  let role: PolicySnapshot.Role?
  /// What people call it.
  let shown: String
  /// The condition keys that follow from who asks.
  let context: [String: String]
  /// A service that acts on its own behalf or with a role, for what it delivers.
  let service: String?
}

extension Asker {
  /// Someone who calls the edge.
  init(_ caller: Caller, in snapshot: PolicySnapshot) {
    var context = ["aws:SourceIp": "127.0.0.1"]
    switch caller.form {
    case .administrator:
      let principal = Principal.account(PartialText(snapshot.account), partition: PartialText(snapshot.partition))
      context["aws:userid"] = snapshot.account
      self.init(
        principal: principal, name: principal.name.description, role: nil, shown: "the administrator",
        context: context, service: nil)
    case .anonymous:
      self.init(
        principal: .anonymous, name: "anonymous", role: nil, shown: "a caller without credentials", context: context,
        service: nil)
    case .role(let arn):
      if let function = caller.function { context["lambda:SourceFunctionArn"] = function }
      self.init(
        role: arn, session: caller.session, shown: caller.function.map(snapshot.names.shown), context: context,
        service: nil, in: snapshot)
    }
  }

  /// A service that delivers on behalf of a resource.
  init(service: String, source: String, in snapshot: PolicySnapshot) {
    let parts = source.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let account = parts.count == 6 && !parts[4].isEmpty ? String(parts[4]) : snapshot.account
    self.init(
      principal: .service(PartialText(service)), name: service, role: nil, shown: snapshot.names.shown(source),
      context: ["aws:SourceArn": source, "aws:SourceAccount": account], service: service)
  }

  /// A service that acts with a role.
  init(role arn: String, of service: String, in snapshot: PolicySnapshot) {
    let session = service.split(separator: ".").first.map(String.init) ?? service
    self.init(role: arn, session: session, context: [:], service: service, in: snapshot)
  }

  private init(
    role arn: String, session: String, shown: String? = nil, context: [String: String], service: String?,
    in snapshot: PolicySnapshot
  ) {
    let role = snapshot.roles[arn]
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let account = parts.count == 6 ? String(parts[4]) : snapshot.account
    let name = arn.split(separator: "/").last.map(String.init) ?? arn
    let sessionARN = "arn:\(snapshot.partition):sts::\(account):assumed-role/\(name)/\(session)"
    var context = context
    if let role { context["aws:userid"] = "\(role.plan.uniqueID):\(session)" }
    self.init(
      principal: .session(PartialText(sessionARN), of: PartialText(arn), account: PartialText(account)),
      name: sessionARN, role: role, shown: shown ?? role?.shown ?? arn, context: context, service: service)
  }

  /// Whether it is a service that has no policies of its own.
  var isService: Bool { principal.form == .service }
}

extension PolicySnapshot.Role {
  /// What people call the role: the function that it is derived for, or itself.
  var shown: String { plan.path ?? owner?.path ?? owner?.name ?? plan.name }
}

extension Asker {
  /// A service that wants a session of a role.
  init(assuming service: String, in snapshot: PolicySnapshot) {
    self.init(
      principal: .service(PartialText(service)), name: service, role: nil, shown: service,
      context: ["aws:SourceAccount": snapshot.account], service: service)
  }
}
