import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// `network:`: the subnets of a network's tier with its security groups, or what is named by ids.
  mutating func lowerFunctionNetwork(_ entry: Entry, _ function: inout Resource) {
    guard let node = entry.node("network"), let span = entry.keySpan("network") else { return }
    if node.isIntrinsicCall {
      if let value = cloudFormationValue(node) { function.properties.set("VpcConfig", at: span, value) }
    } else if node.kind == .mapping {
      guard let ids = entry.entry("network", &self) else { return }
      function.properties.set("VpcConfig", at: span, Value(.map(ids.properties(&self)), node.span))
    } else if let placement = placement(node) {
      function.properties.set("VpcConfig", at: span, placement)
    }
  }

  /// What a path to a network, or a tier of one, stands for.
  private mutating func placement(_ node: Node) -> Value? {
    let span = node.contentSpan
    guard node.kind == .scalar, node.scalar != .null, !node.text.contains("${") else {
      findings.report(
        .wrongType("network", wanted: FunctionKeys.network.type.phrase, got: node.phrase, at: node.span))
      return nil
    }
    guard let target = target(ofPath: node.text, at: span) else { return nil }
    guard case .resource(let declared, let rest) = target, declared.section.kind == .networks else {
      if case .resource(let other, _) = target {
        findings.report(.wrongKind(of: other, at: span, wanted: [.networks]))
      } else {
        findings.report(.wrongType("network", wanted: "a network", got: node.phrase, at: span))
      }
      return nil
    }
    let layout = networkLayout(declared)
    guard let tier = rest.isEmpty ? layout.usualTier : layout.tiers.first(where: { $0.rawValue == rest }) else {
      findings.report(.unknownTier(node.text, of: layout, at: span))
      return nil
    }
    guard let subnets = subnets(tier, of: layout, at: span) else { return nil }
    return .object(
      span, ["SubnetIds": subnets, "SecurityGroupIds": functionGroups(of: layout, at: span)])
  }
}

extension NetworkLayout {
  /// Where a function runs that names no tier.
  var usualTier: NetworkTier? { [.private, .isolated, .public].first(where: tiers.contains) }
}

extension Diagnostic {
  static func unknownTier(_ path: String, of layout: NetworkLayout, at span: Span) -> Diagnostic {
    var diagnostic = unknownPath(
      path, at: span, candidates: layout.tiers.map { "\(layout.declared.path).\($0.rawValue)" })
    diagnostic.notes = [
      .init(
        layout.tiers.isEmpty
          ? "`\(layout.declared.key)` has no subnets"
          : "`\(layout.declared.key)` has the tiers \(layout.tiers.map(\.rawValue).list)", at: layout.declared.keySpan)
    ]
    return diagnostic
  }
}
