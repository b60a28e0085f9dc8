import Diagnostics
import Policy
import Source
import Template

extension Rule {
  static let keyWithoutAccount = Rule(
    "STK709", "key-without-account", .error, "a key whose policy lets nobody of the account change it again",
    why: """
      A key's policy decides alone. Where it neither admits the account, so that IAM policies count, nor anyone who may \
      change it, the key could never be changed or deleted: KMS refuses it unless it is told to skip that check ("Key \
      policies in AWS KMS", AWS KMS Developer Guide).
      """,
    examples: [
      .bad(
        "keys:\n  main:\n    properties:\n      KeyPolicy:\n        ↓Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: [\"kms:Decrypt\"], Resource: \"*\", Condition: { StringEquals: { aws:SourceAccount: !Ref \"AWS::AccountId\" } } }]\n"
      ),
      .good("keys:\n  main: { description: The shop's }\n"),
    ])
}

extension Check {
  static let keyWithoutAccount = Check(.keyWithoutAccount) { context, findings in
    for key in context.wholeResources("AWS::KMS::Key") {
      guard let policy = key["KeyPolicy"], let statements = policy["Statement"]?.listOrSelf,
        key["BypassPolicyLockoutSafetyCheck"]?.bool != true, !statements.contains(where: mayChange)
      else { continue }
      findings.report(
        Diagnostic(
          .keyWithoutAccount, "nobody may change the policy of `\(key.label)` again", at: policy.span,
          consequences: [
            "KMS refuses it: \"The new key policy will not allow you to update the key policy in the future\""
          ], help: ["allow `kms:*` for the account: `arn:aws:iam::ACCOUNT:root`"]))
    }
  }

  /// Whether a statement admits a principal of AWS to the call that changes the policy; what is no plain text may be that.
  private static func mayChange(_ statement: Value) -> Bool {
    guard statement["Effect"]?.string != "Deny" else { return false }
    if statement.intrinsic != nil || statement["NotAction"] != nil || statement["Action"]?.intrinsic != nil {
      return true
    }
    let admits = statement["Principal"]?.string == "*" || statement["Principal"]?["AWS"] != nil
    return admits
      && (statement["Action"]?.listOrSelf ?? []).contains { action in
        guard let text = action.string?.lowercased() else { return true }
        return ["*", "kms:*", "kms:put*", "kms:putkeypolicy"].contains(text)
      }
  }
}
