extension LimitCase {
  static let cloudFormation = [
    LimitCase(
      "CFN-001", past: "queues:\n" + lines(500) { "  q\($0): {}\n" } + "  ↓last: {}\n",
      at: "queues:\n" + lines(500) { "  q\($0): {}\n" }),
    LimitCase(
      "CFN-004", past: "queues:\n  jobs: {}\noutputs:\n" + lines(200) { "  o\($0): x\n" } + "  ↓last: x\n",
      at: "queues:\n  jobs: {}\noutputs:\n" + lines(200) { "  o\($0): x\n" }),
  ]

  /// Limits that no stack of a test can go past: the size of what is written has a test of its own among the rules.
  static let shownElsewhere: Set<String> = ["CFN-009"]

  /// So many lines.
  static func lines(_ count: Int, _ line: (Int) -> String) -> String { (1...count).map(line).joined() }
}
