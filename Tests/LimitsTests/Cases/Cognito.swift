extension LimitCase {
  /// A user pool with a client of these keys.
  private static func client(_ keys: String) -> String {
    "userPools:\n  customers:\n    clients: { web: { \(keys) } }\n    resourceServers: { a: { identifier: a, scopes: { b: what } } }\n"
  }

  private static func trigger(_ timeout: String) -> String {
    "functions:\n  check: { \(function), timeout: \(timeout) }\nuserPools:\n  customers: { triggers: { preSignUp: functions.check } }\n"
  }

  private static func guests(_ identities: String, mark: String) -> String {
    "identityPools:\n  visitors: { guests: true, roles: { unauthenticated: \(mark)roles.guest } }\n"
      + "roles:\n  guest: { trusts: { identityPool: identityPools.visitors, identities: \(identities) } }\n"
  }

  static let cognito = [
    LimitCase(
      "COG-006", past: "userPools:\n  customers: { attributes: { tier: { required: ↓true } } }\n",
      at: "userPools:\n  customers: { attributes: { name: { required: true } } }\n"),
    LimitCase(
      "COG-007", past: "userPools:\n  customers: { signIn: email, properties: { AliasAttributes: ↓[phone_number] } }\n",
      at: "userPools:\n  customers: { signIn: email }\n"),
    LimitCase(
      "COG-009", past: client("tokens: { access: ↓1441m }"), at: client("tokens: { access: 1440m }")),
    LimitCase("COG-009", past: client("tokens: { access: ↓4m }"), at: client("tokens: { access: 5m }")),
    LimitCase("COG-010", past: client("tokens: { id: ↓4m }"), at: client("tokens: { id: 5m }")),
    LimitCase("COG-011", past: client("tokens: { refresh: ↓3651d }"), at: client("tokens: { refresh: 3650d }")),
    LimitCase("COG-011", past: client("tokens: { refresh: ↓59m }"), at: client("tokens: { refresh: 60m }")),
    LimitCase(
      "COG-014",
      past: client(
        "secret: true, oauth: { flows: [code, ↓clientCredentials], scopes: [a/b], callbackURLs: [https://a.example/] }"),
      at: client("secret: true, oauth: { flows: [clientCredentials], scopes: [a/b] }")),
    LimitCase(
      "COG-015",
      past: client(
        "oauth: { scopes: [openid], callbackURLs: [https://a.example/], defaultRedirect: ↓https://a.example/b }"),
      at: client("oauth: { scopes: [openid], callbackURLs: [https://a.example/], defaultRedirect: https://a.example/ }")
    ),
    LimitCase(
      "COG-021",
      past:
        "functions:\n  one: { \(function) }\n  two: { \(function) }\nuserPools:\n  customers:\n    triggers: { preTokenGeneration: functions.one }\n    properties: { LambdaConfig: { PreTokenGeneration: !GetAtt ↓TwoFunction.Arn, PreTokenGenerationConfig: { LambdaArn: !GetAtt OneFunction.Arn, LambdaVersion: V1_0 } } }\n",
      at:
        "functions:\n  one: { \(function) }\nuserPools:\n  customers:\n    triggers: { preTokenGeneration: functions.one }\n    properties: { LambdaConfig: { PreTokenGeneration: !GetAtt OneFunction.Arn, PreTokenGenerationConfig: { LambdaArn: !GetAtt OneFunction.Arn, LambdaVersion: V1_0 } } }\n"
    ),
    LimitCase("COG-022", past: trigger("↓6s"), at: trigger("5s")),
    LimitCase("COG-028", past: guests("authenticated", mark: "↓"), at: guests("unauthenticated", mark: "")),
    LimitCase(
      "API-0095", past: "userPools:\n  customers: { domains: ↓shop- }\n",
      at: "userPools:\n  customers: { domains: shop-1 }\n"),
  ]
}
