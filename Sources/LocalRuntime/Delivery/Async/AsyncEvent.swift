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
    row.put(invocation.function)
    row.put(invocation.payload)
    row.put(invocation.requestID)
    row.put(invocation.clientContext)
    row.put(invocation.origin)
    row.put(arrived.milliseconds)
    row.put(errors)
    row.put(throttles)
    row.put(invocations)
    row.put(last == nil ? 0 : 1)
    if let last {
      row.put(last.payload)
      row.put(last.executedVersion)
      row.put(last.functionError)
    }
    return row.bytes
  }

  /// Reads a row.
  init(_ stored: StoreRow) throws(MalformedRow) {
    var row = try RowReader(stored.value, version: Self.version)
    key = stored.key
    let function = try row.text()
    let payload = try row.blob()
    let id = try row.text()
    let context = try row.optionalText()
    invocation = Invocation(of: function, payload: payload, requestID: id, origin: try row.text())
    invocation.clientContext = context
    arrived = Moment(milliseconds: try row.signed())
    errors = Int(try row.signed())
    throttles = Int(try row.signed())
    invocations = Int(try row.signed())
    if try row.signed() == 1 {
      last = Response(
        payload: try row.blob(), executedVersion: try row.text(), functionError: try row.optionalText())
    }
  }
}
