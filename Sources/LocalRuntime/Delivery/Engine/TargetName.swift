/// The parts of an ARN that deliveries need (AWS General Reference, "Amazon Resource Names").
struct TargetName: Sendable {
  /// `sqs`, `lambda`, `sns`, `events`; empty if the text is no ARN.
  let service: String
  /// Everything after the account.
  let resource: String

  init(_ arn: String) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    service = parts.count == 6 ? String(parts[2]) : ""
    resource = parts.count == 6 ? String(parts[5]) : arn
  }

  /// The name that people know it by.
  var name: String {
    switch service {
    case "lambda": String(resource.split(separator: ":").dropFirst().first ?? "")
    case "events": String(resource.split(separator: "/").last ?? "")
    default: resource
    }
  }

  /// What it is, in words: "queue `jobs`".
  var words: String {
    switch service {
    case "lambda": "function `\(name)`"
    case "sqs": "queue `\(name)`"
    case "sns": "topic `\(name)`"
    case "events": "bus `\(name)`"
    default: "`\(name)`"
    }
  }

  /// The action that a delivery to it needs; nil where nothing is delivered.
  var action: String? {
    ["sqs": "sqs:SendMessage", "lambda": "lambda:InvokeFunction", "sns": "sns:Publish", "events": "events:PutEvents"][
      service]
  }
}
