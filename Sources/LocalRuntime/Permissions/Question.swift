/// What is asked of the authorizer: all that an answer depends on, except the time.
struct Question: Hashable, Sendable {
  /// Who asks.
  enum Party: Hashable, Sendable {
    case caller(Caller.Form, session: String, function: String?)
    case service(String, source: String)
    case role(String, service: String)
    /// Whether a role lets a service assume it, whatever it is assumed for.
    case trust(service: String)
  }

  var party: Party
  var permission: Permission

  init(_ permission: Permission, by caller: Caller) {
    // The access key is left out: it changes with every sandbox, and no policy can speak of it.
    party = .caller(caller.form, session: caller.session, function: caller.function)
    self.permission = permission
  }

  init(_ permission: Permission, by sender: Sender) {
    switch sender {
    case .service(let name, let source): party = .service(name, source: source)
    case .role(let arn, let service): party = .role(arn, service: service)
    }
    self.permission = permission
  }

  /// Whether a service may assume a role.
  init(trustOf role: String, in service: String) {
    party = .trust(service: service)
    permission = Permission("sts:AssumeRole", on: role)
  }

  /// Who asks, by the policies of a moment.
  func asker(in snapshot: PolicySnapshot) -> Asker {
    switch party {
    case .caller(let form, let session, let function):
      Asker(Caller(form, accessKey: "", session: session, function: function), in: snapshot)
    case .service(let name, let source): Asker(service: name, source: source, in: snapshot)
    case .role(let arn, let service): Asker(role: arn, of: service, in: snapshot)
    case .trust(let service): Asker(assuming: service, in: snapshot)
    }
  }
}
