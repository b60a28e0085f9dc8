import Wiring

/// Puts the names that the stack's author gave in place of AWS's: `queues.orders` for `orders-OrdersQueue`.
///
/// Services know things by AWS's names. What they tell is read by someone who looks at the stack file.
struct CalledNames: Sendable {
  private var paths: [String: String] = [:]

  /// Knows no names, and changes nothing.
  init() {}

  init(_ plan: WiringPlan) {
    let named: [(name: String, path: String?)] =
      plan.functions.map { ($0.name, $0.path) } + plan.queues.map { ($0.name, $0.path) }
      + plan.topics.map { ($0.name, $0.path) } + plan.buses.map { ($0.name, $0.path) }
      + plan.rules.map { ($0.name, $0.path) } + plan.tables.map { ($0.name, $0.path) }
    var seen: Set<String> = []
    for (name, path) in named {
      // A name that two things share says neither.
      paths[name] = seen.insert(name).inserted ? path : nil
    }
  }

  /// A text in which each name that stands in backquotes is the author's.
  func text(_ text: String) -> String {
    guard !paths.isEmpty, text.utf8.contains(UInt8(ascii: "`")) else { return text }
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? paths[String(part)] ?? String(part) : String(part)
    }.joined(separator: "`")
  }

  /// An occurrence in the author's names.
  func occurrence(_ occurrence: Occurrence) -> Occurrence {
    guard !paths.isEmpty else { return occurrence }
    var copy = occurrence
    copy.message = text(copy.message)
    copy.label = text(copy.label)
    copy.notes = copy.notes.map { Occurrence.Note(text($0.message), at: $0.place) }
    copy.consequences = copy.consequences.map(text)
    return copy
  }
}
