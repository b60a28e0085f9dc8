import Wiring

/// An order as the engine keeps it: with how far it has come.
struct StoredDelivery: Sendable {
  /// Its row's key, in the order of submission.
  var key: String
  /// The order.
  var order: DeliveryOrder
  /// When it was submitted.
  var submitted: Moment
  /// Tries so far, at the target or, once it was given up, at the dead-letter queue.
  var tries = 0
  /// Why and how it was given up at its target, if it was.
  var surrender: Surrender?

  /// An order that was given up at its target, on the way to its dead-letter queue.
  struct Surrender: Sendable, Equatable {
    var failure: DeliveryFailure
    var condition: Condition?
    /// Tries after the first.
    var retries: Int

    /// What ended the tries: EventBridge's `EXHAUSTED_RETRY_CONDITION`. Nil where trying again was no use.
    enum Condition: String, Sendable {
      case retries = "MaximumRetryAttempts"
      case age = "MaximumEventAgeInSeconds"
    }
  }
}

extension StoredDelivery {
  private static let version: UInt8 = 1

  /// Its row's contents.
  var row: [UInt8] {
    var row = RowWriter(version: Self.version)
    row.put(submitted.milliseconds)
    row.put(tries)
    row.put(order.parcel)
    row.put(order.retry.retries)
    row.put(order.retry.maxAge)
    row.put(order.retry.backoff.rawValue)
    row.put(order.deadLetter)
    row.put(order.place)
    row.put(order.arrow)
    row.put(surrender == nil ? 0 : 1)
    if let surrender {
      row.put(surrender.failure.code)
      row.put(surrender.failure.message)
      row.put(surrender.condition?.rawValue)
      row.put(surrender.retries)
    }
    return row.bytes
  }

  /// Reads a row.
  init(_ stored: StoreRow) throws(MalformedRow) {
    var row = try RowReader(stored.value, version: Self.version)
    key = stored.key
    submitted = Moment(milliseconds: try row.signed())
    tries = Int(try row.signed())
    let parcel = try row.parcel()
    let retries = Int(try row.signed())
    let maxAge = try row.signed()
    guard let backoff = RetryPolicy.Backoff(rawValue: try row.text()) else { throw MalformedRow() }
    order = DeliveryOrder(
      parcel, retry: RetryPolicy(retries: retries, maxAge: maxAge, backoff: backoff),
      deadLetter: try row.deadLetter(), place: try row.place(), arrow: try row.text())
    guard try row.signed() == 1 else { return }
    let failure = DeliveryFailure(try row.text(), try row.text(), isRetriable: false)
    let condition = try row.optionalText().flatMap(Surrender.Condition.init)
    surrender = Surrender(failure: failure, condition: condition, retries: Int(try row.signed()))
  }
}

extension RowWriter {
  mutating func put(_ parcel: Parcel) {
    put(parcel.target)
    put(parcel.sender)
    put(parcel.body)
    put(parcel.attributes.count)
    for (name, attribute) in parcel.attributes {
      put(name)
      put(attribute.type)
      put(attribute.text)
      put(attribute.bytes == nil ? 0 : 1)
      if let bytes = attribute.bytes { put(bytes) }
    }
    put(parcel.messageGroup)
    put(parcel.deduplicationID)
    put(parcel.traceHeader)
    put(parcel.event == nil ? 0 : 1)
    guard let event = parcel.event else { return }
    put(event.source)
    put(event.detailType)
    put(event.resources.count)
    for resource in event.resources { put(resource) }
    put(event.id)
    put(event.time)
    put(event.account)
  }

  mutating func put(_ sender: Sender) {
    switch sender {
    case .service(let name, let source):
      put(0)
      put(name)
      put(source)
    case .role(let arn, let service):
      put(1)
      put(arn)
      put(service)
    }
  }

  mutating func put(_ letter: DeadLetter?) {
    put(letter == nil ? 0 : 1)
    guard let letter else { return }
    put(letter.queue)
    put(letter.sender)
    if case .rule(let arn) = letter.form { put(Optional(arn)) } else { put(String?.none) }
  }

  mutating func put(_ place: Place?) {
    put(place == nil ? 0 : 1)
    guard let place else { return }
    put(place.file)
    put(place.line)
    put(place.column)
  }
}

extension RowReader {
  mutating func parcel() throws(MalformedRow) -> Parcel {
    var parcel = Parcel(to: try text(), from: try sender(), body: try text())
    for _ in 0..<(try integer()) {
      let name = try text()
      let type = try text()
      let text = try optionalText()
      if try number() == 1 {
        parcel.attributes[name] = Parcel.Attribute(type: type, bytes: try blob())
      } else {
        parcel.attributes[name] = Parcel.Attribute(type: type, text: text ?? "")
      }
    }
    parcel.messageGroup = try optionalText()
    parcel.deduplicationID = try optionalText()
    parcel.traceHeader = try optionalText()
    guard try number() == 1 else { return parcel }
    var event = Parcel.EventHeader(source: try text(), detailType: try text())
    for _ in 0..<(try integer()) { event.resources.append(try text()) }
    event.id = try optionalText()
    event.time = try optionalText()
    event.account = try optionalText()
    parcel.event = event
    return parcel
  }

  mutating func sender() throws(MalformedRow) -> Sender {
    switch try number() {
    case 0: .service(try text(), source: try text())
    case 1: .role(try text(), service: try text())
    default: throw MalformedRow()
    }
  }

  mutating func deadLetter() throws(MalformedRow) -> DeadLetter? {
    guard try number() == 1 else { return nil }
    let queue = try text()
    let sender = try sender()
    let rule = try optionalText()
    return DeadLetter(queue: queue, sender: sender, form: rule.map { .rule(arn: $0) } ?? .topic)
  }

  mutating func place() throws(MalformedRow) -> Place? {
    guard try number() == 1 else { return nil }
    return Place(file: try text(), line: try integer(), column: try integer())
  }
}
