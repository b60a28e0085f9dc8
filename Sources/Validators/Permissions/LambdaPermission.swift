import Source
import Template

/// `AWS::Lambda::Permission` as the policy statement that Lambda makes of it.
struct LambdaPermission {
  private let permission: Resource
  private let resolver: Resolver

  init(_ permission: Resource, _ resolver: Resolver) {
    self.permission = permission
    self.resolver = resolver
  }

  /// The properties that become conditions, with operator and key (Lambda API Reference, AddPermission).
  private static let conditions: [(property: String, operation: String, key: String)] = [
    ("SourceArn", "ArnLike", "aws:SourceArn"), ("SourceAccount", "StringEquals", "aws:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
  ]

  /// The document with its one statement.
  func document(on arn: PartialText) -> Datum {
    let span = permission.span
    var members: [Datum.Member] = [
      member("Effect", .string("Allow")), member("Principal", principal),
      member("Action", resolved("Action") ?? .null), member("Resource", .string(arn)),
    ]
    let blocks = Self.conditions.compactMap { condition -> Datum.Member? in
      resolved(condition.property).map { member(condition.operation, .map([member(condition.key, $0)])) }
    }
    if !blocks.isEmpty { members.append(member("Condition", .map(merged(blocks)))) }
    return Datum(
      .map([
        member("Version", .string("2012-10-17")), member("Statement", .list([Datum(.map(members), span)])),
      ]), span)
  }

  /// Two conditions of one operator stand in one block.
  private func merged(_ blocks: [Datum.Member]) -> [Datum.Member] {
    var result: [Datum.Member] = []
    for block in blocks {
      if let index = result.firstIndex(where: { $0.key == block.key }) {
        let both = (result[index].value.members ?? []) + (block.value.members ?? [])
        result[index].value = Datum(.map(both), block.value.span)
      } else {
        result.append(block)
      }
    }
    return result
  }

  private var principal: Datum.Kind {
    guard let value = permission["Principal"], let text = resolver.text(value) else { return .null }
    if text.literal == "*" { return .string("*") }
    let isService = text.description.holds(".amazonaws.com")
    return .map([member(isService ? "Service" : "AWS", .string(text))])
  }

  private func resolved(_ property: String) -> Datum.Kind? { permission[property].map { resolver.resolve($0).kind } }

  private func member(_ key: String, _ kind: Datum.Kind) -> Datum.Member {
    Datum.Member(key: key, keySpan: permission.span, value: Datum(kind, permission.span))
  }
}
