import Source

/// Whom a role's trust policy lets assume it.
struct TrustPolicy {
  static let lambda = "lambda.amazonaws.com"

  /// Services, and `*` for everyone, with their places.
  let services: [(name: String, span: Span)]

  /// Nil where something in it is not known before deployment.
  init?(_ document: Datum) {
    guard let statements = document["Statement"]?.itemsOrSelf else { return nil }
    var services: [(name: String, span: Span)] = []
    for statement in statements {
      guard let effect = statement["Effect"]?.literal else { return nil }
      guard let principal = statement["Principal"], effect == "Allow" else { continue }
      for item in principal.literal == "*" ? [principal] : principal["Service"]?.itemsOrSelf ?? [] {
        guard let name = item.literal else { return nil }
        services.append((name, item.span))
      }
      if let aws = principal["AWS"], aws.itemsOrSelf.contains(where: { $0.literal == "*" }) {
        services.append(("*", aws.span))
      }
    }
    self.services = services
  }

  /// Whether a service may assume the role, named for all regions or for one: `states.eu-west-1.amazonaws.com` (IAM User Guide,
  /// AWS JSON policy elements: Principal, "Service principals").
  func admits(_ service: String) -> Bool {
    services.contains { $0.name == service || $0.name == "*" || Self.withoutRegion($0.name) == service }
  }

  /// The name of a service without a region in it; nil for a name that has none.
  private static func withoutRegion(_ name: String) -> String? {
    var parts = name.split(separator: ".")
    guard parts.count >= 4, parts[1].contains("-") else { return nil }
    parts.remove(at: 1)
    return parts.joined(separator: ".")
  }
}
