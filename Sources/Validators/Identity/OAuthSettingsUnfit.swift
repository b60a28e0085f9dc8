import Diagnostics
import Source
import Template

extension Rule {
  static let oauthSettingsUnfit = Rule(
    "STK548", "oauth-settings-unfit", .error, "OAuth settings of a client that Cognito refuses",
    limits: ["COG-014", "COG-015"],
    why: """
      The grant for machines stands alone and needs a secret; the grants for people need a place to come back to. That \
      must be reached through TLS, except on the developer's own machine, and the default redirect must be one of them.
      """,
    examples: [
      .bad(
        "userPools:\n  customers:\n    clients:\n      batch: { secret: true, oauth: { flows: [code, ↓clientCredentials], scopes: [a/b], callbackURLs: [https://shop.example/] } }\n    resourceServers: { a: { identifier: a, scopes: { b: what } } }\n"
      ),
      .bad(
        "userPools:\n  customers:\n    clients:\n      batch: { oauth: { flows: [↓clientCredentials], scopes: [a/b] } }\n    resourceServers: { a: { identifier: a, scopes: { b: what } } }\n"
      ),
      .bad(
        "userPools:\n  customers:\n    clients:\n      web: { oauth: { scopes: [openid], callbackURLs: [↓\"http://shop.example/\"] } }\n"
      ),
      .bad(
        "userPools:\n  customers:\n    clients:\n      web: { oauth: { scopes: [openid], callbackURLs: [https://shop.example/], defaultRedirect: ↓https://shop.example/in } }\n"
      ),
      .good(
        "userPools:\n  customers:\n    clients:\n      web: { oauth: { scopes: [openid], callbackURLs: [https://shop.example/, \"http://localhost:3000/\"] } }\n"
      ),
    ])
}

extension Check {
  static let oauthSettingsUnfit = Check(.oauthSettingsUnfit) { context, findings in
    for client in context.wholeResources("AWS::Cognito::UserPoolClient") {
      checkFlows(client, context, &findings)
      checkCallbacks(client, context, &findings)
    }
  }

  private static func checkFlows(_ client: Resource, _ context: CheckContext, _ findings: inout Findings) {
    guard let value = client["AllowedOAuthFlows"], let flows = value.list else { return }
    guard let machine = flows.first(where: { context.resolver.literal($0) == "client_credentials" }) else {
      guard !flows.isEmpty, flows.allSatisfy({ context.resolver.literal($0) != nil }),
        client["CallbackURLs"]?.list?.isEmpty ?? true, client["CallbackURLs"]?.intrinsic == nil
      else { return }
      findings.report(
        .oauthSettingsUnfit(
          "`\(client.label)` signs people in, but has nowhere to send them back to", at: value.span,
          help: "give it `callbackURLs`"))
      return
    }
    if flows.count > 1 {
      findings.report(
        .oauthSettingsUnfit(
          "the grant `client_credentials` stands beside others", at: machine.span, limits: ["COG-014"],
          help: "make a client for machines and one for people"))
    } else if context.truth("GenerateSecret", of: client) == false {
      findings.report(
        .oauthSettingsUnfit(
          "the grant `client_credentials` needs a client with a secret", at: machine.span, limits: ["COG-014"],
          help: "give the client `secret: true`"))
    }
  }

  private static func checkCallbacks(_ client: Resource, _ context: CheckContext, _ findings: inout Findings) {
    let callbacks = client["CallbackURLs"]?.list ?? []
    for url in callbacks + (client["LogoutURLs"]?.list ?? []) {
      guard let text = context.resolver.literal(url), text.hasPrefix("http://"), !isLocal(text) else { continue }
      findings.report(
        .oauthSettingsUnfit("`\(text)` is not reached through TLS", at: url.span, help: "begin it with `https://`"))
    }
    let known = callbacks.compactMap(context.resolver.literal)
    guard let redirect = client["DefaultRedirectURI"], let text = context.resolver.literal(redirect),
      known.count == callbacks.count, !known.contains(text)
    else { return }
    findings.report(
      .oauthSettingsUnfit(
        "the default redirect `\(text)` is none of the callbacks", at: redirect.span, limits: ["COG-015"],
        help: "add it to `callbackURLs`"))
  }

  /// Cognito takes `http://localhost` for tests.
  private static func isLocal(_ url: String) -> Bool {
    ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains { host in
      url.hasPrefix(host) && [nil, ":", "/"].contains(url.dropFirst(host.count).first)
    }
  }
}

extension Diagnostic {
  fileprivate static func oauthSettingsUnfit(
    _ message: String, at span: Span, limits: [String] = [], help: String
  ) -> Diagnostic {
    Diagnostic(
      .oauthSettingsUnfit, message, at: span, consequences: ["Cognito refuses the client"], help: [help], limits: limits
    )
  }
}
