/// An event for asynchronous invocation as the queue keeps it: with how far it has come.
struct AsyncEvent: Sendable {
  /// Its row's key, in the order of arrival.
  var key: String
  var invocation: Invocation
  /// When it came.
  var arrived: Moment
  /// Invocations that ended with a function error.
  var errors = 0
  /// Invocations that were throttled, since the last that was not.
  var throttles = 0
  /// Invocations so far: `approximateInvokeCount`.
  var invocations = 0
  /// What the last invocation that was not throttled ended with, for the record of a failure.
  var last: Response?

  /// How an invocation ended.
  struct Response: Sendable, Equatable {
    var payload: [UInt8]
    var executedVersion: String
    /// `Unhandled`; nil if it returned.
    var functionError: String?
  }

  private static let version: UInt8 = 1

  init(key: String, invocation: Invocation, arrived: Moment) {
    self.key = key
    self.invocation = invocation
    self.arrived = arrived
  }

  /// Its row's contents.
  var row: [UInt8] {
    var row = RowWriter(version: Self.version)
    row.write(invocation.function)
    row.write(invocation.payload)
    row.write(invocation.requestID)
    row.write(invocation.clientContext)
    row.write(invocation.origin)
    row.write(arrived.milliseconds)
    row.write(errors)
    row.write(throttles)
    row.write(invocations)
    row.write(last == nil ? 0 : 1)
    if let last {
      row.write(last.payload)
      row.write(last.executedVersion)
      row.write(last.functionError)
    }
    return row.bytes
  }

  /// Reads a row.
  init(_ stored: StoreRow) throws(RowReader.Malformed) {
    var row = try RowReader(stored.value, version: Self.version)
    key = stored.key
    let function = try row.text()
    let payload = try row.data()
    let id = try row.text()
    let context = try row.optionalText()
    invocation = Invocation(of: function, payload: payload, requestID: id, origin: try row.text())
    invocation.clientContext = context
    arrived = Moment(milliseconds: try row.number())
    errors = Int(try row.number())
    throttles = Int(try row.number())
    invocations = Int(try row.number())
    if try row.number() == 1 {
      last = Response(
        payload: try row.data(), executedVersion: try row.text(), functionError: try row.optionalText())
    }
  }
}
