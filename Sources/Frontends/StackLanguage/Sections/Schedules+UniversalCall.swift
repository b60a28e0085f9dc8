import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// Grants the action of a universal target to a schedule's role: for what `on:` names, else for everything.
  mutating func grantUniversalCall(_ target: Entry, to role: String, at span: Span) {
    guard let call = target.text("call") else { return }
    let parts = call.split(separator: ":").map(String.init)
    guard parts.count == 2 else { return }
    var resources: [Value] = []
    if let on = target.node("on") {
      resources = (on.kind == .sequence ? Array(on.items) : [on]).compactMap { policyResource($0) }
    }
    if resources.isEmpty { resources = [.string("*", span)] }
    let action = APIOperation(service: parts[0], name: parts[1]).iamAction
    grant(Statement(actions: [Name(action, span)], resources: resources, span: span), in: .serviceRole(role))
  }
}
