import Spec
import Wiring

/// The least that a role lacks for a call, as its author would write it.
struct SmallestChange {
  private let role: PolicySnapshot.Role
  private let permission: Permission
  private let found: StackNames.Found?

  init(_ role: PolicySnapshot.Role, _ permission: Permission, _ names: StackNames) {
    self.role = role
    self.permission = permission
    found = names.find(permission.resource)
  }

  /// What to add, and where.
  var help: [String] {
    if let path = role.owner?.path {
      let exact = "`- { allow: \(permission.action), on: \(target) }`"
      guard let verb else { return ["add to `access:` of `\(path)`:  \(exact)"] }
      return ["add to `access:` of `\(path)`:  `- \(verb): \(target)`, or for this action alone  \(exact)"]
    }
    if let path = role.plan.path, path.hasPrefix("roles.") {
      return ["add to `allow:` of `\(path)`:  `- { actions: \(permission.action), on: \(target) }`"]
    }
    let statement = "{ Effect: Allow, Action: \(permission.action), Resource: \"\(permission.resource)\" }"
    return ["add to a policy of `\(role.shown)`:  `\(statement)`"]
  }

  /// The resource as the stack language refers to it; its ARN where it cannot.
  private var target: String {
    guard let found, let path = found.item.path else { return quoted(permission.resource) }
    if found.suffix.isEmpty { return path }
    // What follows a slash belongs to the ARN; an alias of a function cannot be named so.
    return found.suffix.hasPrefix("/") ? path + found.suffix : quoted(permission.resource)
  }

  /// YAML would take `*` for an alias.
  private func quoted(_ text: String) -> String { text == "*" ? "\"*\"" : text }

  /// The access word with the fewest actions that allows this one on the resource itself.
  private var verb: String? {
    guard let found, found.suffix.isEmpty, found.item.path != nil else { return nil }
    let action = permission.action.lowercased()
    let rows = AccessVerb.all.filter {
      $0.resourceType == found.item.type && $0.when == "always" && $0.on == "target"
    }
    let fitting = rows.filter { row in row.actions.contains { $0.lowercased() == action } }
    return fitting.min { $0.actions.count < $1.actions.count }?.verb
  }
}

/// The statement by which a resource admits what a service delivers for another.
struct Admission {
  private let service: String
  private let source: String
  private let permission: Permission
  private let names: StackNames

  init(of service: String, for source: String, _ permission: Permission, _ names: StackNames) {
    self.service = service
    self.source = source
    self.permission = permission
    self.names = names
  }

  /// What to add, and where.
  var help: String {
    let found = names.find(permission.resource)
    guard let found, found.suffix.isEmpty, let path = found.item.path, !path.hasPrefix("resources.") else {
      return "add to its policy:  `{ Effect: Allow, Principal: { Service: \(service) }, Action: \(permission.action), "
        + "Resource: \(permission.resource), Condition: { ArnEquals: { aws:SourceArn: \(source) } } }`"
    }
    return "add under `policies:`  `\(name): { on: \(path), allow: \(permission.action), to: { service: \(service) }, "
      + "when: { ArnEquals: { aws:SourceArn: \(condition) } } }`"
  }

  /// A name for the entry: whose deliveries it admits.
  private var name: String {
    let last = names.find(source)?.item.path?.split(separator: ".").dropFirst().first
    return (last.map { $0.filter { $0.isLetter || $0.isNumber } } ?? "source") + "MayDeliver"
  }

  /// The source's ARN as the stack language writes it.
  private var condition: String {
    guard let found = names.find(source), let path = found.item.path, !path.hasPrefix("resources.") else {
      return source
    }
    return "\"${\(path).arn}\(found.suffix)\""
  }
}
