import Diagnostics
import Source

extension Rule {
  static let malformedResource = Rule(
    "STK820", "malformed-resource", .error, "a resource that is no ARN",
    why: """
      A resource is `*` or an ARN of six parts: `arn:partition:service:region:account:resource`. AWS rejects a policy \
      with anything else: `Resource must be in ARN format or "*"`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ↓"orders" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ↓"arn:aws:sqs:eu-west-1:1111:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let malformedResource = PolicyCheck(.malformedResource) { reading, findings in
    guard reading.kind.namesResource else { return }
    for statement in reading.statements {
      for text in statement.member(anyOf: ["Resource", "NotResource"])?.value.policyTexts ?? [] {
        // An empty default of a parameter means that the deployment gives the value; one that was written has its quotes alone.
        guard let written = text.value.literal, !written.isEmpty || text.span.length <= 2,
          let fault = fault(written, reading.kind)
        else { continue }
        findings.report(
          Diagnostic(
            .malformedResource, fault, at: text.span,
            help: ["write `*`, or an ARN such as `arn:aws:sqs:eu-west-1:111122223333:orders`"]))
      }
    }
  }
}

/// The fields of an ARN.
private let arity = 6

private func fault(_ text: String, _ kind: PolicyKind) -> String? {
  // API Gateway takes the part behind the service alone (API Gateway Developer Guide, Resource policies).
  if text == "*" || (kind == .resource && text.hasPrefix("execute-api:/")) { return nil }
  let parts = text.split(separator: ":", maxSplits: arity - 1, omittingEmptySubsequences: false)
  if parts.count == 1, text.holds(anyOf: "*?") { return nil }
  guard parts[0] == "arn" || parts[0] == "*" else { return "`\(text)` is no ARN, which would begin with `arn:`" }
  // `arn:aws:iot:*`: what it leaves out behind the service stands for anything.
  if parts.count == 4, parts[3] == "*", kind.expandsShortARN(hasWildcard: true) { return nil }
  guard parts.count == arity else { return "`\(text)` has \(parts.count) of an ARN's \(arity) parts" }
  let service = parts[2]
  if service != service.lowercased() { return "the service `\(service)` of an ARN is written in small letters" }
  let account = parts[4]
  let isOpen = account.isEmpty || account.holds(anyOf: "*?$") || account == "aws"
  guard isOpen || !account.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) || account.utf8.count == 12 else {
    return "the account `\(account)` has not 12 digits"
  }
  return nil
}
