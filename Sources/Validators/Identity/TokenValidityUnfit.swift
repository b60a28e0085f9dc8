import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let tokenValidityUnfit = Rule(
    "STK547", "token-validity-unfit", .error, "a token of a user pool that lasts too short or too long",
    limits: ["COG-009", "COG-010", "COG-011"],
    why: """
      Access and id tokens last 5 minutes to a day, refresh tokens an hour to ten years, whatever unit they are given in, \
      and a refresh token must outlast the tokens that it renews. Cognito refuses the client otherwise.
      """,
    examples: [
      .bad("userPools:\n  customers: { clients: { web: { tokens: { access: ↓2d } } } }\n"),
      .bad("userPools:\n  customers: { clients: { web: { tokens: { access: 1d, refresh: ↓2h } } } }\n"),
      .good("userPools:\n  customers: { clients: { web: { tokens: { access: 1d, refresh: 30d } } } }\n"),
    ])
}

extension Check {
  static let tokenValidityUnfit = Check(.tokenValidityUnfit) { context, findings in
    for client in context.wholeResources("AWS::Cognito::UserPoolClient") {
      let tokens = TokenKind.all.compactMap { kind in validity(kind, of: client, context) }
      for token in tokens where !token.kind.range.contains(token.minutes) {
        let (least, most) = (minutes(token.kind.range.lowerBound), minutes(token.kind.range.upperBound))
        findings.report(
          Diagnostic(
            .tokenValidityUnfit, "\(token.kind.noun) last \(least) to \(most), and not \(minutes(token.minutes))",
            at: token.value.span, consequences: ["Cognito refuses the client"], limits: [token.kind.limit]))
      }
      guard let refresh = tokens.first(where: { $0.kind.property == "RefreshTokenValidity" }),
        let longer = tokens.first(where: { $0.minutes > refresh.minutes && $0.kind.range.contains($0.minutes) }),
        refresh.kind.range.contains(refresh.minutes)
      else { continue }
      findings.report(
        Diagnostic(
          .tokenValidityUnfit,
          "refresh tokens last \(minutes(refresh.minutes)), and the tokens that they renew \(minutes(longer.minutes))",
          at: refresh.value.span, notes: [.init("these last longer", at: longer.value.span)],
          consequences: ["Cognito refuses the client"], limits: ["COG-011"]))
    }
  }

  private static func validity(
    _ kind: TokenKind, of client: Resource, _ context: CheckContext
  ) -> (kind: TokenKind, minutes: Int, value: Value)? {
    guard let value = client[kind.property], let number = context.resolver.integer(value), number > 0 else {
      return nil
    }
    let unit = client["TokenValidityUnits"]?[kind.unitProperty]
    guard let word = unit.map(context.resolver.literal) ?? kind.standardUnit, let factor = TokenKind.units[word],
      number < Int.max / 86_400
    else { return nil }
    return (kind, number * factor / 60, value)
  }

  private static func minutes(_ minutes: Int) -> String {
    if minutes.isMultiple(of: 1440) { return "\(minutes / 1440)d" }
    return minutes.isMultiple(of: 60) ? "\(minutes / 60)h" : "\(minutes)m"
  }
}

/// A kind of token, with what Cognito's API says of it (CreateUserPoolClient).
private struct TokenKind {
  let property: String
  let unitProperty: String
  /// The unit where `TokenValidityUnits` names none.
  let standardUnit: String?
  let noun: String
  /// The row of the limit, which is in minutes.
  let limit: String

  /// How many minutes it may last.
  var range: ClosedRange<Int> {
    guard let bounds = ServiceLimit.id(limit)?.bounds, let least = bounds.least.flatMap({ Int(exactly: $0) }),
      let most = bounds.most.flatMap({ Int(exactly: $0) }), least <= most
    else { return 0...Int.max }
    return least...most
  }

  /// Seconds.
  static let units = ["seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400]

  static let all = [
    TokenKind(
      property: "AccessTokenValidity", unitProperty: "AccessToken", standardUnit: "hours", noun: "access tokens",
      limit: "COG-009"),
    TokenKind(
      property: "IdTokenValidity", unitProperty: "IdToken", standardUnit: "hours", noun: "id tokens",
      limit: "COG-010"),
    TokenKind(
      property: "RefreshTokenValidity", unitProperty: "RefreshToken", standardUnit: "days", noun: "refresh tokens",
      limit: "COG-011"),
  ]
}
