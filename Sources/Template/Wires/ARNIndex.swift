import Source
import Synchronization

/// The resources of a template by their ARNs. Those of a service are worked out when one of them is first asked for: most ARNs
/// that templates spell out are of other accounts, or of services of which the template has nothing.
final class ARNIndex: Sendable {
  private let known = Mutex<[String: [PartialText: String]]>([:])

  /// The logical id of the resource that has an ARN; the first in source order, should two have the same.
  func id(of arn: PartialText, _ resolver: Resolver) -> String? {
    guard let service = Self.service(of: arn), !Self.isOfAWS(arn) else { return nil }
    if let ids = known.withLock({ $0[service] }) { return ids[arn] }
    var ids: [PartialText: String] = [:]
    for resource in resolver.template.resources where Resolver.serviceInARN(of: resource) == service {
      if let arn = resolver.arn(of: resource), ids[arn] == nil { ids[arn] = resource.logicalID }
    }
    let made = ids
    known.withLock { $0[service] = made }
    return made[arn]
  }

  /// Whether it is a managed policy of AWS's own, whose account is `aws` (IAM User Guide, IAM identifiers).
  private static func isOfAWS(_ arn: PartialText) -> Bool { arn.holds(":iam::aws:") }

  /// The third component of an ARN, which is never unknown in those that a resource's type makes.
  private static func service(of arn: PartialText) -> String? {
    var colons = 0
    for part in arn.parts {
      guard case .literal(let text) = part else { continue }
      var rest = text.utf8[...]
      while colons < 2 {
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { break }
        rest = rest[colon...].dropFirst()
        colons += 1
      }
      if colons == 2, let end = rest.firstIndex(of: UInt8(ascii: ":")) { return String(Substring(rest[..<end])) }
    }
    return nil
  }
}
