import Wiring

/// A topic as SNS keeps it.
struct Topic: Codable, Sendable {
  var arn: String
  var name: String
  /// What `GetTopicAttributes` shows beyond what is counted or stands elsewhere: `DisplayName`, `ContentBasedDeduplication`,
  /// `FifoThroughputScope`, `MaximumMessageSize`, ….
  var attributes: [String: String] = [:]
  var tags: [String: String] = [:]
  /// The policy that a call gave it, for the next start; the authorizer holds the one in force.
  var policy: String?
  /// Where the plan has it; nil for one that a call made.
  var place: Place?
  /// Whether the plan has it: then it goes when the plan no longer does.
  var isPlanned = false

  init(arn: String) {
    self.arn = arn
    name = TargetName(arn).resource
  }

  var isFIFO: Bool { name.hasSuffix(".fifo") }

  /// Whether the hash of a message stands in for a deduplication id that is not given.
  var deduplicatesByContent: Bool { attributes["ContentBasedDeduplication"] == "true" }

  /// Whether a deduplication id means the same only within its message group.
  var deduplicatesByGroup: Bool { attributes["FifoThroughputScope"] == "MessageGroup" }

  /// The most bytes of a message with its attributes: 256 KiB unless raised to at most 1 MiB.
  var maximumMessageSize: Int { attributes["MaximumMessageSize"].flatMap { Int($0) } ?? 262_144 }

  init(_ plan: TopicPlan) {
    self.init(arn: plan.arn)
    place = plan.place
    isPlanned = true
    if let displayName = plan.displayName { attributes["DisplayName"] = displayName }
    if plan.fifo {
      attributes["FifoTopic"] = "true"
      attributes["ContentBasedDeduplication"] = plan.contentBasedDeduplication ? "true" : "false"
    }
  }
}
