import Diagnostics
import Policy
import Source
import WireProtocols
import Wiring

/// Resource policies as texts: what calls such as `SetQueueAttributes` give and get.
enum PolicyText {
  /// The longest text that is read: twice the largest of the services' own quotas, SNS's 30 KB.
  static let longest = 61_440

  /// The document of a text; nil if it is no JSON.
  static func datum(_ text: String) -> Datum? {
    guard text.utf8.count <= longest else { return nil }
    return try? Datum(json: SourceFile(path: "Policy", text: text), id: SourceID(0))
  }

  /// Makes sure that a text is a policy that can be attached to a resource.
  static func check(_ text: String, of resource: String) throws(ServiceError) {
    guard let datum = datum(text), datum.members != nil else {
      throw refusal(of: resource, "the document is no JSON object, or is longer than \(longest) bytes")
    }
    var findings = Findings()
    PolicyDocument.check(datum, as: .resource, into: &findings)
    guard let fault = findings.diagnostics.first(where: { $0.severity == .error }) else { return }
    throw refusal(of: resource, fault.message)
  }

  /// One document of several, as Lambda shows the statements that permissions made.
  static func joined(_ policies: [PolicyPlan]) -> String? {
    guard let first = policies.first else { return nil }
    var document = first.document
    if policies.count > 1 {
      var members = Members<JSONValue>()
      members.set("Version", first.document["Version"] ?? .string(PolicyDocument.currentVersion))
      members.set("Id", .string("default"))
      let statements = policies.flatMap { policy -> [JSONValue] in
        guard let written = policy.document["Statement"] else { return [] }
        return written.items ?? [written]
      }
      members.set("Statement", .array(statements))
      document = .object(members)
    }
    var json = JSONWriter(.compact)
    document.write(to: &json)
    return json.text
  }

  /// Each service refuses a policy by an error of its own model.
  private static func refusal(of resource: String, _ reason: String) -> ServiceError {
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    switch parts.count > 2 ? parts[2] : "" {
    case "sqs":
      return ServiceError(
        "InvalidAttributeValue", "Invalid value for the parameter Policy. Reason: \(reason).", status: 400)
    case "sns":
      return ServiceError("InvalidParameterException", "Invalid parameter: Policy Error: \(reason)", status: 400)
    case "lambda":
      return ServiceError(
        "InvalidParameterValueException", "Value for parameter Policy is invalid. Reason: \(reason).", status: 400)
    case "events", "dynamodb", "logs":
      return ServiceError("ValidationException", "Parameter Policy is not valid. Reason: \(reason).", status: 400)
    default: return ServiceError("MalformedPolicyDocument", reason, status: 400)
    }
  }
}
