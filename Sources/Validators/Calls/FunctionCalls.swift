import Handlers
import Policy
import Source
import Spec
import Template

/// A function of the stack whose code was read, with its role.
struct FunctionCalls {
  let function: Resource
  let role: Resource
  let found: HandlerCalls

  /// Those of a template that can be judged, in source order.
  static func all(_ permissions: PermissionContext) -> [FunctionCalls] {
    let context = permissions.context
    guard !context.calls.isEmpty else { return [] }
    return context.resources("AWS::Lambda::Function").compactMap { function in
      guard let found = context.calls[function.logicalID], let role = permissions.role(of: function),
        !context.incomplete.contains(role.logicalID), !context.incomplete.contains(function.logicalID)
      else { return nil }
      return FunctionCalls(function: function, role: role, found: found)
    }
  }

  /// The calls that the role decides.
  var judged: [SDKCall] { found.calls.filter(\.isOwn) }

  /// The lines of `access:`.
  func accesses(_ context: CheckContext) -> [Access] {
    context.template.accesses.filter { $0.function == function.logicalID }
  }

  /// The lines of `access:` that no call needs that was found. What keys encrypt, services decrypt by themselves; lists of
  /// actions may be for calls without an SDK.
  func unused(_ permissions: PermissionContext) -> [Access] {
    let needs = found.calls.flatMap { call in
      call.operation.actions.map { ($0, permissions.target(of: call, action: $0, by: function)) }
    }
    return accesses(permissions.context).filter { access in
      let actions = Set(access.grants.flatMap { $0.actions.map { $0.text.lowercased() } })
      guard access.verb != nil, !actions.isEmpty, !actions.contains("execute-api:invoke"),
        !actions.allSatisfy({ $0.hasPrefix("kms:") })
      else { return false }
      return !needs.contains { action, target in
        actions.contains(action.lowercased())
          && (target.resource == nil || access.target == nil || target.resource?.logicalID == access.target)
      }
    }
  }
}
