import Source

/// What an API says of calls from other origins ("CorsConfiguration", AWS::Serverless::Api, AWS SAM Developer Guide).
struct SAMCORS {
  var origin: SAMValue = "'*'"
  var headers: SAMValue?
  var methods: SAMValue?
  var maxAge: SAMValue?
  var credentials: SAMValue?

  static let names = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"]
}

extension SAMDefinition {
  private static let allMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

  /// Answers preflight requests for a path that does not do so itself.
  mutating func addCORS(_ path: String, _ cors: SAMCORS) throws(SAMFault) {
    // What the methods of the first branch give holds for the other one, too.
    var methods = cors.methods?.ifTruthy
    try editPath(path) { item throws(SAMFault) in
      guard item.isMap, item["options"] == nil else { return }
      guard cors.origin.isTruthy else {
        throw .document("Invalid input. Value for AllowedOrigins is required", cors.origin.span)
      }
      if methods == nil {
        let written = (item.map?.keys ?? []).filter { !Self.notMethods.contains($0) }
        let names = written.contains(Self.anyMethod) ? Self.allMethods : (written.map { $0.uppercased() } + ["OPTIONS"])
        methods = .string("'\(Set(names).sorted().joined(separator: ","))'")
      }
      item["options"] = Self.preflight(cors, methods ?? "")
    }
  }

  private static func preflight(_ cors: SAMCORS, _ methods: SAMValue) -> SAMValue {
    var values = SAMMap()
    func add(_ name: String, _ value: SAMValue?) {
      if let value { values.set("Access-Control-" + name, value) }
    }
    add("Allow-Origin", cors.origin)
    add("Allow-Headers", cors.headers?.ifTruthy)
    add("Allow-Methods", methods)
    add("Max-Age", cors.maxAge.flatMap { $0.isNull ? nil : $0 })
    add("Allow-Credentials", cors.credentials?.bool == true ? "'true'" : nil)
    var parameters = SAMMap()
    var headers = SAMMap()
    for entry in values.entries {
      parameters.set("method.response.header." + entry.key, entry.value)
      headers.set(entry.key, ["type": entry.key.hasSuffix("Max-Age") ? "integer" : "string"])
    }
    return [
      "summary": "CORS support", "consumes": ["application/json"], "produces": ["application/json"],
      Self.integration: [
        "type": "mock", "requestTemplates": ["application/json": "{\n  \"statusCode\" : 200\n}\n"],
        "responses": [
          "default": [
            "statusCode": "200", "responseParameters": SAMValue(.map(parameters)),
            "responseTemplates": ["application/json": "{}\n"],
          ]
        ],
      ],
      "responses": ["200": ["description": "Default response for CORS method", "headers": SAMValue(.map(headers))]],
    ]
  }
}
