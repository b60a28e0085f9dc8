/// Stacks around the examples of this module's rules.
enum ExampleStack {
  /// A rule with a target, and one more key: its pattern or schedule.
  static func rule(_ key: String) -> String {
    """
    queues: { jobs: {}, failed: {} }
    rules:
      example:
        to: { target: queues.jobs, deadLetter: queues.failed }
        \(key)

    """
  }

  /// A subscription with one or more further keys.
  static func subscription(_ keys: String) -> String {
    """
    queues: { jobs: {}, failed: {} }
    topics:
      example:
        subscriptions:
          - { to: queues.jobs, deadLetter: queues.failed, \(keys) }

    """
  }

  /// A rule whose target gets what a transformer makes.
  static func transformer(_ keys: String) -> String {
    """
    queues: { jobs: {}, failed: {} }
    rules:
      example:
        pattern: { source: [shop] }
        to: { target: queues.jobs, deadLetter: queues.failed, transform: { \(keys) } }

    """
  }
}
