import Diagnostics
import Events
import RunFindings
import Source
import WireProtocols

extension EventsService {
  /// Entries of one call, and bytes of all of them (`PutEvents`).
  private static let mostEntries = 10
  private static let mostBytes = 1_048_576

  /// Why an entry is refused.
  private struct EntryFault: Error {
    let code: String
    let message: String

    static func missing(_ name: String) -> EntryFault {
      EntryFault(
        code: "InvalidArgument", message: "Parameter \(name) is not valid. Reason: \(name) is a required argument.")
    }
  }

  func putEvents(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let entries = input.list("Entries").map { $0.object ?? [:] }
    guard (1...Self.mostEntries).contains(entries.count) else {
      throw .validation(
        "1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: "
          + "Member must have length less than or equal to 10")
    }
    guard entries.reduce(0, { $0 + Self.size($1) }) < Self.mostBytes else {
      throw .validation("Total size of the entries in the request is over the limit.")
    }
    var accepted: [(event: BusEvent, bus: EventBus)] = []
    var failures = 0
    let results = entries.map { entry -> WireValue in
      do throws(EntryFault) {
        let event = try event(entry)
        let name = Self.busName(entry.string("EventBusName"))
        if let bus = buses[name] { accepted.append((event, bus)) } else { tellOfNoBus(name, event) }
        return .object(["EventId": .string(event.id)])
      } catch {
        failures += 1
        return .object(["ErrorCode": .string(error.code), "ErrorMessage": .string(error.message)])
      }
    }
    do throws(StoreError) {
      try await take(accepted)
    } catch {
      throw ServiceError("InternalException", error.reason, status: 500)
    }
    return ["FailedEntryCount": .integer(Int64(failures)), "Entries": .list(results)]
  }

  private func event(_ entry: WireObject) throws(EntryFault) -> BusEvent {
    guard let source = entry.string("Source"), !source.isEmpty else { throw .missing("Source") }
    guard let detailType = entry.string("DetailType"), !detailType.isEmpty else { throw .missing("DetailType") }
    guard let text = entry.string("Detail"), !text.isEmpty else { throw .missing("Detail") }
    guard !source.hasPrefix("aws.") else {
      throw EntryFault(code: "NotAuthorizedForSource", message: "Not authorized for the source.")
    }
    guard let detail = JSON.read(text), detail.members != nil else {
      throw EntryFault(code: "MalformedDetail", message: "Detail is malformed.")
    }
    let time = entry["Time"]?.timestamp.flatMap { Int64(exactly: ($0 * 1_000).rounded()) }
    return BusEvent(
      id: RequestID.make(), source: source, detailType: detailType, account: place.account,
      time: (time.map(Moment.init) ?? clock.now).secondsText, region: place.region,
      resources: entry.strings("Resources"), detail: detail, traceHeader: entry.string("TraceHeader"))
  }

  /// EventBridge User Guide, "Calculating PutEvents event entry size": 14 bytes for a time, and the texts in UTF-8.
  private static func size(_ entry: WireObject) -> Int {
    let texts = ["Source", "DetailType", "Detail"].compactMap { entry.string($0) } + entry.strings("Resources")
    return texts.reduce(entry["Time"] == nil ? 0 : 14) { $0 + $1.utf8.count }
  }

  private func tellOfNoBus(_ name: String, _ event: BusEvent) {
    narrator.tell(
      Occurrence(
        .deliveryDropped, "the event `\(event.detailType)` from `\(event.source)` is lost: there is no bus `\(name)`",
        at: nil, consequences: ["EventBridge answers as if it had taken the event, and drops it"], subject: name))
  }

  /// `TestEventPattern`: whether an event that is given as text matches a pattern.
  func testEventPattern(_ input: WireObject) throws(ServiceError) -> WireObject {
    let pattern = try Self.pattern(input.string("EventPattern") ?? "")
    guard let event = JSON.read(input.string("Event") ?? ""), event.members != nil else {
      throw .validation("Parameter Event is not valid.")
    }
    for name in ["id", "account", "source", "time", "region", "resources", "detail-type"] where event[name] == nil {
      throw .validation("Parameter Event is not valid. Reason: Event must contain the field \(name).")
    }
    return ["Result": .bool(pattern.matches(event))]
  }

  /// Reads a pattern as `PutRule` and `TestEventPattern` do.
  static func pattern(_ text: String) throws(ServiceError) -> EventPattern {
    guard let datum = JSON.read(text), datum.members != nil else {
      throw ServiceError("InvalidEventPatternException", "Event pattern is not valid. Reason: Filter is not an object")
    }
    var findings = Findings()
    let pattern = EventPattern(reading: datum, for: .filter, into: &findings)
    if let fault = findings.diagnostics.first(where: { $0.severity >= .error }) {
      throw ServiceError("InvalidEventPatternException", "Event pattern is not valid. Reason: \(fault.message)")
    }
    return pattern
  }
}

extension ServiceError {
  /// `ValidationException`, which every service of the JSON protocol has.
  static func validation(_ message: String) -> ServiceError { ServiceError("ValidationException", message) }
}
