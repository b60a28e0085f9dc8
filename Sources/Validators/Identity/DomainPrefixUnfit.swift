import Diagnostics
import Source
import Template

extension Rule {
  static let domainPrefixUnfit = Rule(
    "STK552", "domain-prefix-unfit", .error, "a prefix that Cognito does not take for a sign-in domain",
    limits: ["API-0095"],
    why: """
      The prefix is the first word of a host of Cognito's own: small letters, digits and hyphens inside, at most 63, and \
      without the words `aws`, `amazon` and `cognito`, which AWS keeps for itself ("Using the Amazon Cognito domain", \
      Amazon Cognito Developer Guide).
      """,
    examples: [
      .bad("userPools:\n  customers: { domains: ↓my-cognito-login }\n"),
      .bad("userPools:\n  customers: { domains: ↓Shop_Login }\n"),
      .good("userPools:\n  customers: { domains: shop-login }\n"),
    ])
}

extension Check {
  static let domainPrefixUnfit = Check(.domainPrefixUnfit) { context, findings in
    for domain in context.wholeResources("AWS::Cognito::UserPoolDomain") where domain["CustomDomainConfig"] == nil {
      guard let value = domain["Domain"], let prefix = context.resolver.literal(value) else { continue }
      if let word = ["aws", "amazon", "cognito"].first(where: { prefix.lowercased().contains($0) }) {
        findings.report(
          .domainPrefixUnfit("the prefix `\(prefix)` holds the word `\(word)`, which is AWS's own", at: value.span))
      } else if !isLabel(prefix) {
        findings.report(
          .domainPrefixUnfit(
            "the prefix `\(prefix)` is no word of a host: small letters, digits and hyphens inside", at: value.span,
            limits: ["API-0095"]))
      }
    }
  }

  private static func isLabel(_ prefix: String) -> Bool {
    let isHyphen = UInt8(ascii: "-")
    return (1...63).contains(prefix.utf8.count) && prefix.utf8.first != isHyphen && prefix.utf8.last != isHyphen
      && prefix.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == isHyphen
      }
  }
}

extension Diagnostic {
  fileprivate static func domainPrefixUnfit(_ message: String, at span: Span, limits: [String] = []) -> Diagnostic {
    Diagnostic(
      .domainPrefixUnfit, message, at: span, consequences: ["Cognito refuses the domain"], limits: limits)
  }
}
