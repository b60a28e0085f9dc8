import RunFindings
import Wiring

extension Occurrence {
  /// A function returned what API Gateway cannot make an answer of.
  static func malformed(_ routed: RoutedRequest, _ reason: String) -> Occurrence {
    Occurrence(
      .responseMalformed, "`\(routed.functionName)` returned \(reason)", at: routed.route.place,
      label: "payload format \(routed.route.payload)",
      consequences: ["the client gets 500 `{\"message\":\"Internal Server Error\"}`"],
      help: ["return an object with `statusCode`, and `body` as a string: `{\"statusCode\": 200, \"body\": \"…\"}`"],
      subject: "\(routed.route.id) \(reason)")
  }

  /// A function took longer than its API waits.
  static func timedOut(_ routed: RoutedRequest) -> Occurrence {
    Occurrence(
      .integrationTimedOut,
      "`\(routed.functionName)` did not answer `\(routed.route.key)` within \(routed.route.timeout) ms",
      at: routed.route.place, label: "the API waits no longer",
      consequences: ["the client gets 503 `{\"message\":\"Service Unavailable\"}`; the function goes on"],
      help: ["do less in the function, or give the route a longer `timeout`, 30s at most"], subject: routed.route.id)
  }
}
