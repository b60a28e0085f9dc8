import WireProtocols

extension SQSService {
  func deleteMessage(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let outcome = try await queue.delete([try handle(call.input)])
    if let error = outcome.first ?? nil { throw error }
    return [:]
  }

  func deleteMessageBatch(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let entries = try QueueBatch.entries(call, "DeleteMessage")
    let outcomes = try await queue.delete(entries.map { $0.input.string("ReceiptHandle") ?? "" })
    var batch = QueueBatch()
    for (entry, error) in zip(entries, outcomes) {
      if let error { batch.fail(entry.id, error) } else { batch.succeed(entry.id) }
    }
    return batch.answer
  }

  func changeMessageVisibility(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    guard let seconds = call.input.integer("VisibilityTimeout") else { throw .missingParameter("VisibilityTimeout") }
    try queue.changeVisibility(try handle(call.input), seconds: seconds)
    return [:]
  }

  func changeMessageVisibilityBatch(_ call: ServiceCall) async throws(ServiceError) -> WireObject {
    let queue = try queue(call)
    let settings = try queue.settings()
    var batch = QueueBatch()
    for entry in try QueueBatch.entries(call, "ChangeMessageVisibility") {
      do throws(ServiceError) {
        let seconds = entry.input.integer("VisibilityTimeout") ?? settings.visibility
        try queue.changeVisibility(try handle(entry.input), seconds: seconds)
        batch.succeed(entry.id)
      } catch {
        batch.fail(entry.id, error)
      }
    }
    return batch.answer
  }

  private func handle(_ input: WireObject) throws(ServiceError) -> String {
    guard let handle = input.string("ReceiptHandle"), !handle.isEmpty else { throw .missingParameter("ReceiptHandle") }
    return handle
  }
}
