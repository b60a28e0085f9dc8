import Diagnostics
import Source
import Template

/// Offers a function of the stack language a queue for its failed events: one it has to itself.
struct FailureQueueOffer {
  private let context: CheckContext
  private let labels: Set<String>
  private let lastQueue: Resource?
  /// A second section of the same name would be an error, so only one finding of a run may add it.
  private var isSectionOffered = false

  init(_ context: CheckContext) {
    self.context = context
    let queues = context.resources("AWS::SQS::Queue")
    labels = Set(queues.map(\.label))
    lastQueue = queues.last { EntryEdit($0, context) != nil }
  }

  /// The edits that add the queue and name it; nil where the layout gives no plain place for them.
  mutating func fix(for function: Resource) -> Fix? {
    let name = function.label + "Failed"
    guard !labels.contains(name), let own = EntryEdit(function, context)?.adding("onFailure: queues.\(name)"),
      let others = edits(adding: "\(name): { retention: 14d }", in: function.extent.source)
    else { return nil }
    return Fix("keep them in a queue of their own", safe: false, edits: own + others)
  }

  private mutating func edits(adding queue: String, in source: SourceID) -> [Edit]? {
    if let lastQueue {
      guard lastQueue.extent.source == source else { return nil }
      return EntryEdit(lastQueue, context)?.addingSibling(queue)
    }
    guard !isSectionOffered, let file = context.sources[source] else { return nil }
    isSectionOffered = true
    let end = file.bytes.count
    let start = file.bytes.last == 0x0A || end == 0 ? "" : "\n"
    return [Edit(Span(source, end, end), "\(start)queues:\n  \(queue)\n")]
  }
}
