import Diagnostics
import Source
import Template
import YAML

/// A REST API while it is lowered.
struct RestAPI {
  /// Its entry.
  let entry: Entry
  /// What the ids of derived resources start with.
  let prefix: String
  /// Where its requests come from: `EDGE`, `REGIONAL` or `PRIVATE`.
  let endpoint: String
  /// The resources that a deployment is made of, by logical id: it is made after them, and anew when one changes.
  var members: [String] = []
  /// The paths that have a resource, each with its logical id.
  var paths: [String: String] = [:]
  /// `MethodSettings` of the stage.
  var settings: [Value] = []
  /// The request validators that were made, by logical id.
  var validators: Set<String> = []
}

extension StackLowering {
  /// A REST API (AWS::ApiGateway::RestApi) with its paths, methods, models, deployment and stage.
  mutating func addRestAPI(_ api: Resource, _ entry: Entry) {
    var api = api
    // Where `protocol` is misspelt, the entry was taken for another kind of API before.
    api.type = "AWS::ApiGateway::RestApi"
    let endpoint = entry.value("endpoint", &self) ?? .string("REGIONAL", entry.span)
    let place = entry.keySpan("endpoint") ?? entry.span
    var rest = RestAPI(
      entry: entry, prefix: LogicalID.pascalCase(entry.name), endpoint: endpoint.string ?? "REGIONAL")
    let callers = privateCallers(of: entry)
    api.properties.set(
      "EndpointConfiguration", at: place,
      .object(place, ["Types": .list([endpoint], endpoint.span)]).adding(
        "VpcEndpointIds", callers?.endpointIDs, at: callers?.span ?? place))
    if let callers { api.properties.set("Policy", at: callers.span, callers.policy) }
    add(api, from: entry)
    rest.members += addAuthorizers(entry, of: .rest)
    addModels(of: &rest)
    addGatewayResponses(of: &rest)
    let routes = entry.namedEntries("routes", &self)
    for (name, route) in routes { addMethod(name, route, of: &rest) }
    if entry.has("cors") { addPreflights(of: &rest) }
    addRestStage(of: &rest)
    addUsagePlans(of: rest)
    addDomain(of: entry, .rest)
  }

  private mutating func addModels(of rest: inout RestAPI) {
    let entry = rest.entry
    guard let models = entry.value("models", &self)?.map else { return }
    for model in models.entries {
      let id = Self.modelID(rest, model.key)
      var resource = derived(id, "AWS::ApiGateway::Model", from: entry, at: model.keySpan)
      resource.properties.set("RestApiId", at: entry.span, ref(entry))
      resource.properties.set("ContentType", at: model.keySpan, .string("application/json", model.keySpan))
      var schema = ValueMap([
        .init("$schema", at: model.keySpan, .string("http://json-schema.org/draft-04/schema#", model.keySpan))
      ])
      for member in model.value.map?.entries ?? [] { schema.set(member.key, at: member.keySpan, member.value) }
      resource.properties.set("Schema", at: model.keySpan, Value(.map(schema), model.value.span))
      resource.condition = condition(of: entry)
      add(resource)
      rest.members.append(id)
    }
  }

  /// The logical id of a model.
  static func modelID(_ rest: RestAPI, _ name: String) -> String { "\(rest.prefix)\(LogicalID.pascalCase(name))Model" }

  private mutating func addGatewayResponses(of rest: inout RestAPI) {
    let entry = rest.entry
    for (name, response) in entry.namedEntries("gatewayResponses", &self) {
      let id = "\(rest.prefix)\(LogicalID.pascalCase(name.text.lowercased()))Response"
      var resource = derived(id, "AWS::ApiGateway::GatewayResponse", from: entry, at: name.contentSpan)
      resource.properties.set("RestApiId", at: entry.span, ref(entry))
      resource.properties.set("ResponseType", at: name.contentSpan, .string(name.text, name.contentSpan))
      if let status = response.value("status", &self) {
        resource.properties.set(
          "StatusCode", at: response.keySpan("status") ?? status.span, .string(status.numeral, status.span))
      }
      if let headers = response.value("headers", &self)?.map, let place = response.keySpan("headers") {
        var parameters = ValueMap()
        for header in headers.entries {
          parameters.set("gatewayresponse.header.\(header.key)", at: header.keySpan, header.value.quoted)
        }
        resource.properties.set("ResponseParameters", at: place, Value(.map(parameters), place))
      }
      if let body = response.value("body", &self), let place = response.keySpan("body") {
        resource.properties.set("ResponseTemplates", at: place, .object(place, ["application/json": body]))
      }
      resource.condition = condition(of: entry)
      add(resource)
      rest.members.append(id)
    }
  }

  /// The resource of a path, made with those above it; the root is the API's own.
  mutating func pathResource(_ path: String, of rest: inout RestAPI, at span: Span) -> Value {
    let parts = path.split(separator: "/").map(String.init)
    var parent = Value.getAtt(rest.entry.logicalID, "RootResourceId", span)
    var walked = ""
    for part in parts {
      walked += "/" + part
      if let id = rest.paths[walked] {
        parent = .ref(id, span)
        continue
      }
      let id = "\(rest.prefix)\(Self.name(ofPath: walked))Resource"
      var resource = derived(id, "AWS::ApiGateway::Resource", from: rest.entry, at: span)
      resource.properties.set("RestApiId", at: rest.entry.span, ref(rest.entry))
      resource.properties.set("ParentId", at: span, parent)
      resource.properties.set("PathPart", at: span, .string(part, span))
      resource.condition = condition(of: rest.entry)
      add(resource)
      rest.paths[walked] = id
      rest.members.append(id)
      parent = .ref(id, span)
    }
    return parent
  }

  /// A path in a logical id: `/orders/{id}` is `OrdersById`.
  static func name(ofPath path: String) -> String {
    path.split(separator: "/").map { part in
      let name = LogicalID.pascalCase(String(part))
      guard part.hasPrefix("{") else { return name }
      return (part.hasSuffix("+}") ? "AllOf" : "By") + name
    }.joined()
  }
}

extension Value {
  /// An object with one more member, if there is a value for it.
  fileprivate func adding(_ key: String, _ value: Value?, at span: Span) -> Value {
    guard let value, var map else { return self }
    map.set(key, at: span, value)
    return Value(.map(map), self.span)
  }

  /// A text as a mapping has one that is fixed: `'text'`.
  var quoted: Value {
    if let string, string.hasPrefix("'") { return self }
    return .joined(at: span, .raw("'"), .value(self), .raw("'"))
  }
}
