import Diagnostics
import Source
import Template

/// A function that handles a queue's messages, with the times that must fit each other, in seconds.
struct Consumption {
  let queue: Resource
  let function: Resource
  let wire: Wire
  /// How long a received message is hidden.
  let visibility: Int
  /// How long one invocation may run.
  let timeout: Int
  /// How long a batch is waited for.
  let window: Int

  /// Whether the queue says nothing of its visibility timeout.
  var isDefault: Bool { queue["VisibilityTimeout"] == nil }

  /// The documented defaults that its times come from.
  var defaults: [String] { (isDefault ? ["SQS-005"] : []) + (function["Timeout"] == nil ? ["LAM-003"] : []) }

  /// The visibility timeout AWS advises: six times the function's timeout, plus the window; nil where none is long enough.
  var advisedVisibility: Int? {
    guard let factor = CheckContext.limit("LAM-129"), let most = CheckContext.limit("SQS-004"), timeout < most,
      window < most
    else { return nil }
    let advised = factor * timeout + window
    return advised <= most ? advised : most
  }

  /// The function's timeout and the mapping, as remarks.
  func notes(_ context: CheckContext) -> [Diagnostic.Note] {
    let isGiven = function["Timeout"] != nil
    let words =
      isGiven
      ? "`\(function.label)` may run for \(timeout) s" : "`\(function.label)` may run for \(timeout) s, the default"
    return [
      Diagnostic.Note(words, at: context.place("Timeout", of: function)),
      Diagnostic.Note("`\(function.label)` handles its messages here", at: wire.span),
    ]
  }
}

extension CheckContext {
  /// For each queue of the stack, the consumer that needs the longest visibility timeout, in the order of the arrows.
  var slowestConsumptions: [Consumption] {
    var order: [String] = []
    var slowest: [String: Consumption] = [:]
    for wire in wires where wire.kind == .eventSourceQueue {
      guard let consumption = consumption(wire) else { continue }
      let id = consumption.queue.logicalID
      guard let other = slowest[id] else {
        order.append(id)
        slowest[id] = consumption
        continue
      }
      if consumption.timeout > other.timeout { slowest[id] = consumption }
    }
    return order.compactMap { slowest[$0] }
  }

  private func consumption(_ wire: Wire) -> Consumption? {
    guard let queue = resource(wire.source), let function = function(wire.target), let mapping = resource(wire.via),
      isWhole(queue), isWhole(function),
      let visibility = number("VisibilityTimeout", of: queue, otherwise: "SQS-005"),
      let timeout = number("Timeout", of: function, otherwise: "LAM-003")
    else { return nil }
    let window = number("MaximumBatchingWindowInSeconds", of: mapping, otherwise: "LAM-093") ?? 0
    return Consumption(
      queue: queue, function: function, wire: wire, visibility: visibility, timeout: timeout, window: window)
  }
}
