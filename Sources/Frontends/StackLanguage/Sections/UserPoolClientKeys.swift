/// The keys of an application that signs users in.
enum UserPoolClientKeys {
  static let shape = ObjectShape([
    Key(
      "secret", .boolean, to: "GenerateSecret", default: "false",
      "Whether it has a secret; not for code that runs in a browser or on a phone."),
    Key(
      "flows",
      .list(
        .choice([
          Choice("userSRP", "ALLOW_USER_SRP_AUTH"), Choice("userPassword", "ALLOW_USER_PASSWORD_AUTH"),
          Choice("adminUserPassword", "ALLOW_ADMIN_USER_PASSWORD_AUTH"), Choice("custom", "ALLOW_CUSTOM_AUTH"),
          Choice("user", "ALLOW_USER_AUTH"), Choice("refreshToken", "ALLOW_REFRESH_TOKEN_AUTH"),
        ])), to: "ExplicitAuthFlows", default: "[userSRP, refreshToken]", "How it may sign users in."),
    Key("oauth", .object(oauth), "Signs in through the pool's pages."),
    Key("tokens", .object(tokens), "How long tokens last."),
    Key(
      "sessionValidity", .duration(.minutes), to: "AuthSessionValidity", default: "3m",
      "How long a sign-in of several steps may take: 3m to 15m."),
    Key("providers", .list(.text), to: "SupportedIdentityProviders", default: "[COGNITO]", "Who may know its users."),
    Key("readAttributes", .list(.text), to: "ReadAttributes", "The attributes it can read."),
    Key("writeAttributes", .list(.text), to: "WriteAttributes", "The attributes it can change."),
    Key(
      "revealsUnknownUsers", .boolean, default: "false",
      "Whether errors tell that there is no such user."),
    Key(
      "revocation", .boolean, to: "EnableTokenRevocation", default: "true", "Whether its refresh tokens can be revoked."
    ),
  ])

  private static let oauth = ObjectShape([
    Key(
      "flows",
      .list(.choice([Choice("code"), Choice("implicit"), Choice("clientCredentials", "client_credentials")])),
      to: "AllowedOAuthFlows", default: "[code]", "The grants it may use."),
    Key(
      "scopes", .list(.text), to: "AllowedOAuthScopes", required: true,
      "What it may ask for: `openid`, `email`, or a resource server's scopes."),
    Key("callbackURLs", .list(.text), to: "CallbackURLs", "Where users come back to with a code or tokens."),
    Key("logoutURLs", .list(.text), to: "LogoutURLs", "Where users come back to after signing out."),
    Key("defaultRedirect", .text, to: "DefaultRedirectURI", "One of the callbacks, for requests that name none."),
  ])

  private static let tokens = ObjectShape([
    Key("access", .duration(.minutes), to: "AccessTokenValidity", default: "1h", "Access tokens: 5m to 1d."),
    Key("id", .duration(.minutes), to: "IdTokenValidity", default: "1h", "Id tokens: 5m to 1d."),
    Key("refresh", .duration(.minutes), to: "RefreshTokenValidity", default: "30d", "Refresh tokens: 1h to 3650d."),
  ])
}
