extension LimitCase {
  static let lambda = [
    LimitCase(
      "LAM-001", past: "functions:\n  f: { \(function), timeout: ↓901s }\n",
      at: "functions:\n  f: { \(function), timeout: 900s }\n")
  ]
}
