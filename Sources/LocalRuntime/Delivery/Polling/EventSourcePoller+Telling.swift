import RunFindings
import Source
import Wiring

extension EventSourcePoller {
  /// The error message of a function error.
  static func reason(_ payload: [UInt8]) -> String {
    JSON.read(payload)?["errorMessage"]?.literal ?? "the function failed"
  }

  nonisolated func tellOfNoPolling(_ mapping: EventSourceMappingPlan) {
    narrator.tell(
      Occurrence(
        .notActedOn, "`\(TargetName(mapping.source).name)` is not polled: the local run has no such source or function",
        at: mapping.place, subject: mapping.uuid))
  }

  nonisolated func tellOfDenial(_ mapping: ActiveMapping, _ missing: [String], _ reason: String?) {
    narrator.tell(
      Occurrence(
        .pollDenied,
        "`\(mapping.functionName)` cannot receive from `\(mapping.queueName)`: its role lacks "
          + missing.map { "`\($0)`" }.joined(separator: ", "),
        at: mapping.plan.place, label: "Lambda polls this queue with the function's execution role",
        notes: reason.map { [.init($0)] } ?? [],
        consequences: ["AWS refuses to create the mapping"],
        help: ["allow \(missing.map { "`\($0)`" }.joined(separator: ", ")) on the queue"], subject: mapping.plan.uuid))
  }

  nonisolated func tellOfFilter(_ mapping: ActiveMapping) {
    narrator.tell(
      Occurrence(
        .filteredOut,
        "a message of `\(mapping.queueName)` matches no filter of its mapping to `\(mapping.functionName)`",
        at: mapping.plan.place, consequences: ["Lambda deletes the message from the queue"],
        subject: mapping.plan.uuid))
  }

  nonisolated func tellOfFailure(_ mapping: ActiveMapping, _ count: Int, of all: Int, why: String) {
    let what = count == all ? (all == 1 ? "a message" : "all \(all) messages") : "\(count) of \(all) messages"
    narrator.tell(
      Occurrence(
        .batchFailed,
        "`\(mapping.functionName)` failed with \(what) of `\(mapping.queueName)`", at: mapping.plan.place,
        notes: [.init(why)],
        consequences: ["they are shown again after the queue's visibility timeout"], subject: mapping.plan.uuid))
  }
}
