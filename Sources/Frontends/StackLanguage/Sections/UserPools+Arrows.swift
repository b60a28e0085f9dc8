import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// `LambdaConfig`, and what admits Cognito to each function.
  mutating func setTriggers(of pool: inout Resource, _ entry: Entry) {
    let key = entry.value("encryptionKey", &self)
    guard let triggers = entry.entry("triggers", &self), let span = entry.keySpan("triggers") else {
      if let key { pool.properties.set("LambdaConfig", at: key.span, .object(key.span, ["KMSKeyID": key])) }
      return
    }
    var configuration = triggers.properties(&self)
    if let trigger = triggers.entry("preTokenGeneration", &self), let function = trigger.value("to", &self) {
      let version = trigger.value("version", &self) ?? .string("V1_0", function.span)
      configuration.set(
        "PreTokenGenerationConfig", at: triggers.keySpan("preTokenGeneration") ?? span,
        .object(function.span, ["LambdaArn": function, "LambdaVersion": version]))
    }
    for sender in UserPoolTriggers.senders {
      guard let function = triggers.value(sender.key, &self), let place = triggers.keySpan(sender.key) else { continue }
      configuration.set(
        sender.property, at: place,
        .object(function.span, ["LambdaArn": function, "LambdaVersion": .string("V1_0", function.span)]))
      grantDecryption(to: function, key, at: function.span)
    }
    let functions = configuration.entries.map { $0.value["LambdaArn"] ?? $0.value }
    if let key { configuration.set("KMSKeyID", at: entry.keySpan("encryptionKey") ?? span, key) }
    pool.properties.set("LambdaConfig", at: span, Value(.map(configuration), triggers.span))
    for function in functions {
      let arrow = Arrow(
        from: "user-pool", sourceARN: .getAtt(entry.logicalID, "Arn", function.span), span: function.span)
      admit(arrow, to: function, from: entry)
    }
  }

  /// A function that sends messages itself decrypts the codes ("Custom sender Lambda triggers", Amazon Cognito Developer
  /// Guide).
  private mutating func grantDecryption(to function: Value, _ key: Value?, at span: Span) {
    guard let key, let declared = declared(of: function), declared.section.kind == .functions,
      declared.node["role"] == nil
    else { return }
    grant(
      Statement(actions: [Name("kms:Decrypt", span)], resources: [key], span: span),
      in: .functionRole(declared.logicalID))
  }

  /// `SmsConfiguration`: where text messages are sent, the role with which Cognito calls SNS.
  mutating func setSMS(of pool: inout Resource, _ entry: Entry) {
    let isWanted = needsSMS(pool)
    guard entry.has("sms") || isWanted else { return }
    if entry.node("sms")?.kind == .scalar {
      guard let wanted = entry.value("sms", &self), wanted.bool == true || isWanted else { return }
    }
    let settings = entry.node("sms")?.kind == .mapping ? entry.entry("sms", &self) : nil
    let span = entry.keySpan("sms") ?? entry.keySpan("mfa") ?? entry.span
    var configuration = settings?.properties(&self) ?? ValueMap()
    if let settings, settings.has("role") {
      if let role = settings.value("role", &self) { configuration.set("SnsCallerArn", at: role.span, role) }
    } else {
      let id = serviceRole("SMSRole", of: entry, for: "cognito-idp.amazonaws.com", at: span)
      grant(.userPoolToSMS, WireEnds(), to: .serviceRole(id), at: span)
      // Cognito gives this word when it assumes the role, so that nobody else's pool can use it.
      let word = Value.sub("${AWS::StackName}-\(entry.logicalID)", span)
      update(id) { $0.requireExternalID(word, at: span) }
      configuration.set("ExternalId", at: span, word)
      configuration.set("SnsCallerArn", at: span, .getAtt(id, "Arn", span))
    }
    pool.properties.set("SmsConfiguration", at: span, Value(.map(configuration), span))
  }

  /// Whether the pool sends text messages: to sign-in numbers, or as a factor.
  private func needsSMS(_ pool: Resource) -> Bool {
    let names = ["AutoVerifiedAttributes", "EnabledMfas"].flatMap { pool[$0]?.list ?? [] }
    let factors = pool["Policies"]?["SignInPolicy"]?["AllowedFirstAuthFactors"]?.list ?? []
    return (names + factors).contains { ["phone_number", "SMS_MFA", "SMS_OTP"].contains($0.string) }
  }
}

extension Resource {
  /// Lets a role be assumed by who gives this word alone.
  fileprivate mutating func requireExternalID(_ word: Value, at span: Span) {
    guard let document = self["AssumeRolePolicyDocument"], var map = document.map,
      var statement = map["Statement"]?.list?.first?.map
    else { return }
    statement.set(
      "Condition", at: span,
      .object(span, ["StringEquals": .object(span, ["sts:ExternalId": word])]))
    map.set("Statement", at: span, .list([Value(.map(statement), span)], span))
    properties.set("AssumeRolePolicyDocument", at: span, Value(.map(map), span))
  }
}
