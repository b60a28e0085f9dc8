import Source
import Template

extension StackLowering {
  /// `OPTIONS` of every path, answered by API Gateway itself ("CORS for REST APIs", API Gateway Developer Guide).
  mutating func addPreflights(of rest: inout RestAPI) {
    let entry = rest.entry
    guard let cors = entry.value("cors", &self), let span = entry.keySpan("cors") else { return }
    let paths = Set(
      rest.members.compactMap { resource(made: $0) }.filter { $0.type == "AWS::ApiGateway::Method" }.compactMap {
        $0["ResourceId"]?.signature
      })
    let written = rest.members.compactMap { resource(made: $0) }.filter {
      $0.type == "AWS::ApiGateway::Method" && ["OPTIONS", "ANY"].contains($0["HttpMethod"]?.string)
    }.compactMap { $0["ResourceId"]?.signature }
    let root = Value.getAtt(entry.logicalID, "RootResourceId", span)
    var places: [(path: String, resource: Value)] = [("/", root)]
    places += rest.paths.sorted { $0.key < $1.key }.map { ($0.key, .ref($0.value, span)) }
    for place in places where paths.contains(place.resource.signature) && !written.contains(place.resource.signature) {
      addPreflight(place.path, place.resource, cors, of: &rest, at: span)
    }
  }

  private mutating func addPreflight(
    _ path: String, _ resource: Value, _ cors: Value, of rest: inout RestAPI, at span: Span
  ) {
    let id = "\(rest.prefix)Options\(Self.name(ofPath: path))Method"
    var method = derived(id, "AWS::ApiGateway::Method", from: rest.entry, at: span)
    method.properties.set("RestApiId", at: rest.entry.span, ref(rest.entry))
    method.properties.set("ResourceId", at: span, resource)
    method.properties.set("HttpMethod", at: span, .string("OPTIONS", span))
    method.properties.set("AuthorizationType", at: span, .string("NONE", span))
    let headers = Self.preflightHeaders(cors, at: span)
    let declared = ValueMap(headers.map { .init("method.response.header.\($0.name)", at: span, .bool(true, span)) })
    let mapped = ValueMap(headers.map { .init("method.response.header.\($0.name)", at: span, $0.value.quoted) })
    method.properties.set(
      "MethodResponses", at: span,
      .list(
        [.object(span, ["StatusCode": .string("204", span), "ResponseParameters": Value(.map(declared), span)])], span))
    let origins = cors["AllowOrigins"]?.listOrSelf ?? []
    let choice = origins.count > 1 ? Self.chooseOrigin(origins, at: span) : nil
    method.properties.set(
      "Integration", at: span,
      .object(
        span,
        [
          "Type": .string("MOCK", span),
          "RequestTemplates": .object(span, ["application/json": .string("{\"statusCode\": 204}", span)]),
          "IntegrationResponses": .list(
            [
              .object(
                span,
                [
                  "StatusCode": .string("204", span), "ResponseParameters": Value(.map(mapped), span),
                  "ResponseTemplates": choice.map { .object(span, ["application/json": $0]) },
                ])
            ], span),
        ]))
    method.condition = condition(of: rest.entry)
    add(method)
    rest.members.append(id)
  }

  private static func preflightHeaders(_ cors: Value, at span: Span) -> [(name: String, value: Value)] {
    func list(_ key: String) -> Value? {
      cors[key].map { value in
        var text = SubstitutionText(at: value.span)
        for (index, item) in value.listOrSelf.enumerated() {
          if index > 0 { text.append(",") }
          text.append(item)
        }
        return text.value
      }
    }
    let all: [(String, Value?)] = [
      ("Access-Control-Allow-Origin", cors["AllowOrigins"]?.listOrSelf.first),
      ("Access-Control-Allow-Methods", list("AllowMethods") ?? .string("GET,POST,PUT,PATCH,DELETE,OPTIONS", span)),
      ("Access-Control-Allow-Headers", list("AllowHeaders") ?? .string("content-type,authorization", span)),
      ("Access-Control-Expose-Headers", list("ExposeHeaders")),
      (
        "Access-Control-Allow-Credentials",
        cors["AllowCredentials"].flatMap { $0.bool == true ? .string("true", span) : nil }
      ),
      ("Access-Control-Max-Age", cors["MaxAge"].map { .string($0.numeral, $0.span) }),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// Of several origins the answer names the one that asks, if it is one of them.
  private static func chooseOrigin(_ origins: [Value], at span: Span) -> Value {
    var text = SubstitutionText(at: span)
    text.append("#set($origin = $input.params().header.get(\"Origin\"))\n#if(")
    for (index, origin) in origins.enumerated() {
      if index > 0 { text.append(" || ") }
      text.append("$origin == \"")
      text.append(origin)
      text.append("\"")
    }
    text.append(")\n#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)\n#end")
    return text.value
  }
}
