import Source
import Spec
import Template
import YAML

extension Section {
  static let keys = Section(
    .keys,
    "KMS keys, changed once a year unless said otherwise. The account's own IAM policies decide who uses one; what services need to deliver to encrypted resources is derived. A key costs money while it stands.",
    keys: [
      Key("description", .text, to: "Description", "What it is for."),
      Key("alias", .text, "Its alias, without `alias/`: another name by which it can be used."),
      Key(
        "rotation", .boolean, default: "true", "Whether KMS changes the key material by itself; symmetric keys alone."),
      Key(
        "rotationPeriod", .duration(.days), to: "RotationPeriodInDays", default: "365d",
        "How often the key material changes: 90d to 2560d."),
      Key(
        "spec", .text, to: "KeySpec", default: "SYMMETRIC_DEFAULT",
        "KMS's name of the kind of key: `RSA_2048`, `HMAC_256`."),
      Key(
        "usage",
        .choice([
          Choice("encrypt", "ENCRYPT_DECRYPT"), Choice("sign", "SIGN_VERIFY"), Choice("mac", "GENERATE_VERIFY_MAC"),
          Choice("agreement", "KEY_AGREEMENT"),
        ]), to: "KeyUsage", default: "encrypt", "What it does."),
      Key("multiRegion", .boolean, to: "MultiRegion", default: "false", "Whether other regions can have replicas."),
      Key("enabled", .boolean, to: "Enabled", default: "true", "Whether it can be used."),
      Key(
        "pendingWindow", .duration(.days), to: "PendingWindowInDays", default: "30d",
        "How long its deletion can be taken back: 7d to 30d."),
      Key("admins", .list(.reference([.roles])), "Roles that may change and delete it, by path or ARN."),
      Key("users", .list(.reference([.roles])), "Roles that may encrypt and decrypt with it, by path or ARN."),
    ],
    example: """
      keys:
        main: { description: The key of the shop, alias: shop, pendingWindow: 7d }
      queues:
        orders: { encryptionKey: keys.main }
      """
  ) { lowering, entry in
    var key = lowering.resource(entry, .keys)
    let isSymmetric = entry.text("spec").map { $0 == "SYMMETRIC_DEFAULT" } ?? true
    // KMS turns no asymmetric, HMAC or imported key ("Rotate AWS KMS keys", AWS KMS Developer Guide).
    if let rotation = entry.value("rotation", &lowering) {
      key.properties.set("EnableKeyRotation", at: entry.keySpan("rotation") ?? rotation.span, rotation)
    } else if isSymmetric {
      key.properties.set("EnableKeyRotation", at: entry.span, .bool(true, entry.span))
    }
    let statements = lowering.keyStatements(entry)
    key.properties.set("KeyPolicy", at: entry.span, Statement.document(statements, at: entry.span))
    lowering.add(key, from: entry)
    lowering.addAlias(entry)
  }
}

extension StackLowering {
  /// The statements of a key's policy that no arrow makes necessary. Without the account's, nobody could change the policy
  /// again, and IAM policies would count for nothing ("Default key policy", AWS KMS Developer Guide).
  fileprivate mutating func keyStatements(_ entry: Entry) -> [Statement] {
    let account = Value.sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root", entry.span)
    var statements = [keyStatement(["kms:*"], for: [account], at: entry.span)]
    for (key, actions) in [("admins", KeyActions.administration), ("users", KeyActions.use)] {
      guard let roles = entry.value(key, &self)?.listOrSelf, !roles.isEmpty, let span = entry.keySpan(key) else {
        continue
      }
      statements.append(keyStatement(actions, for: roles, at: span))
    }
    return statements
  }

  private func keyStatement(_ actions: [String], for principals: [Value], at span: Span) -> Statement {
    let principal = principals.count == 1 ? principals[0] : .list(principals, span)
    return Statement(
      actions: actions.map { Name($0, span) }, resources: [.string("*", span)],
      principal: .object(span, ["AWS": principal]), span: span)
  }

  /// `AWS::KMS::Alias`.
  fileprivate mutating func addAlias(_ entry: Entry) {
    guard let alias = entry.value("alias", &self), let span = entry.keySpan("alias") else { return }
    var resource = derived("\(entry.logicalID)Alias", "AWS::KMS::Alias", from: entry, at: span)
    resource.properties.set("AliasName", at: span, alias.prefixed(with: "alias/"))
    resource.properties.set("TargetKeyId", at: span, ref(entry))
    resource.condition = condition(of: entry)
    add(resource)
  }
}

/// What key administrators and key users may do ("Default key policy", AWS KMS Developer Guide).
private enum KeyActions {
  static let administration = [
    "kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*",
    "kms:Disable*", "kms:Get*", "kms:Delete*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion",
    "kms:CancelKeyDeletion", "kms:RotateKeyOnDemand",
  ]
  static let use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
}

extension Value {
  /// The text with other text before it.
  func prefixed(with prefix: String) -> Value {
    if let string { return .string(prefix + string, span) }
    if let token = substitutionToken { return .sub("\(prefix)${\(token)}", span) }
    if let call = intrinsic, call.function == .sub, let text = call.argument.string { return .sub(prefix + text, span) }
    return .call(.join, .list([.string("", span), .list([.string(prefix, span), self], span)], span), span)
  }
}
