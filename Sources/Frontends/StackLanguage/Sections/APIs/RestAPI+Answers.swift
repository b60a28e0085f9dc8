import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// `request:`: what API Gateway checks before it calls anything ("Request validation", API Gateway Developer Guide).
  mutating func setRequest(
    _ route: Entry, of rest: inout RestAPI, in method: inout Resource, _ parameters: inout RequestParameters
  ) {
    guard let request = route.entry("request", &self), let place = route.keySpan("request") else { return }
    var checksBody = false
    if let model = request.plainName("model", &self) {
      let known = rest.entry.node("models").map { $0.kind == .mapping ? $0.entries.map(\.key.text) : [] } ?? []
      if known.contains(model.text) {
        checksBody = true
        let id = Self.modelID(rest, model.text)
        method.properties.set(
          "RequestModels", at: model.span, .object(model.span, ["application/json": .ref(id, model.span)]))
      } else {
        findings.report(.unknownLocalName(model.text, noun: "model", known: known, at: model.span))
      }
    }
    let needed = request.value("parameters", &self)?.listOrSelf.compactMap(\.string) ?? []
    for name in needed { parameters.note(name, isRequired: true) }
    guard checksBody || !needed.isEmpty else { return }
    let what = checksBody ? needed.isEmpty ? "Body" : "Request" : "Parameters"
    let id = "\(rest.prefix)\(what)Validator"
    method.properties.set("RequestValidatorId", at: place, .ref(id, place))
    guard rest.validators.insert(id).inserted else { return }
    var validator = derived(id, "AWS::ApiGateway::RequestValidator", from: rest.entry, at: place)
    validator.properties.set("RestApiId", at: rest.entry.span, ref(rest.entry))
    validator.properties.set("ValidateRequestBody", at: place, .bool(checksBody, place))
    validator.properties.set("ValidateRequestParameters", at: place, .bool(!needed.isEmpty, place))
    validator.condition = condition(of: rest.entry)
    add(validator)
    rest.members.append(id)
  }

  /// What a method answers, where no proxy decides that.
  mutating func setResponses(
    _ way: String, _ route: Entry, in method: inout Resource, _ integration: inout ValueMap, at span: Span
  ) {
    let type = integration["Type"]?.string
    guard type == "AWS" || type == "MOCK" else { return }
    var statuses: [Value] = []
    var answers: [Value] = []
    let own = route.namedEntries("responses", &self)
    for (name, response) in own {
      let (status, answer) = self.response(name, response)
      statuses.append(status)
      answers.append(answer)
    }
    if own.isEmpty {
      let usual = way == "mock" ? mockResponse(route, at: span) : Self.usualResponses(at: span)
      for response in usual {
        statuses.append(.object(span, ["StatusCode": response.status]))
        answers.append(
          .object(
            span,
            [
              "StatusCode": response.status, "SelectionPattern": response.pattern.map { .string($0, span) },
              "ResponseTemplates": response.body.map { .object(span, ["application/json": $0]) },
            ]))
      }
    }
    integration.set("IntegrationResponses", at: route.keySpan("responses") ?? span, .list(answers, span))
    method.properties.set("MethodResponses", at: route.keySpan("responses") ?? span, .list(statuses, span))
  }

  private typealias Answer = (status: Value, pattern: String?, body: Value?)

  /// A service's answer is passed on; what it says of a failure stays inside.
  private static func usualResponses(at span: Span) -> [Answer] {
    [
      (.string("200", span), nil, nil),
      (.string("400", span), "4\\d{2}", .string("{\"message\": \"Bad Request\"}", span)),
      (.string("500", span), "5\\d{2}", .string("{\"message\": \"Internal Server Error\"}", span)),
    ]
  }

  private mutating func mockResponse(_ route: Entry, at span: Span) -> [Answer] {
    let mock = route.entry("mock", &self)
    let status = mock?.value("status", &self) ?? .integer(200, span)
    return [(.string(status.numeral, status.span), nil, mock?.value("body", &self))]
  }

  private mutating func response(_ name: Node, _ response: Entry) -> (status: Value, answer: Value) {
    let span = name.contentSpan
    var status = ValueMap([.init("StatusCode", at: span, .string(name.text, span))])
    var answer = status
    if let pattern = response.value("when", &self) {
      answer.set("SelectionPattern", at: response.keySpan("when") ?? span, pattern)
    }
    if let template = response.value("template", &self) {
      answer.set(
        "ResponseTemplates", at: response.keySpan("template") ?? span, .object(span, ["application/json": template]))
    }
    if let headers = response.value("headers", &self)?.map, let place = response.keySpan("headers") {
      let names = headers.entries.map { "method.response.header.\($0.key)" }
      status.set(
        "ResponseParameters", at: place,
        Value(.map(ValueMap(names.map { .init($0, at: place, .bool(true, place)) })), place))
      let mapped = zip(names, headers.entries).map { ValueMap.Entry($0, at: $1.keySpan, $1.value) }
      answer.set("ResponseParameters", at: place, Value(.map(ValueMap(mapped)), place))
    }
    return (Value(.map(status), span), Value(.map(answer), span))
  }
}
