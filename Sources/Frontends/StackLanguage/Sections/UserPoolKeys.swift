/// The keys of a user pool.
enum UserPoolKeys {
  static let all: [Key] = [
    Key(
      "signIn", .list(.choice([Choice("email"), Choice("phone"), Choice("username")])), default: "[username]",
      "What users sign in with; an address or number is verified with a code. Cannot be changed later."),
    Key("caseSensitive", .boolean, default: "false", "Whether the case of user names counts. Cannot be changed later."),
    Key("selfSignUp", .boolean, default: "true", "Whether people can sign up by themselves."),
    Key("passwordPolicy", .object(passwordPolicy), "What a password must have."),
    Key(
      "firstFactors",
      .list(
        .choice([
          Choice("password", "PASSWORD"), Choice("emailCode", "EMAIL_OTP"), Choice("smsCode", "SMS_OTP"),
          Choice("passkey", "WEB_AUTHN"),
        ])), default: "[password]", "What users may begin with where a client allows the flow `user`."),
    Key("mfa", .object(mfa), "The second factor."),
    Key(
      "attributes", .map(.object(attribute)), "Attributes by name: standard ones such as `given_name`, and your own."),
    Key("verification", .object(verification), "The message with the code that verifies an address or number."),
    Key("invitation", .object(invitation), "The message to users whom an administrator creates."),
    Key(
      "recovery",
      .list(
        .choice([
          Choice("email", "verified_email"), Choice("phone", "verified_phone_number"), Choice("admin", "admin_only"),
        ])), "How a forgotten password is reset, the preferred way first."),
    Key("email", .object(email), default: "Cognito's own, 50 messages a day", "Sends e-mail through SES."),
    Key("sms", .either(.boolean, .object(sms)), "Sends text messages through SNS; `true` for a role of its own."),
    Key(
      "triggers", .object(UserPoolTriggers.shape), "Functions that Cognito calls; each must answer within 5 seconds."),
    .encryptionKey(
      default: "none", "The KMS key of the codes that the triggers `customEmailSender` and `customSMSSender` get."),
    Key("clients", .map(.object(UserPoolClientKeys.shape)), "The applications that sign users in."),
    Key("domains", .list(.object(domain)), "Where the sign-in pages and the OAuth endpoints are."),
    Key("groups", .map(.object(group)), "Groups of users."),
    Key("resourceServers", .map(.object(resourceServer)), "APIs with OAuth scopes of their own."),
    Key(
      "featurePlan", .choice([Choice("lite", "LITE"), Choice("essentials", "ESSENTIALS"), Choice("plus", "PLUS")]),
      to: "UserPoolTier", default: "essentials", "What Cognito offers and bills."),
    Key(
      "threatProtection", .choice([Choice("off", "OFF"), Choice("audit", "AUDIT"), Choice("enforced", "ENFORCED")]),
      default: "off", "Whether risky sign-ins are recorded or stopped; needs the plan `plus`."),
    Key("deletionProtection", .boolean, default: "false", "Whether deleting the pool is refused."),
  ]

  private static let passwordPolicy = ObjectShape([
    Key("minimumLength", .integer, to: "MinimumLength", default: "8", "6 to 99 characters."),
    Key("lowercase", .boolean, to: "RequireLowercase", default: "true", "Whether it needs a small letter."),
    Key("uppercase", .boolean, to: "RequireUppercase", default: "true", "Whether it needs a capital letter."),
    Key("digits", .boolean, to: "RequireNumbers", default: "true", "Whether it needs a digit."),
    Key("symbols", .boolean, to: "RequireSymbols", default: "true", "Whether it needs another character."),
    Key(
      "temporaryValidity", .duration(.days), to: "TemporaryPasswordValidityDays", default: "7d",
      "How long an administrator's first password counts: up to 365d."),
    Key(
      "history", .integer, to: "PasswordHistorySize",
      "How many of a user's last passwords are refused: up to 24; needs the plan `essentials`."),
  ])

  private static let mfa = ObjectShape(
    [
      Key(
        "mode", .choice([Choice("off", "OFF"), Choice("optional", "OPTIONAL"), Choice("required", "ON")]),
        required: true, "Whether users have one."),
      Key(
        "methods",
        .list(
          .choice([
            Choice("totp", "SOFTWARE_TOKEN_MFA"), Choice("sms", "SMS_MFA"), Choice("email", "EMAIL_OTP"),
          ])), default: "[totp]", "What it can be: an authenticator's code, or one by text message or e-mail."),
    ], shorthand: "mode")

  private static let attribute = ObjectShape([
    Key(
      "type",
      .choice([
        Choice("string", "String"), Choice("number", "Number"), Choice("boolean", "Boolean"),
        Choice("dateTime", "DateTime"),
      ]), to: "AttributeDataType", default: "string", "What it holds."),
    Key("required", .boolean, to: "Required", default: "false", "Whether users must give it; standard ones alone."),
    Key("mutable", .boolean, to: "Mutable", default: "true", "Whether it can be changed."),
    Key("min", .integer, "The shortest text, or the smallest number."),
    Key("max", .integer, "The longest text, or the largest number."),
  ])

  private static let verification = ObjectShape([
    Key("subject", .text, to: "EmailSubject", "The subject of the e-mail."),
    Key("message", .text, to: "EmailMessage", "The e-mail; `{####}` stands for the code."),
    Key("sms", .text, to: "SmsMessage", "The text message; `{####}` stands for the code."),
  ])

  private static let invitation = ObjectShape([
    Key("subject", .text, to: "EmailSubject", "The subject of the e-mail."),
    Key("message", .text, to: "EmailMessage", "The e-mail; with `{username}` and `{####}`, the password."),
    Key("sms", .text, to: "SMSMessage", "The text message; with `{username}` and `{####}`."),
  ])

  private static let email = ObjectShape([
    Key("identity", .identifier, to: "SourceArn", required: true, "ARN of a verified identity of SES."),
    Key("from", .text, to: "From", "The sender: `Shop <hello@shop.example>`."),
    Key("replyTo", .text, to: "ReplyToEmailAddress", "Where answers go."),
    Key("configurationSet", .text, to: "ConfigurationSet", "SES's configuration set."),
  ])

  private static let sms = ObjectShape([
    Key("role", .reference([.roles]), "The role; one of its own where it is left out."),
    Key("region", .text, to: "SnsRegion", "The region whose SNS sends them."),
  ])

  private static let domain = ObjectShape(
    [
      Key("prefix", .text, "The first word of a host of Cognito's own: `PREFIX.auth.REGION.amazoncognito.com`."),
      Key("name", .text, "A host of your own: `auth.shop.example`."),
      Key("certificate", .identifier, "ARN of the certificate of a host of your own; in us-east-1."),
      Key("managedLogin", .boolean, default: "false", "Whether it shows the newer pages, with branding."),
    ], shorthand: "prefix")

  private static let group = ObjectShape([
    Key("description", .text, to: "Description", "Who is in it."),
    Key("role", .reference([.roles]), to: "RoleArn", "The role that an identity pool gives its members."),
    Key(
      "precedence", .integer, to: "Precedence", "Which group's role counts for a user of several: the lowest number's."),
  ])

  private static let resourceServer = ObjectShape([
    Key("identifier", .text, to: "Identifier", required: true, "Its name in scopes: `https://api.shop.example`."),
    Key("scopes", .map(.text), "Its scopes, each with what it allows in words."),
  ])
}

/// Functions that Cognito calls ("Customizing user pool workflows with Lambda triggers", Amazon Cognito Developer Guide).
enum UserPoolTriggers {
  static let shape = ObjectShape(
    simple.map { Key($0.key, .reference([.functions]), to: $0.property, $0.summary) }
      + [
        Key(
          "preTokenGeneration",
          .object(
            ObjectShape(
              [
                Key("to", .reference([.functions]), required: true, "The function."),
                Key(
                  "version", .choice([Choice("v1", "V1_0"), Choice("v2", "V2_0"), Choice("v3", "V3_0")]),
                  default: "v1", "The form of its event: `v2` changes access tokens too, `v3` those of machines."),
              ], shorthand: "to")), "Before a token is made: to change what it says.")
      ] + senders.map { Key($0.key, .reference([.functions]), $0.summary) })

  private static let simple: [(key: String, property: String, summary: String)] = [
    ("preSignUp", "PreSignUp", "Before someone is signed up: to refuse or confirm."),
    ("postConfirmation", "PostConfirmation", "After a user is confirmed."),
    ("preAuthentication", "PreAuthentication", "Before a sign-in: to refuse it."),
    ("postAuthentication", "PostAuthentication", "After a sign-in."),
    ("customMessage", "CustomMessage", "Before a message is sent: to word it."),
    ("userMigration", "UserMigration", "For a user who is not there: to take one over from elsewhere."),
    ("defineAuthChallenge", "DefineAuthChallenge", "Custom sign-in: what comes next."),
    ("createAuthChallenge", "CreateAuthChallenge", "Custom sign-in: the question."),
    ("verifyAuthChallenge", "VerifyAuthChallengeResponse", "Custom sign-in: whether the answer is right."),
  ]

  /// Triggers that send messages themselves; the codes come encrypted.
  static let senders: [(key: String, property: String, summary: String)] = [
    ("customEmailSender", "CustomEmailSender", "In place of Cognito's e-mail; needs `encryptionKey`."),
    ("customSMSSender", "CustomSMSSender", "In place of Cognito's text messages; needs `encryptionKey`."),
  ]
}
