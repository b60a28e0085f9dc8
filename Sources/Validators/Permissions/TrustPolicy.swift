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

  /// Whether a service may assume the role.
  func admits(_ service: String) -> Bool { services.contains { $0.name == service || $0.name == "*" } }
}
