import Source
import Template
import YAML

/// Who reaches a private API.
struct PrivateCallers {
  /// Interface endpoints, by id.
  let endpoints: [Value]
  /// Networks, by the id of their VPC.
  let networks: [Value]
  /// Where they are written.
  let span: Span

  /// `VpcEndpointIds`; nil where only networks are named.
  var endpointIDs: Value? { endpoints.isEmpty ? nil : .list(endpoints, span) }

  /// The policy that API Gateway wants of a private API: everyone may call it, except from elsewhere ("Use VPC endpoint
  /// policies and resource policies for private APIs", API Gateway Developer Guide).
  var policy: Value {
    func statement(_ effect: String, _ condition: Value?) -> Value {
      .object(
        span,
        [
          "Effect": .string(effect, span), "Principal": .string("*", span),
          "Action": .string("execute-api:Invoke", span), "Resource": .string("execute-api:/*", span),
          "Condition": condition,
        ])
    }
    // Both keys in one block: refused is what comes neither by one of the endpoints nor from one of the networks.
    let elsewhere = Value.object(
      span,
      [
        "StringNotEquals": .object(
          span,
          [
            "aws:SourceVpce": endpoints.isEmpty ? nil : .list(endpoints, span),
            "aws:SourceVpc": networks.isEmpty ? nil : .list(networks, span),
          ])
      ])
    return .object(
      span,
      [
        "Version": .string("2012-10-17", span),
        "Statement": .list([statement("Allow", nil), statement("Deny", elsewhere)], span),
      ])
  }
}

extension StackLowering {
  /// The endpoints and networks that `vpcEndpoints:` names.
  mutating func privateCallers(of api: Entry) -> PrivateCallers? {
    guard let node = api.node("vpcEndpoints"), let span = api.keySpan("vpcEndpoints") else { return nil }
    var endpoints: [Value] = []
    var networks: [Value] = []
    for item in node.kind == .sequence ? Array(node.items) : [node] {
      guard item.kind == .scalar, item.text.hasPrefix("networks."), item.tag == nil else {
        if let value = value(item, as: .text, key: "vpcEndpoints") { endpoints.append(value) }
        continue
      }
      guard let network = reference(item.text, at: item.contentSpan, kinds: [.networks]) else { continue }
      let declared = declared(of: network) ?? declarations.longestMatch(item.text)?.declared
      if let declared { networks.append(.ref(declared.logicalID, item.contentSpan)) }
    }
    guard !endpoints.isEmpty || !networks.isEmpty else { return nil }
    return PrivateCallers(endpoints: endpoints, networks: networks, span: span)
  }
}
