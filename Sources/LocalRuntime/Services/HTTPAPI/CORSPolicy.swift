import Wiring

/// An API's CORS configuration at work ("Configure CORS for HTTP APIs", API Gateway Developer Guide).
struct CORSPolicy: Sendable {
  private let origins: [String]
  /// What an answer to an allowed origin gets, after the origin.
  private let ofAnswers: [(name: String, value: String)]
  /// What an answer to a preflight gets besides.
  private let ofPreflights: [(name: String, value: String)]

  /// Takes the plan's configuration.
  init(_ plan: CORSPlan) {
    origins = plan.origins
    var answers: [(name: String, value: String)] = []
    if plan.credentials { answers.append(("Access-Control-Allow-Credentials", "true")) }
    if !plan.exposeHeaders.isEmpty {
      answers.append(("Access-Control-Expose-Headers", plan.exposeHeaders.joined(separator: ",")))
    }
    ofAnswers = answers
    var preflights: [(name: String, value: String)] = []
    if !plan.methods.isEmpty {
      preflights.append(("Access-Control-Allow-Methods", plan.methods.joined(separator: ",")))
    }
    if !plan.headers.isEmpty {
      preflights.append(("Access-Control-Allow-Headers", plan.headers.joined(separator: ",")))
    }
    if let age = plan.maxAge { preflights.append(("Access-Control-Max-Age", String(age))) }
    ofPreflights = preflights
  }

  /// Whether a request asks on behalf of a page what it may do.
  static func isPreflight(_ request: APIRequest) -> Bool {
    request.method == "OPTIONS" && request.header("origin") != nil
      && request.header("access-control-request-method") != nil
  }

  /// The API's own answer to a preflight; without headers for an origin that may not call, which the browser takes for a no.
  func preflightAnswer(to request: APIRequest) -> APIResponse {
    APIResponse(status: 204, headers: headers(for: request).map { $0 + ofPreflights } ?? [])
  }

  /// Puts the configured headers in place of those that the function set, which API Gateway ignores.
  func apply(to response: inout APIResponse, for request: APIRequest) {
    response.headers.removeAll { APIHeader.lowercased($0.name).hasPrefix("access-control-") }
    response.headers += headers(for: request) ?? []
  }

  private func headers(for request: APIRequest) -> [(name: String, value: String)]? {
    guard let origin = request.header("origin"), let allowed = allowed(origin) else { return nil }
    return [("Access-Control-Allow-Origin", allowed)] + ofAnswers
  }

  /// What the answer names as allowed origin.
  private func allowed(_ origin: String) -> String? {
    if origins.contains("*") { return "*" }
    let isAllowed = origins.contains { pattern in
      // `https://*` is any origin of that scheme.
      pattern.hasSuffix("://*") ? origin.hasPrefix(pattern.dropLast()) : pattern == origin
    }
    return isAllowed ? origin : nil
  }
}
