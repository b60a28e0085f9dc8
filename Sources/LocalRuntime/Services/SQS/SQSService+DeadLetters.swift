import RunFindings
import Synchronization
import WireProtocols

extension SQSService {
  /// The queue that takes what `queue` gives up; nil if it has none, or it would not take it.
  func deadLetterQueue(of queue: Queue) throws(ServiceError) -> Queue? {
    guard let redrive = try queue.settings().redrive else { return nil }
    if let target = self.queue(arn: redrive.target), target.isFIFO == queue.isFIFO,
      (try? target.settings())?.redriveAllow.permits(queue.arn) ?? false
    {
      return target
    }
    return nil
  }

  /// Tells of messages that should have moved and could not: they are received again and again, until their retention ends.
  func tellStuck(_ got: [Received], in queue: Queue) {
    guard let redrive = (try? queue.settings())?.redrive else { return }
    guard got.contains(where: { $0.receipts.receives > redrive.maxReceiveCount }) else { return }
    let places = registry.withLock { $0.places[queue.name] }
    let isThere = self.queue(arn: redrive.target) != nil
    narrator.tell(
      Occurrence(
        .deliveryFailed, "`\(queue.name)` cannot move messages to `\(redrive.target)`",
        at: places?.redrive ?? places?.queue,
        label: isThere ? "that queue does not take them" : "there is no such queue",
        consequences: ["SQS goes on giving a message that it cannot move, until its retention period ends"],
        help: [
          isThere
            ? "let the `RedriveAllowPolicy` of the dead-letter queue name this queue, and have both of one type"
            : "make the queue, or name another"
        ], subject: queue.name))
  }

  /// Moves messages that were received as often as the redrive policy allows (Amazon SQS Developer Guide, "Using dead-letter
  /// queues in Amazon SQS"): the id stays, and on a standard queue the time from which retention counts.
  func moveDead(_ dead: [QueueState.Entry], from queue: Queue, to target: Queue) async throws(ServiceError) {
    try await queue.move(dead, to: target) { entry, sequence, now in
      var draft = entry.message.draft
      // "the original message's deduplication ID will be replaced with the original message's ID": "Learn how to configure
      // a dead-letter queue redrive in Amazon SQS".
      if queue.isFIFO { draft.deduplicationID = entry.message.id }
      return Message(
        sequence: sequence, id: entry.message.id, draft: draft, sentAt: queue.isFIFO ? now : entry.message.sentAt,
        visibleFrom: now, deadLetterSource: queue.arn,
        earlierReceives: entry.message.earlierReceives + entry.receipts.receives,
        firstReceived: entry.message.firstReceived ?? entry.receipts.firstReceived, md5OfBody: entry.message.md5OfBody)
    }
    let places = registry.withLock { $0.places[queue.name] }
    for entry in dead {
      let count = entry.receipts.receives
      narrator.tell(
        Occurrence(
          .deadLettered,
          "message `\(entry.message.id)` moved from `\(queue.name)` to `\(target.name)` after \(count) \(count == 1 ? "receive" : "receives")",
          at: places?.redrive ?? places?.queue, label: "`maxReceiveCount` decides",
          consequences: ["SQS moves a message when it would be received more often than `maxReceiveCount`"],
          help: [
            "see why it was not deleted, then move it back: `aws sqs start-message-move-task --source-arn \(target.arn)`"
          ],
          subject: queue.name))
    }
  }
}
