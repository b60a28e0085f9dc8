import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Lambda::Permission: a statement of the function's resource policy, as Lambda itself writes it ("Viewing
  /// resource-based IAM policies in Lambda", AWS Lambda Developer Guide).
  mutating func attachPermission(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = function(&reader, of: resource) else { return }
    let target = reader.text("FunctionName") ?? ""
    var statement = Members<JSONValue>()
    statement.set("Sid", .string(resource.logicalID))
    statement.set("Effect", .string("Allow"))
    statement.set("Principal", Self.principal(reader.text("Principal") ?? "", place))
    statement.set("Action", .string(reader.text("Action") ?? ""))
    statement.set("Resource", .string(qualified(target, plan.functions[index])))
    let conditions = Self.conditions(&reader)
    if !conditions.items.isEmpty { statement.set("Condition", .object(conditions)) }
    plan.functions[index].permissions.append(document(of: statement, resource))
  }

  /// The function's ARN with the qualifier that a name or ARN has.
  private func qualified(_ target: String, _ function: FunctionPlan) -> String {
    if target.hasPrefix(function.arn) { return target }
    return function.arn + target.dropFirst(function.name.count)
  }

  /// A principal as a policy document has it.
  static func principal(_ text: String, _ place: LocalPlace) -> JSONValue {
    if text == "*" { return .string("*") }
    var principal = Members<JSONValue>()
    if text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazonaws.com.cn") {
      principal.set("Service", .string(text))
    } else if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      principal.set("AWS", .string("arn:\(place.partition):iam::\(text):root"))
    } else {
      principal.set("AWS", .string(text))
    }
    return .object(principal)
  }

  /// The properties that restrict a permission, with the operator and the condition key of each.
  private static let restrictions: [(property: String, operation: String, key: String)] = [
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
  ]

  private static func conditions(_ reader: inout PropertyReader) -> Members<JSONValue> {
    var conditions = Members<JSONValue>()
    for (property, operation, key) in restrictions {
      guard let value = reader.text(property) else { continue }
      var keys = Members<JSONValue>()
      if case .object(let earlier) = conditions[operation] { keys = earlier }
      keys.set(key, .string(value))
      conditions.set(operation, .object(keys))
    }
    return conditions
  }
}
