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
    row.write(submitted.milliseconds)
    row.write(tries)
    row.write(order.parcel)
    row.write(order.retry.retries)
    row.write(order.retry.maxAge)
    row.write(order.retry.backoff.rawValue)
    row.write(order.deadLetter)
    row.write(order.place)
    row.write(order.arrow)
    row.write(surrender == nil ? 0 : 1)
    if let surrender {
      row.write(surrender.failure.code)
      row.write(surrender.failure.message)
      row.write(surrender.condition?.rawValue)
      row.write(surrender.retries)
    }
    return row.bytes
  }

  /// Reads a row.
  init(_ stored: StoreRow) throws(RowReader.Malformed) {
    var row = try RowReader(stored.value, version: Self.version)
    key = stored.key
    submitted = Moment(milliseconds: try row.number())
    tries = Int(try row.number())
    let parcel = try row.parcel()
    let retries = Int(try row.number())
    let maxAge = try row.number()
    guard let backoff = RetryPolicy.Backoff(rawValue: try row.text()) else { throw RowReader.Malformed() }
    order = DeliveryOrder(
      parcel, retry: RetryPolicy(retries: retries, maxAge: maxAge, backoff: backoff),
      deadLetter: try row.deadLetter(), place: try row.place(), arrow: try row.text())
    guard try row.number() == 1 else { return }
    let failure = DeliveryFailure(try row.text(), try row.text(), isRetriable: false)
    let condition = try row.optionalText().flatMap(Surrender.Condition.init)
    surrender = Surrender(failure: failure, condition: condition, retries: Int(try row.number()))
  }
}

extension RowWriter {
  mutating func write(_ parcel: Parcel) {
    write(parcel.target)
    write(parcel.sender)
    write(parcel.body)
    write(parcel.attributes.count)
    for (name, attribute) in parcel.attributes {
      write(name)
      write(attribute.type)
      write(attribute.text)
      write(attribute.bytes == nil ? 0 : 1)
      if let bytes = attribute.bytes { write(bytes) }
    }
    write(parcel.messageGroup)
    write(parcel.deduplicationID)
    write(parcel.traceHeader)
    write(parcel.event == nil ? 0 : 1)
    guard let event = parcel.event else { return }
    write(event.source)
    write(event.detailType)
    write(event.resources.count)
    for resource in event.resources { write(resource) }
    write(event.id)
    write(event.time)
    write(event.account)
  }

  mutating func write(_ sender: Sender) {
    switch sender {
    case .service(let name, let source):
      write(0)
      write(name)
      write(source)
    case .role(let arn, let service):
      write(1)
      write(arn)
      write(service)
    }
  }

  mutating func write(_ letter: DeadLetter?) {
    write(letter == nil ? 0 : 1)
    guard let letter else { return }
    write(letter.queue)
    write(letter.sender)
    if case .rule(let arn) = letter.form { write(Optional(arn)) } else { write(String?.none) }
  }

  mutating func write(_ place: Place?) {
    write(place == nil ? 0 : 1)
    guard let place else { return }
    write(place.file)
    write(place.line)
    write(place.column)
  }
}

extension RowReader {
  mutating func parcel() throws(Malformed) -> Parcel {
    var parcel = Parcel(to: try text(), from: try sender(), body: try text())
    for _ in 0..<(try count()) {
      let name = try text()
      let type = try text()
      let text = try optionalText()
      if try number() == 1 {
        parcel.attributes[name] = Parcel.Attribute(type: type, bytes: try data())
      } else {
        parcel.attributes[name] = Parcel.Attribute(type: type, text: text ?? "")
      }
    }
    parcel.messageGroup = try optionalText()
    parcel.deduplicationID = try optionalText()
    parcel.traceHeader = try optionalText()
    guard try number() == 1 else { return parcel }
    var event = Parcel.EventHeader(source: try text(), detailType: try text())
    for _ in 0..<(try count()) { event.resources.append(try text()) }
    event.id = try optionalText()
    event.time = try optionalText()
    event.account = try optionalText()
    parcel.event = event
    return parcel
  }

  mutating func sender() throws(Malformed) -> Sender {
    switch try number() {
    case 0: .service(try text(), source: try text())
    case 1: .role(try text(), service: try text())
    default: throw Malformed()
    }
  }

  mutating func deadLetter() throws(Malformed) -> DeadLetter? {
    guard try number() == 1 else { return nil }
    let queue = try text()
    let sender = try sender()
    let rule = try optionalText()
    return DeadLetter(queue: queue, sender: sender, form: rule.map { .rule(arn: $0) } ?? .topic)
  }

  mutating func place() throws(Malformed) -> Place? {
    guard try number() == 1 else { return nil }
    return Place(file: try text(), line: Int(try number()), column: Int(try number()))
  }
}
