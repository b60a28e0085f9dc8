public import Diagnostics
public import Source

/// A rule over one policy document: what it is for, and how it is checked. One check, one file.
struct PolicyCheck: Sendable {
  /// The rule.
  let rule: Rule
  /// Looks for the fault.
  let run: @Sendable (PolicyReading, inout Findings) -> Void

  init(_ rule: Rule, _ run: @escaping @Sendable (PolicyReading, inout Findings) -> Void) {
    self.rule = rule
    self.run = run
  }

  /// All of them, by code.
  static let all: [PolicyCheck] = [
    .malformedPolicy, .unknownPolicyElement, .missingPolicyElement, .unknownEffect, .unknownPolicyVersion,
    .outdatedPolicyVersion, .elementNotInTrustPolicy, .principalInIdentityPolicy, .unknownConditionOperator,
    .allowWithNotPrincipal, .wildcardWithoutLike, .duplicateSid, .malformedAction, .unknownActionService,
    .unknownAction, .actionNeverApplies, .conflictingElements, .unknownPrincipalType, .malformedResource,
    .unfitSid, .keyNeverCarried, .conditionTypeMismatch, .passRoleOnAny, .serviceLinkedRoleOnAny, .malformedVariable,
    .privateSourceAddress, .quantifierOnSingleValue, .missingQuantifier, .nullWithQuantifier,
    .repeatedConditionKey, .principalByUniqueID, .wildcardInPrincipal, .arnPartUnfit, .conditionValueUnfit,
    .bothTruthValues, .tagKeyMissing, .variableNotReplaced, .principalNotForPolicy, .assumeActionUnfit,
    .providerTrustedForAll, .servicePrincipalUnfit, .pairedKeyMissing, .tagsNotChecked, .keyNotOfServices,
    .unknownRegion, .malformedPrincipal, .servicePrincipalMisspelled,
  ]

  /// Those that only a document by itself is held against. In a stack, what a policy must allow and how little that is
  /// follows from the arrows.
  static let ofDocuments: [PolicyCheck] = [
    .emptyElement, .conditionTypeLoose, .anyResource, .effectivelyAnyResource, .policyOfOwnBucket, .redundantValue,
    .patternPartlyApplies, .addressBitsIgnored, .redundantBound, .documentTooLong, .redundantStatement,
    .wildcardInService, .serviceNotRestricted, .redundantPrincipal,
  ]
}

/// The rules of this module, by code.
public enum PolicyRules {
  /// All of them.
  public static let all: [Rule] = (PolicyCheck.all + PolicyCheck.ofDocuments).map(\.rule) + [.policyNotJSON]
}

extension PolicyDocument {
  /// Checks a document that is attached as `kind`, and reports what AWS would reject or what cannot work.
  ///
  /// - Parameter isAlone: whether there is nothing but the document, so that all that a reviewer would ask is asked.
  public static func check(
    _ datum: Datum, as kind: PolicyKind, isAlone: Bool = false, into findings: inout Findings
  ) {
    findings.append(check([(datum, kind)])[0])
    guard isAlone else { return }
    let reading = PolicyReading(datum, kind)
    for check in PolicyCheck.ofDocuments { check.run(reading, &findings) }
  }

  /// Checks some documents, and gives what is wrong with each: every check goes over all of them before the next one does.
  public static func check(_ documents: [(datum: Datum, kind: PolicyKind)]) -> [Findings] {
    var findings = [Findings](repeating: Findings(), count: documents.count)
    let keys = documents.map { CleanDocuments.key($0.datum, $0.kind) }
    let others = documents.indices.filter { index in !(keys[index].map(CleanDocuments.holds) ?? false) }
    let readings = others.map { PolicyReading(documents[$0].datum, documents[$0].kind) }
    for check in PolicyCheck.all {
      for (index, reading) in zip(others, readings) { check.run(reading, &findings[index]) }
    }
    for index in others where findings[index].diagnostics.isEmpty { keys[index].map(CleanDocuments.add) }
    return findings
  }
}
