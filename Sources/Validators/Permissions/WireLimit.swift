import Template

/// The rows of the limits' table that say what an arrow's permissions must be.
enum WireLimit {
  /// What a target's resource policy must admit.
  static let admitted: [Wire.Kind: String] = [
    .topicToFunction: "XSV-002", .topicToQueue: "XSV-003", .ruleToFunction: "XSV-004", .ruleToTopic: "XSV-005",
    .ruleToQueue: "SQS-039", .apiToFunction: "XSV-007", .bucketToFunction: "XSV-006", .bucketToQueue: "XSV-006",
    .bucketToTopic: "XSV-006", .userPoolToFunction: "COG-020",
    .ruleToDeadLetterQueue: "EVB-016", .topicToDeadLetterQueue: "SNS-017",
  ]

  /// What a role must allow.
  static let allowed: [Wire.Kind: String] = [
    .eventSourceQueue: "LAM-105", .destinationQueue: "LAM-068", .destinationTopic: "LAM-068",
    .destinationFunction: "LAM-068", .destinationBus: "LAM-068", .functionToDeadLetterQueue: "LAM-069",
    .functionToDeadLetterTopic: "LAM-069", .stateMachineToLogGroup: "SFN-024",
  ]

  /// The rows of a table, for a rule.
  static func ids(_ table: [Wire.Kind: String]) -> [String] { Set(table.values).sorted() }
}
