import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let callWithoutWay = Rule(
    "STK601", "call-without-way", .error, "a function in a network calls a service that it has no way to",
    limits: ["LAM-022"],
    why: """
      A function in a VPC reaches only what the VPC reaches. Its subnets lead to AWS's services through a NAT gateway or \
      through an endpoint for the service; a route to an internet gateway does not help, since a function has no public \
      address. Without a way, each call waits until the function times out.
      """,
    examples: [
      .bad(
        NetworkSamples.stack("access: [{ ↓readWrite: tables.orders }]", network: "{}"),
        fixed: NetworkSamples.stack("access: [{ readWrite: tables.orders }]", network: "{ endpoints: [dynamodb] }"),
        files: Samples.handler),
      .bad(
        NetworkSamples.stack("access: [{ ↓send: queues.jobs }]", network: "{ endpoints: [dynamodb] }"),
        fixed: NetworkSamples.stack("access: [{ send: queues.jobs }]", network: "{ endpoints: [dynamodb, sqs] }"),
        files: Samples.handler),
      .good(NetworkSamples.stack("access: [{ send: queues.jobs }]", network: "{ nat: one }"), files: Samples.handler),
      .good(
        NetworkSamples.stack("access: [{ send: queues.jobs }]", network: "{ endpoints: [sqs] }"),
        files: Samples.handler),
    ])
}

extension Check {
  static let callWithoutWay = Check(.callWithoutWay) { context, findings in
    context.eachObstacle { function, call, obstacle, map, isDeclared in
      guard isDeclared, case .noWay(let place) = obstacle else { return }
      findings.report(.callWithoutWay(.callWithoutWay, function, call, place, map))
    }
  }
}

extension CheckContext {
  /// Calls `body` for each call that something keeps from its service; what stands in a variable alone is not declared.
  func eachObstacle(_ body: (Resource, NetworkCall, NetworkObstacle, NetworkMap, _ isDeclared: Bool) -> Void) {
    let functions = wholeResources("AWS::Lambda::Function").filter { $0["VpcConfig"] != nil }
    guard !functions.isEmpty else { return }
    let map = NetworkMap(self)
    for function in functions {
      guard let place = map.placement(of: function), isWhole(place.vpc) else { continue }
      let declared = declaredCalls(of: function)
      let services = Set(declared.map(\.service))
      for call in declared + likelyCalls(of: function).filter({ !services.contains($0.service) }) {
        guard let obstacle = map.obstacle(from: place, to: call.service, isManagement: call.isManagement) else {
          continue
        }
        body(function, call, obstacle, map, services.contains(call.service))
      }
    }
  }
}

extension Diagnostic {
  static func callWithoutWay(
    _ rule: Rule, _ function: Resource, _ call: NetworkCall, _ place: NetworkPlacement, _ map: NetworkMap
  ) -> Diagnostic {
    let service = call.isManagement ? nil : EndpointService.leading(to: call.service).first
    let isPublic = place.egress.contains(.internetGateway)
    var diagnostic = Diagnostic(
      rule, "`\(function.label)` has no way to `\(call.service)` from `\(place.vpc.label)`", at: call.span,
      label: "the call waits until the function times out",
      notes: [
        .init(
          isPublic
            ? "its subnets lead to an internet gateway, but a function has no public address"
            : "its subnets have no NAT gateway"
              + (service == nil ? "" : ", and the network no endpoint for `\(service?.word ?? "")`"),
          at: isPublic ? place.span : place.vpc.span)
      ])
    guard let service else {
      diagnostic.help = ["there is no endpoint for it: give the network a NAT gateway"]
      return diagnostic
    }
    if let edits = EndpointEdit(place.vpc, map)?.adding(service.word) {
      diagnostic.fixes = [
        Fix("add an endpoint for `\(service.word)`", safe: service.kind == .gateway, edits: edits)
      ]
    } else {
      diagnostic.help = ["add an endpoint for `\(service.word)` to the network, or a NAT gateway"]
    }
    return diagnostic
  }
}
