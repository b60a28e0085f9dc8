import Source

/// What destinations and dead-letter queues get of an asynchronous invocation (Lambda Developer Guide, "Capturing records of
/// Lambda asynchronous invocations").
struct AsyncRecord {
  /// How it ended.
  enum Condition: String {
    case success = "Success"
    case retriesExhausted = "RetriesExhausted"
    case eventAgeExceeded = "EventAgeExceeded"
  }

  let event: AsyncEvent
  let condition: Condition
  let now: Moment

  /// The invocation record, version 1.0.
  var text: String {
    JSON.object { json in
      json.member("version", "1.0")
      json.member("timestamp", now.millisecondsText)
      json.member("requestContext") { json in
        json.member("requestId", event.invocation.requestID)
        json.member("functionArn", function)
        json.member("condition", condition.rawValue)
        json.member("approximateInvokeCount", event.invocations)
      }
      json.member("requestPayload", raw: Self.json(event.invocation.payload))
      guard let last = event.last else { return }
      json.member("responseContext") { json in
        json.member("statusCode", 200)
        json.member("executedVersion", last.executedVersion)
        json.member("functionError", ifAny: last.functionError)
      }
      json.member("responsePayload", raw: Self.json(last.payload))
    }
  }

  /// The function's ARN with its qualifier.
  private var function: String {
    let arn = event.invocation.function
    return arn.split(separator: ":", omittingEmptySubsequences: false).count > 7 ? arn : arn + ":$LATEST"
  }

  /// What is no JSON stands as a string: a payload is checked where it comes in, an answer of a handler is not.
  private static func json(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "null" }
    if JSON.read(bytes) != nil { return String(decoding: bytes, as: UTF8.self) }
    var json = JSONWriter(.compact)
    json.string(String(decoding: bytes, as: UTF8.self))
    return json.text
  }

  /// The record on its way to a destination: a bus gets it as an event.
  func parcel(to target: String, role: String) -> Parcel {
    var parcel = Parcel(to: target, from: .role(role, service: "lambda.amazonaws.com"), body: text)
    if TargetName(target).service == "events" {
      let outcome = condition == .success ? "Success" : "Failure"
      parcel.event = .init(
        source: "lambda", detailType: "Lambda Function Invocation Result - \(outcome)", resources: [target, function])
    }
    return parcel
  }

  /// The event itself on its way to the function's dead-letter queue or topic.
  func deadLetter(to target: String, role: String) -> Parcel {
    var parcel = Parcel(
      to: target, from: .role(role, service: "lambda.amazonaws.com"),
      body: String(decoding: event.invocation.payload, as: UTF8.self))
    parcel.attributes = [
      "RequestID": .init(type: "String", text: event.invocation.requestID),
      "ErrorCode": .init(type: "Number", text: event.last == nil ? "429" : "200"),
      "ErrorMessage": .init(type: "String", text: event.reason),
    ]
    return parcel
  }
}

extension AsyncEvent {
  /// AWS's error message, cut at 1 KB: what the dead-letter queue's attribute holds.
  var reason: String {
    guard let last, last.functionError != nil else { return "Rate Exceeded." }
    let message = JSON.read(last.payload)?["errorMessage"]?.literal ?? ""
    guard !message.isEmpty else { return "the function failed" }
    return message.utf8.count <= 1_024 ? message : String(decoding: Array(message.utf8.prefix(1_024)), as: UTF8.self)
  }
}
