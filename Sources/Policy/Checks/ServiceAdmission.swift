import Source
import Spec

/// A service that a policy admits on behalf of every account: someone else can make it act here (IAM User Guide, The confused
/// deputy problem).
public struct ServiceAdmission: Sendable {
  /// The service principal: `events.amazonaws.com`.
  public let service: Spanned<String>
  /// The statement that admits it.
  public let statement: PolicyStatement
}

extension PolicyDocument {
  /// The services that it admits whoever makes them act. What depends on values that are not known is no such service; neither is
  /// one of which AWS documents that no condition restricts its call.
  public var servicesAdmittedForAll: [ServiceAdmission] {
    // One that denies whatever comes from elsewhere restricts all others.
    let isGuarded = statements.contains { statement in
      statement.effect == .deny && statement.conditions.contains { $0.isAboutSource && $0.isNegated }
        && !statement.conditions.contains { $0.name == "aws:principalisawsservice" }
    }
    guard unknownStatements.isEmpty, !isGuarded else { return [] }
    return statements.flatMap { statement in
      statement.servicesAdmittedForAll.map { ServiceAdmission(service: $0, statement: statement) }
    }
  }
}

extension PolicyStatement {
  fileprivate var servicesAdmittedForAll: [Spanned<String>] {
    guard effect == .allow, let principal, !principal.isNegated, unknownParts.isEmpty, !isOfOneAccount,
      !conditions.contains(where: \.restrictsSource)
    else { return [] }
    let actions = (self.actions?.isNegated == false ? self.actions?.values : nil)?.compactMap(\.value.literal) ?? []
    return principal.entries.compactMap { entry in
      guard entry.family == .service, let service = entry.value.literal else { return nil }
      let isUnconditional =
        !actions.isEmpty && actions.allSatisfy { WirePermission.isUnconditional(service, $0) }
      return isUnconditional ? nil : Spanned(service, entry.span)
    }
  }

  /// Whether it is about a place for the logs of one account: what delivers them writes below `AWSLogs/` and the number of the
  /// account whose logs they are (Elastic Load Balancing, "Enable access logs for your Application Load Balancer").
  private var isOfOneAccount: Bool {
    guard let resources, !resources.isNegated, !resources.values.isEmpty else { return false }
    return resources.values.allSatisfy { resource in
      let text = resource.value.description
      guard let mark = text.firstRange(ofASCII: "/AWSLogs/") else { return false }
      let account = text[mark.upperBound...].prefix { $0 != "/" }
      return !account.isEmpty && !account.contains("*")
    }
  }
}

extension PolicyStatement.Condition {
  fileprivate var name: String { key.value.lowercased() }

  /// Whether it asks for whom, or by what, a service was made to act.
  fileprivate var isAboutSource: Bool {
    if Self.ofService.contains(name) { return false }
    // A key of the caller restricts too: it is said elsewhere that a service has none. The context of an encryption names what
    // is encrypted (AWS KMS Developer Guide, "Permissions for AWS services in key policies").
    return name.hasPrefix("aws:source") || name.hasPrefix("aws:principal") || name.hasPrefix("kms:encryptioncontext")
      || name == "kms:calleraccount" || name == "lambda:eventsourcetoken"
  }

  /// Keys that tell nothing of the source: where the call comes from, and that it is a service which makes it.
  private static let ofService: Set<String> = [
    "aws:sourceip", "aws:sourceidentity", "aws:principalisawsservice", "aws:principalservicename",
    "aws:principalservicenameslist", "aws:principaltype",
  ]

  fileprivate var isNegated: Bool { ConditionOperator(comparison.value)?.isNegated ?? false }

  /// Whether it holds only for some sources.
  fileprivate var restrictsSource: Bool {
    guard isAboutSource, let comparing = ConditionOperator(comparison.value) else { return false }
    if comparing.comparison == .null { return false }
    return !comparing.isNegated && !values.isEmpty
      && !values.contains { Self.isAnySource($0.value, comparing.comparison) }
  }

  /// Whether a value stands for sources of every account.
  private static func isAnySource(_ value: PartialText, _ comparison: ConditionOperator.Comparison) -> Bool {
    guard let text = value.literal, comparison == .pattern || comparison == .arn else { return false }
    func isAny(_ text: some StringProtocol) -> Bool { text.allSatisfy { $0 == "*" } }
    if isAny(text) { return true }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return false }
    // A bucket's ARN has no account, and its name belongs to one.
    return parts[2] == "s3" ? isAny(parts[5]) : !parts[4].isEmpty && isAny(parts[4])
  }
}
