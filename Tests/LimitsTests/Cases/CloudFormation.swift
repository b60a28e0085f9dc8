extension LimitCase {
  static let cloudFormation = [
    LimitCase(
      "CFN-001", past: "queues:\n" + lines(500) { "  q\($0): {}\n" } + "  ↓last: {}\n",
      at: "queues:\n" + lines(500) { "  q\($0): {}\n" }),
    LimitCase(
      "CFN-002", past: "parameters:\n" + lines(200) { "  p\($0): {}\n" } + "  ↓last: {}\nqueues:\n  jobs: {}\n",
      at: "parameters:\n" + lines(200) { "  p\($0): {}\n" } + "queues:\n  jobs: {}\n"),
    LimitCase(
      "CFN-003", past: "parameters:\n  p: { default: ↓\(letters(4097)) }\nqueues:\n  jobs: {}\n",
      at: "parameters:\n  p: { default: \(letters(4096)) }\nqueues:\n  jobs: {}\n"),
    LimitCase(
      "CFN-004", past: "queues:\n  jobs: {}\noutputs:\n" + lines(200) { "  o\($0): x\n" } + "  ↓last: x\n",
      at: "queues:\n  jobs: {}\noutputs:\n" + lines(200) { "  o\($0): x\n" }),
    LimitCase(
      "CFN-005", past: "queues:\n  jobs: {}\noutputs:\n  o: { value: x, description: ↓\(letters(1025)) }\n",
      at: "queues:\n  jobs: {}\noutputs:\n  o: { value: x, description: \(letters(1024)) }\n"),
    LimitCase(
      "CFN-010", past: "description: ↓\(letters(1025))\nqueues:\n  jobs: {}\n",
      at: "description: \(letters(1024))\nqueues:\n  jobs: {}\n"),
    LimitCase(
      "CFN-017", past: "queues:\n  ↓jobs: { logicalId: \(letters(256)) }\n",
      at: "queues:\n  jobs: { logicalId: \(letters(255)) }\n"),
    LimitCase(
      "CFN-007", past: "queues:\n  jobs: { logicalId: ↓my-queue }\n", at: "queues:\n  jobs: { logicalId: MyQueue }\n"),
    LimitCase(
      "CFN-006", past: mapped(lines(200) { "  M\($0): { eu: { k: v } }\n" } + "  ↓Last: { eu: { k: v } }\n"),
      at: mapped(lines(200) { "  M\($0): { eu: { k: v } }\n" })),
    LimitCase(
      "CFN-018", past: mapped("  M:\n" + lines(200) { "    k\($0): { v: x }\n" } + "    ↓last: { v: x }\n"),
      at: mapped("  M:\n" + lines(200) { "    k\($0): { v: x }\n" })),
    LimitCase(
      "CFN-011", past: "stack: ↓\(letters(129))\nqueues:\n  jobs: {}\n",
      at: "stack: \(letters(128))\nqueues:\n  jobs: {}\n"),
  ]

  /// Limits that no stack of a test can go past: the sizes of what is written have tests of their own among the rules.
  static let shownElsewhere: Set<String> = ["CFN-009", "IAM-022", "LAM-033"]

  /// A template with mappings, which the stack language has not.
  private static func mapped(_ mappings: String) -> String {
    "AWSTemplateFormatVersion: \"2010-09-09\"\nMappings:\n\(mappings)Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n"
  }

  /// So many lines.
  static func lines(_ count: Int, _ line: (Int) -> String) -> String { (1...count).map(line).joined() }

  /// So many letters.
  static func letters(_ count: Int) -> String { String(repeating: "a", count: count) }
}
