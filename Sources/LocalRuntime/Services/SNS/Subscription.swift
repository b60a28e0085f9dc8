import Diagnostics
import Events
import Source
import Wiring

/// A subscription as SNS keeps it.
struct Subscription: Codable, Sendable {
  var arn: String
  var topic: String
  /// `sqs` or `lambda`; the plan may have others, to which nothing is delivered.
  var kind: String
  var endpoint: String
  /// `FilterPolicy`, `FilterPolicyScope`, `RawMessageDelivery`, `RedrivePolicy`, ….
  var attributes: [String: String] = [:]
  var place: Place?
  var isPlanned = false

  init(arn: String, topic: String, kind: String, endpoint: String) {
    self.arn = arn
    self.topic = topic
    self.kind = kind
    self.endpoint = endpoint
  }

  init(_ plan: SubscriptionPlan, of topic: String) {
    self.init(arn: plan.arn, topic: topic, kind: plan.kind, endpoint: plan.endpoint)
    place = plan.place
    isPlanned = true
    if let filter = plan.filter {
      attributes["FilterPolicy"] = filter.datum.json
      attributes["FilterPolicyScope"] = plan.filterScope
    }
    if plan.raw { attributes["RawMessageDelivery"] = "true" }
    if let queue = plan.deadLetter {
      attributes["RedrivePolicy"] = JSON.object { $0.member("deadLetterTargetArn", queue) }
    }
  }

  /// The protocols that the local run delivers to.
  static let delivered: Set<String> = ["sqs", "lambda"]

  var isRaw: Bool { attributes["RawMessageDelivery"] == "true" }

  /// ARN of the queue for what cannot be delivered.
  var deadLetter: String? {
    attributes["RedrivePolicy"].flatMap { JSON.read($0) }?["deadLetterTargetArn"]?.literal
  }
}

/// A subscription's filter, read once.
struct SubscriptionFilter: Sendable {
  private let policy: FilterPolicy
  private let isOfBody: Bool

  /// The filter of a subscription's attributes; nil if it has none. What SNS would refuse is reported.
  init?(_ attributes: [String: String], into findings: inout Findings) {
    guard let text = attributes["FilterPolicy"], let datum = JSON.read(text), datum.members?.isEmpty == false else {
      return nil
    }
    isOfBody = attributes["FilterPolicyScope"] == "MessageBody"
    policy = FilterPolicy(reading: datum, scope: isOfBody ? .messageBody : .messageAttributes, into: &findings)
  }

  /// Whether a message is let through.
  func admits(_ publication: Publication) -> Bool {
    guard isOfBody else { return policy.matches(publication.attributesForFilters) }
    // A body that is no JSON never matches (SNS Developer Guide, "Subscription filter policy scope").
    return JSON.read(publication.message).map { policy.matches($0) } ?? false
  }
}

extension Publication {
  /// The attributes as filter policies see them; those of type `Binary` are ignored.
  var attributesForFilters: Datum {
    .map(
      attributes.sorted { $0.key < $1.key }.compactMap { name, attribute in
        guard let text = attribute.text else { return nil }
        switch attribute.type.split(separator: ".").first {
        case "Number": return (name, Datum(.number(text), JSON.nowhere))
        case "String" where attribute.type == "String.Array": return JSON.read(text).map { (name, $0) }
        default: return (name, .string(text))
        }
      })
  }
}
