import DequeModule
import Synchronization
import WireProtocols

/// Operations on events.
extension LogsService {
  /// Most events of one answer (CloudWatch Logs API Reference, "GetLogEvents", "FilterLogEvents").
  private static let pageEvents = 10_000
  /// Most bytes of one answer: 1 MB, as there.
  private static let pageBytes = 1 << 20

  func putLogEvents(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let name = try existing(call)
    let stream = try existingStream(call, in: name)
    let now = clock.now.milliseconds
    let entries = call.input.list("logEvents").compactMap(\.object)
    // CloudWatch Logs API Reference, "PutLogEvents": not more than 2 hours ahead, not older than 14 days.
    let (oldest, newest) = (now - 14 * 86_400_000, now + 2 * 3_600_000)
    var tooOld: Int?
    var tooNew: Int?
    state.withLock { state in
      for (index, entry) in entries.enumerated() {
        guard let timestamp = entry.integer("timestamp"), let message = entry.string("message") else { continue }
        if timestamp < oldest {
          tooOld = index + 1
        } else if timestamp > newest {
          tooNew = tooNew ?? index
        } else {
          state.nextSequence += 1
          state.groups[name]?.add(
            LogEvent(
              timestamp: Int64(timestamp), ingestion: now, message: message, stream: stream,
              sequence: state.nextSequence))
        }
      }
    }
    let rejected: WireObject = [
      "tooOldLogEventEndIndex": tooOld.map { .integer(Int64($0)) },
      "tooNewLogEventStartIndex": tooNew.map { .integer(Int64($0)) },
    ]
    return [
      "nextSequenceToken": .string("\(now)"), "rejectedLogEventsInfo": rejected.isEmpty ? nil : .object(rejected),
    ]
  }

  func filterLogEvents(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (input, name) = (call.input, try existing(call))
    let pattern = try LogFilterPattern(input.string("filterPattern") ?? "")
    let (streams, prefix) = (Set(input.strings("logStreamNames")), input.string("logStreamNamePrefix"))
    if !streams.isEmpty, prefix != nil {
      throw ServiceError(
        "InvalidParameterException", "logStreamNames and logStreamNamePrefix cannot be given together.")
    }
    let after = try position(input.string("nextToken"))
    let limit = min(input.integer("limit") ?? Self.pageEvents, Self.pageEvents)
    let found = events(of: name, input) { event in
      (streams.isEmpty || streams.contains(event.stream)) && event.stream.hasPrefix(prefix ?? "")
        && (after.map { event.position > $0 } ?? true) && pattern.matches(event.message)
    }
    let page = Self.page(found, limit)
    let items: [WireValue] = page.map { event in
      .object([
        "logStreamName": .string(event.stream), "timestamp": .integer(event.timestamp),
        "message": .string(event.message), "ingestionTime": .integer(event.ingestion),
        "eventId": .string(Self.eventID(event)),
      ])
    }
    let hasMore = page.count < found.count
    return [
      "events": .list(items), "searchedLogStreams": .list([]),
      "nextToken": hasMore ? page.last.map { .string($0.position.text) } : nil,
    ]
  }

  /// Tokens name a direction and the event they continue from: `f/` forward, `b/` backward. At an end the token that came is
  /// returned, by which a reader knows (CloudWatch Logs API Reference, "GetLogEvents").
  func getLogEvents(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (input, name) = (call.input, try existing(call))
    let stream = try existingStream(call, in: name)
    let limit = min(input.integer("limit") ?? Self.pageEvents, Self.pageEvents)
    let token = input.string("nextToken")
    let isForward = token.map { $0.hasPrefix("f/") } ?? (input.bool("startFromHead") ?? false)
    let from = try position(token.map { String($0.dropFirst(2)) })
    let found = events(of: name, input) { event in
      guard event.stream == stream else { return false }
      guard let from else { return true }
      return isForward ? event.position > from : event.position < from
    }
    let page = isForward ? Self.page(found, limit) : Self.page(found.reversed(), limit).reversed()
    let items: [WireValue] = page.map { event in
      .object([
        "timestamp": .integer(event.timestamp), "message": .string(event.message),
        "ingestionTime": .integer(event.ingestion),
      ])
    }
    let start = from ?? LogPosition(timestamp: isForward ? 0 : .max, sequence: 0)
    return [
      "events": .list(items), "nextForwardToken": .string("f/\((page.last?.position ?? start).text)"),
      "nextBackwardToken": .string("b/\((page.first?.position ?? start).text)"),
    ]
  }

  /// The events of a group in order: within the times of a call (end excluded), and kept by its retention.
  private func events(of name: String, _ input: WireObject, where admits: (LogEvent) -> Bool) -> [LogEvent] {
    let start = input.integer("startTime").map { Int64($0) } ?? 0
    let end = input.integer("endTime").map { Int64($0) } ?? .max
    let now = clock.now
    let events = state.withLock { state in
      if let days = state.groups[name]?.retention {
        state.groups[name]?.expire(before: now.adding(seconds: -days * 86400).milliseconds)
      }
      return state.groups[name]?.events ?? []
    }
    return events.filter { $0.timestamp >= start && $0.timestamp < end && admits($0) }
      .sorted { $0.position < $1.position }
  }

  private static func page(_ events: [LogEvent], _ limit: Int) -> [LogEvent] {
    var bytes = 0
    var count = 0
    for event in events.prefix(limit) {
      bytes += event.size
      if bytes > pageBytes, count > 0 { break }
      count += 1
    }
    return Array(events.prefix(count))
  }

  private func position(_ token: String?) throws(ServiceError) -> LogPosition? {
    guard let token else { return nil }
    guard let position = LogPosition(token) else {
      throw ServiceError("InvalidParameterException", "The specified nextToken is invalid.")
    }
    return position
  }

  /// 56 digits, as AWS's are.
  private static func eventID(_ event: LogEvent) -> String {
    func padded(_ number: some BinaryInteger, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return padded(event.timestamp, 20) + padded(event.sequence, 36)
  }

  private func existingStream(_ call: ServiceCall, in group: String) throws(ServiceError) -> String {
    let stream = call.input.string("logStreamName") ?? ""
    guard state.withLock({ $0.groups[group]?.streams[stream] != nil }) else {
      throw ServiceError("ResourceNotFoundException", "The specified log stream does not exist.")
    }
    return stream
  }
}
