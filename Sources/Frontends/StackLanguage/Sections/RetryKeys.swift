/// How EventBridge and its Scheduler try a delivery again: one retry policy for both (EventBridge API Reference, RetryPolicy;
/// EventBridge Scheduler API Reference, RetryPolicy).
enum RetryKeys {
  static let key = Key(
    "retry",
    .object(
      ObjectShape([
        Key(
          "attempts", .integer, to: "MaximumRetryAttempts", default: "185",
          "How often delivery is tried again: 0 to 185."),
        Key("maxAge", .duration(.seconds), to: "MaximumEventAgeInSeconds", default: "24h", "For how long: 1m to 24h."),
      ])), to: "RetryPolicy", "How delivery is tried again.")
}
