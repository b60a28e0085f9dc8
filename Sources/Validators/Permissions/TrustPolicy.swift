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

  /// The names by which it trusts a service: its own, and those of a region or partition, `states.eu-west-1.amazonaws.com` (IAM
  /// User Guide, AWS JSON policy elements: Principal, "Service principals").
  func names(of service: String) -> [String] {
    let word = service.before(".") + "."
    return services.map(\.name).filter { $0.hasPrefix(word) }
  }

  /// Whether a service may assume the role, conditions aside.
  func admits(_ service: String) -> Bool {
    !names(of: service).isEmpty || services.contains { $0.name == "*" }
  }
}
