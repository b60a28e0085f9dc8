import Source
import Spec
import Template

/// A call of a service that a function's code makes.
struct NetworkCall {
  /// The prefix of the service's actions: `sqs`.
  let service: String
  /// What is called, as the stack refers to it.
  let target: String
  /// Whether it is a call of connections of a WebSocket API, for which there is no endpoint.
  let isManagement: Bool
  /// Where it is declared.
  let span: Span
}

extension CheckContext {
  /// The calls that a function's `access:` declares, one for each service.
  func declaredCalls(of function: Resource) -> [NetworkCall] {
    var seen: Set<String> = []
    var calls: [NetworkCall] = []
    for access in template.accesses where access.function == function.logicalID {
      let actions = access.grants.flatMap(\.actions).map(\.text)
      let isManagement = actions.allSatisfy { $0.lowercased() == Self.management }
      for action in actions {
        guard let service = action.split(separator: ":").first.map(String.init) else { continue }
        // The key of what is encrypted is used by the service, not by the function.
        let isOfService = service == "kms" && !["encrypt", "decrypt", nil].contains(access.verb)
        guard !isOfService, seen.insert(service).inserted else { continue }
        calls.append(
          NetworkCall(
            service: service, target: resource(access.target)?.label ?? service, isManagement: isManagement,
            span: access.span))
      }
    }
    return calls
  }

  /// The call that sends to a connection of a WebSocket API.
  private static let management = "execute-api:manageconnections"

  /// What a function's variables name, and what is therefore likely called: one for each service.
  func likelyCalls(of function: Resource) -> [NetworkCall] {
    var seen: Set<String> = []
    var calls: [NetworkCall] = []
    for variable in function["Environment"]?["Variables"]?.map?.entries ?? [] {
      variable.value.forEachReference { reference in
        guard let resource = template[reference.target.text], Self.calledTypes.contains(resource.type),
          let service = resource.identity?.service, seen.insert(service).inserted
        else { return }
        calls.append(
          NetworkCall(
            service: service, target: resource.label, isManagement: false, span: variable.value.span))
      }
    }
    return calls
  }

  /// The types that code calls by name, URL or ARN: those that access words are for.
  private static let calledTypes = Set(AccessVerb.all.map(\.resourceType)).filter { !$0.hasPrefix("AWS::ApiGateway") }
}
