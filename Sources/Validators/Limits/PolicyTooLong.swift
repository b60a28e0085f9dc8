import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let policyTooLong = Rule(
    "STK914", "policy-too-long", .error, "a policy that is longer than the service takes",
    limits: ["IAM-001", "IAM-002", "LAM-035", "AGW-027", "EVB-022"],
    why: """
      A managed policy has at most 6,144 characters without white space, a role's trust policy 2,048 unless AWS is asked \
      for more, and the policy that Lambda makes of a function's permissions 20 KB ("IAM and AWS STS quotas", IAM User \
      Guide; "Lambda quotas", AWS Lambda Developer Guide). A REST API's policy has 8,192 characters and a bus's 10,240, which \
      AWS raises. Names that are only known at deployment come on top of what is counted here.
      """,
    examples: [
      .bad(
        "resources:\n  Reading:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ↓{ Version: \"2012-10-17\", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: \"arn:aws:s3:::\(String(repeating: "a", count: 6100))\" }] }\n"
      ),
      .good(
        "resources:\n  Reading:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: \"arn:aws:s3:::lake/*\" }] }\n"
      ),
    ])
}

extension Check {
  static let policyTooLong = Check(.policyTooLong) { context, findings in
    let documents = [
      ("AWS::IAM::ManagedPolicy", "PolicyDocument", "IAM-002", "a managed policy"),
      ("AWS::IAM::Role", "AssumeRolePolicyDocument", "IAM-001", "a trust policy"),
      ("AWS::ApiGateway::RestApi", "Policy", "AGW-027", "the policy of an API"),
    ]
    for (type, property, row, noun) in documents {
      guard let most = CheckContext.limit(row) else { continue }
      for resource in context.resources(type) {
        guard let document = resource[property] else { continue }
        let length = context.resolver.document(document).jsonLength
        if length > most { findings.report(.policyTooLong(noun, length, most, row, at: document.span)) }
      }
    }
    if let most = CheckContext.limit("LAM-035") {
      for (function, length) in context.permissionLengths where length > most {
        findings.report(.policyTooLong("a function's policy", length, most, "LAM-035", at: function.span))
      }
    }
    guard let most = CheckContext.limit("EVB-022") else { return }
    for (place, length) in context.busPolicyLengths where length > most {
      findings.report(.policyTooLong("the policy of a bus", length, most, "EVB-022", at: place))
    }
  }
}

extension CheckContext {
  /// What a statement of a function's policy has besides its values:
  /// `{"Sid":"","Effect":"Allow","Principal":{"Service":""},"Action":"","Resource":"","Condition":{"ArnLike":{"AWS:SourceArn":""}}},`.
  private static let statementLetters = 121

  /// The functions with permissions, and the least length of the policy that Lambda makes of those, in bytes.
  fileprivate var permissionLengths: [(function: Resource, length: Int)] {
    var lengths: [String: Int] = [:]
    for permission in resources("AWS::Lambda::Permission") {
      guard let name = permission["FunctionName"], let id = reader.resource(namedBy: name).flatMap(reader.function)
      else {
        continue
      }
      let values = ["Principal", "Action", "SourceArn", "SourceAccount", "FunctionName"].compactMap { permission[$0] }
      let known = values.reduce(0) { $0 + (resolver.text($1)?.knownLength ?? 0) }
      lengths[id, default: 0] += Self.statementLetters + known
    }
    return lengths.compactMap { id, length in template[id].map { ($0, length) } }
  }
}

extension CheckContext {
  /// What stands around the statements of a bus: `{"Version":"2012-10-17","Statement":[]}`.
  private static let busLetters = 39

  /// For each bus with policies the least length of what EventBridge makes of their statements, and the last of them.
  fileprivate var busPolicyLengths: [(place: Span, length: Int)] {
    var order: [String] = []
    var lengths: [String: (place: Span, length: Int)] = [:]
    for policy in resources("AWS::Events::EventBusPolicy") {
      guard let statement = policy["Statement"], let document = self.document(statement) else { continue }
      let name = policy["EventBusName"]
      let bus = name.flatMap(reader.resource(namedBy:)) ?? name.flatMap(resolver.text)?.description ?? ""
      if lengths[bus] == nil { order.append(bus) }
      // A comma stands before all but the first.
      let before = lengths[bus].map { $0.length + 1 } ?? Self.busLetters
      lengths[bus] = (statement.span, before + document.jsonLength)
    }
    return order.compactMap { lengths[$0] }
  }
}

extension Diagnostic {
  fileprivate static func policyTooLong(
    _ noun: String, _ length: Int, _ most: Int, _ row: String, at span: Span
  ) -> Diagnostic {
    let canRaise = ServiceLimit.id(row)?.isAdjustable ?? false
    return Diagnostic(
      .policyTooLong,
      "\(noun) takes \(most) characters\(canRaise ? " unless AWS is asked for more" : ""), and this has at least \(length)",
      at: span, severity: canRaise ? .warning : nil, consequences: ["AWS refuses the policy: `LimitExceeded`"],
      help: [
        row == "LAM-035"
          ? "admit a source with one statement for all that it may call, `*` at the end of its ARN"
          : "join statements that differ only in the resource, or use `*` in names"
      ], limits: [row])
  }
}
