extension LimitCase {
  static let naming = [
    LimitCase(
      "SQS-013", past: "queues:\n  jobs: { name: ↓\(letters(81)) }\n",
      at: "queues:\n  jobs: { name: \(letters(80)) }\n")
  ]

  static func letters(_ count: Int) -> String { String(repeating: "a", count: count) }
}
