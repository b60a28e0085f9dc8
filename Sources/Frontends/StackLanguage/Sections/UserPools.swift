import Diagnostics
import Source
import Spec
import Template
import YAML

extension Section {
  static let userPools = Section(
    .userPools,
    "Cognito user pools: who signs in, how, and through which applications.",
    keys: UserPoolKeys.all,
    example: """
      userPools:
        customers:
          signIn: [email]
          passwordPolicy: { minimumLength: 12 }
          mfa: optional
          clients:
            web: { tokens: { access: 30m, refresh: 7d } }
      """
  ) { lowering, entry in
    var pool = lowering.resource(entry, .userPools)
    lowering.setSignIn(of: &pool, entry)
    lowering.setPolicies(of: &pool, entry)
    lowering.setSecondFactor(of: &pool, entry)
    lowering.setAttributes(of: &pool, entry)
    lowering.setMessages(of: &pool, entry)
    lowering.setTriggers(of: &pool, entry)
    lowering.setSMS(of: &pool, entry)
    lowering.add(pool, from: entry)
    lowering.addClients(entry)
    lowering.addDomains(entry)
    lowering.addGroups(entry)
    lowering.addResourceServers(entry)
  }
}

extension StackLowering {
  /// What users sign in with. With user names, an address or number is an alias; without, it is the name.
  fileprivate mutating func setSignIn(of pool: inout Resource, _ entry: Entry) {
    let span = entry.keySpan("signIn") ?? entry.span
    let words = entry.value("signIn", &self)?.listOrSelf ?? []
    let attributes = words.filter { $0.string != "username" }.map { word in
      word.string == "phone" ? Value.string("phone_number", word.span) : word
    }
    if !attributes.isEmpty {
      let hasNames = words.contains { $0.string == "username" }
      pool.properties.set(hasNames ? "AliasAttributes" : "UsernameAttributes", at: span, .list(attributes, span))
      pool.properties.set("AutoVerifiedAttributes", at: span, .list(attributes, span))
    }
    let isCaseSensitive = entry.value("caseSensitive", &self) ?? .bool(false, entry.span)
    pool.properties.set(
      "UsernameConfiguration", at: entry.keySpan("caseSensitive") ?? entry.span,
      .object(isCaseSensitive.span, ["CaseSensitive": isCaseSensitive]))
    if let protected = entry.value("deletionProtection", &self), let place = entry.keySpan("deletionProtection") {
      let isOn = entry.bool("deletionProtection") == true
      pool.properties.set("DeletionProtection", at: place, .string(isOn ? "ACTIVE" : "INACTIVE", protected.span))
    }
    if let mode = entry.value("threatProtection", &self), let place = entry.keySpan("threatProtection") {
      pool.properties.set("UserPoolAddOns", at: place, .object(mode.span, ["AdvancedSecurityMode": mode]))
    }
  }

  /// `Policies`.
  fileprivate mutating func setPolicies(of pool: inout Resource, _ entry: Entry) {
    var policies = ValueMap()
    if let policy = entry.entry("passwordPolicy", &self), let span = entry.keySpan("passwordPolicy") {
      policies.set("PasswordPolicy", at: span, Value(.map(policy.properties(&self)), policy.span))
    }
    if let factors = entry.value("firstFactors", &self), let span = entry.keySpan("firstFactors") {
      policies.set("SignInPolicy", at: span, .object(factors.span, ["AllowedFirstAuthFactors": factors]))
    }
    if let first = policies.entries.first {
      pool.properties.set("Policies", at: first.keySpan, Value(.map(policies), first.keySpan))
    }
  }

  fileprivate mutating func setSecondFactor(of pool: inout Resource, _ entry: Entry) {
    guard let mfa = entry.entry("mfa", &self), let span = entry.keySpan("mfa"), let mode = mfa.value("mode", &self)
    else { return }
    pool.properties.set("MfaConfiguration", at: span, mode)
    let methods = mfa.value("methods", &self)
    guard mode.string != "OFF" || methods != nil else { return }
    pool.properties.set(
      "EnabledMfas", at: mfa.keySpan("methods") ?? span,
      methods ?? .list([.string("SOFTWARE_TOKEN_MFA", span)], span))
  }

  /// `Schema`: CloudFormation tells attributes of one's own by their names alone.
  fileprivate mutating func setAttributes(of pool: inout Resource, _ entry: Entry) {
    let attributes = entry.namedEntries("attributes", &self).map { name, attribute in
      var properties = attribute.properties(&self)
      properties.entries.insert(.init("Name", at: name.span, .string(name.text, name.contentSpan)), at: 0)
      let type = properties["AttributeDataType"]?.string ?? "String"
      properties.set(
        "AttributeDataType", at: attribute.keySpan("type") ?? name.span, .string(type, attribute.span))
      if properties["Mutable"] == nil { properties.set("Mutable", at: name.span, .bool(true, name.span)) }
      if let bounds = bounds(of: attribute, isNumber: type == "Number") {
        properties.set(
          type == "Number" ? "NumberAttributeConstraints" : "StringAttributeConstraints", at: bounds.span, bounds)
      }
      return Value(.map(properties), name.span)
    }
    guard !attributes.isEmpty, let span = entry.keySpan("attributes") else { return }
    pool.properties.set("Schema", at: span, .list(attributes, span))
  }

  /// The bounds of an attribute, which CloudFormation takes as text.
  private mutating func bounds(of attribute: Entry, isNumber: Bool) -> Value? {
    let names = isNumber ? [("min", "MinValue"), ("max", "MaxValue")] : [("min", "MinLength"), ("max", "MaxLength")]
    var bounds = ValueMap()
    for (key, property) in names {
      guard let value = attribute.value(key, &self), let span = attribute.keySpan(key) else { continue }
      if case .number(let text) = value.kind {
        bounds.set(property, at: span, .string(text, value.span))
      } else {
        bounds.set(property, at: span, value)
      }
    }
    return bounds.entries.first.map { Value(.map(bounds), $0.keySpan) }
  }

  fileprivate mutating func setMessages(of pool: inout Resource, _ entry: Entry) {
    if let message = entry.entry("verification", &self), let span = entry.keySpan("verification") {
      var properties = message.properties(&self)
      properties.set("DefaultEmailOption", at: span, .string("CONFIRM_WITH_CODE", span))
      pool.properties.set("VerificationMessageTemplate", at: span, Value(.map(properties), message.span))
    }
    var creation = ValueMap()
    if let signUp = entry.value("selfSignUp", &self), let span = entry.keySpan("selfSignUp") {
      creation.set("AllowAdminCreateUserOnly", at: span, .bool(entry.bool("selfSignUp") == false, signUp.span))
    }
    if let message = entry.entry("invitation", &self), let span = entry.keySpan("invitation") {
      creation.set("InviteMessageTemplate", at: span, Value(.map(message.properties(&self)), message.span))
    }
    if let first = creation.entries.first {
      pool.properties.set("AdminCreateUserConfig", at: first.keySpan, Value(.map(creation), first.keySpan))
    }
    if let ways = entry.value("recovery", &self)?.listOrSelf, let span = entry.keySpan("recovery") {
      let mechanisms = zip(ways, 1...).map { way, priority in
        Value.object(way.span, ["Name": way, "Priority": .integer(priority, way.span)])
      }
      pool.properties.set(
        "AccountRecoverySetting", at: span, .object(span, ["RecoveryMechanisms": .list(mechanisms, span)]))
    }
    if let email = entry.entry("email", &self), let span = entry.keySpan("email") {
      var properties = email.properties(&self)
      properties.set("EmailSendingAccount", at: span, .string("DEVELOPER", span))
      pool.properties.set("EmailConfiguration", at: span, Value(.map(properties), email.span))
    }
  }
}
