import Diagnostics
import Template

/// Keys of a source or target that only some kinds of it take.
struct KeyKinds {
  /// The kinds by key, with what they are called.
  let kinds: [(key: String, ends: Set<WireEnd>, names: [String])]

  static let ruleTarget = KeyKinds(kinds: [
    ("messageGroupId", [.queue], ["queues"]), ("partitionKey", [.stream], ["streams"]), ("request", [.api], ["APIs"]),
    ("http", [.api, .apiDestination], ["APIs", "API destinations"]),
  ])

  static let scheduleTarget = KeyKinds(kinds: [
    ("messageGroupId", [.queue], ["queues"]), ("partitionKey", [.stream], ["streams"]),
    ("detailType", [.bus], ["buses"]), ("source", [.bus], ["buses"]),
  ])

  static let pipeSource = KeyKinds(
    kinds: ["startingPosition", "retries", "maxAge", "parallel", "bisect", "deadLetter"].map {
      ($0, [.stream, .table], ["streams", "tables"])
    } + [("startingTime", [.stream], ["streams"])])

  static let pipeTarget = KeyKinds(kinds: [
    ("messageGroupId", [.queue], ["queues"]), ("deduplicationId", [.queue], ["queues"]),
    ("partitionKey", [.stream], ["streams"]), ("detailType", [.bus], ["buses"]), ("source", [.bus], ["buses"]),
    ("logStream", [.logGroup], ["log groups"]), ("http", [.apiDestination], ["API destinations"]),
    ("invocation", [.function, .stateMachine], ["functions", "state machines"]),
  ])
}

extension StackLowering {
  /// Reports the keys that do not fit the kind of what an entry names; what is not known is not judged.
  mutating func checkKeys(of entry: Entry, _ keys: KeyKinds, for end: WireEnd?) {
    guard let end else { return }
    for row in keys.kinds where entry.has(row.key) && !row.ends.contains(end) {
      guard let span = entry.keySpan(row.key) else { continue }
      let names = row.names.joined(separator: " and ")
      findings.report(.keyUnfit(row.key, at: span, why: "it is for \(names), and this is a \(end.noun)"))
    }
  }
}

extension WireEnd {
  /// What it is called.
  fileprivate var noun: String { rawValue.replacing("-", with: " ") }
}
