import Events
import Source

/// An event on a bus (EventBridge User Guide, "Event structure").
struct BusEvent: Sendable {
  var id: String
  var source: String
  var detailType: String
  var account: String
  /// ISO 8601, UTC, to the second.
  var time: String
  var region: String
  var resources: [String]
  var detail: Datum
  var traceHeader: String?

  /// The event as patterns and targets see it.
  var datum: Datum {
    .map([
      "version": .string("0"), "id": .string(id), "detail-type": .string(detailType), "source": .string(source),
      "account": .string(account), "time": .string(time), "region": .string(region),
      "resources": .list(resources.map(Datum.string)), "detail": detail,
    ])
  }
}

extension ActiveRule {
  /// The order that takes an event to one of the rule's targets.
  func order(for event: BusEvent, _ datum: Datum, to target: EventTarget, ingested: String) -> DeliveryOrder {
    let sender: Sender =
      target.role.map { .role($0, service: EventsService.principal) }
      ?? .service(EventsService.principal, source: rule.arn)
    var parcel = Parcel(to: target.arn, from: sender, body: "")
    if TargetName(target.arn).service == "events" {
      // A bus gets the event as it is, with its own id, time and account.
      parcel.body = event.detail.json
      var header = Parcel.EventHeader(source: event.source, detailType: event.detailType, resources: event.resources)
      header.id = event.id
      header.time = event.time
      header.account = event.account
      parcel.event = header
    } else {
      parcel.body = input(datum, for: target, ingested: ingested)
    }
    parcel.messageGroup = target.messageGroup
    parcel.traceHeader = event.traceHeader
    return DeliveryOrder(
      parcel,
      retry: RetryPolicy(retries: target.retries, maxAge: Int64(target.maxAge) * 1_000, backoff: .rule),
      deadLetter: target.deadLetter.map { queue in
        DeadLetter(
          queue: queue, sender: .service(EventsService.principal, source: rule.arn), form: .rule(arn: rule.arn))
      },
      place: target.place ?? rule.place, arrow: "rule `\(rule.name)` to `\(TargetName(target.arn).name)`")
  }

  /// What the target gets (EventBridge User Guide, "Amazon EventBridge input transformation").
  private func input(_ datum: Datum, for target: EventTarget, ingested: String) -> String {
    if let input = target.input { return input }
    if let path = target.inputPath.flatMap(EventPath.init) { return path.value(in: datum)?.json ?? "null" }
    guard let transformer = transformers[target.id] else { return datum.json }
    return transformer.render(
      datum, InputTransformer.Delivery(ruleARN: rule.arn, ruleName: rule.name, ingestionTime: ingested))
  }
}
