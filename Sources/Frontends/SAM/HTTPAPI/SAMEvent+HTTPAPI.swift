import Source

extension SAMTranslation {
  /// "HttpApi" (AWS SAM Developer Guide): an HTTP API calls the function.
  mutating func addHTTPAPIEvent(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    let reference = event["ApiId"] ?? .null
    guard let api = reference.refersTo ?? reference.string else {
      throw event.fault("Property 'ApiId' should be a string.", reference.span)
    }
    let properties = resources[api]?["Properties"] ?? .emptyMap
    if let body = properties["DefinitionBody"]?.ifTruthy, !SAMDefinition.isOpenAPI(body) {
      throw .resource(api, SAMDefinition.noOpenAPI, body.span)
    }
    let path = event["Path"]?.string ?? "$default"
    let method = (event["Method"]?.string ?? SAMDefinition.anyMethod).lowercased()
    if let text = properties["DefinitionBody"], SAMDefinition.isValid(text) || properties[Self.managed] != nil {
      try integrateHTTP(event, api, properties, path, method, function)
    }
    // The permission for the default route covers every other one of the same API.
    let isDefault = path == "$default"
    if !isDefault, SAMDefinition(properties[in: "DefinitionBody"]).isDefault(function.lambda.id) { return }
    let word = Self.isAny(method) ? "*" : method.uppercased()
    let arnPath = SAMDefinition.arnPath(path, isHTTP: true)
    let route = isDefault ? word : method == "any" && path == "/$default" ? "$default" : word + arnPath
    let arn: SAMValue = .sub(
      "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/" + route,
      ["__ApiId__": reference, "__Stage__": "*"])
    function.others.append(
      Self.permission(function, event, principal: "apigateway.amazonaws.com", sourceARN: arn))
  }

  private mutating func integrateHTTP(
    _ event: SAMEvent, _ api: String, _ properties: SAMValue, _ path: String, _ method: String, _ function: SAMFunction
  ) throws(SAMFault) {
    var definition = SAMDefinition(properties[in: "DefinitionBody"])
    let isThere = definition.hasIntegration(path, method)
    if isThere, properties[Self.managed]?.isTruthy == true {
      throw event.fault(
        "API method '\(method)' defined multiple times for path '\(path)'.", event["Path"]?.span
      ).beside(definition.place(of: path, method), Self.sameRoute)
    }
    let target = function.target
    let name = target.type == "AWS::Lambda::Alias" ? target.id : target.id + ".Arn"
    let condition = function.source.inherited["Condition"]?.string
    var uri: SAMValue = .sub(
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${\(name)}/invocations")
    if let condition { uri = .ifElse(condition, uri, .noValue) }
    var integration: SAMValue = [
      "type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": event.truthy("PayloadFormatVersion") ?? "2.0",
      "uri": uri,
    ]
    let item = SAMDefinition.method(method)
    if isThere {
      integration = .emptyMap
    } else {
      try definition.addIntegration(path, method, integration, condition: nil, at: event.routePlaces)
    }
    for (name, member) in [("TimeoutInMillis", "timeoutInMillis"), ("PayloadFormatVersion", "payloadFormatVersion")] {
      guard let value = event.truthy(name) else { continue }
      try definition.editMethod(path, item) { $0[in: SAMDefinition.integration][member] = value }
    }
    if path == "$default", item == SAMDefinition.anyMethod {
      try definition.editMethod(path, item) { $0["isDefaultRoute"] = true }
    }
    try addHTTPEventAuth(event, api, properties[in: "Auth"], path, method, &definition)
    let names = Self.pathParameters(path)
    if !names.isEmpty {
      try definition.editMethod(path, item) { method in
        for name in names {
          let parameter: SAMValue = ["name": .string(name), "in": "path", "required": true]
          let others = method["parameters"]?.list?.filter { $0["name"]?.string != name || $0["in"]?.string != "path" }
          method["parameters"] = .list((others ?? []) + [parameter])
        }
      }
    }
    if let condition { try definition.editPath(path) { $0[item] = .ifElse(condition, $0[in: item], .noValue) } }
    resources[api]?[in: "Properties"]["DefinitionBody"] = definition.body
  }

  /// The names in braces in a path.
  private static func pathParameters(_ path: String) -> [String] {
    var names: [String] = []
    var rest = Substring(path)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      names.append(String(name))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  private func addHTTPEventAuth(
    _ event: SAMEvent, _ api: String, _ apiAuth: SAMValue, _ path: String, _ method: String,
    _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    guard let auth = event.truthy("Auth") else { return }
    guard auth.isMap else { throw event.fault("Property 'Auth' should be a map.", auth.span) }
    let place = "on API method [\(method)] for path [\(path)]"
    let scopes = auth["AuthorizationScopes"].flatMap { $0.isNull ? nil : $0 }
    let written = auth["Authorizer"]?.ifTruthy
    // An API without `Auth` counts as one whose authorizers are known to be none.
    let authorizers = apiAuth.isTruthy ? apiAuth["Authorizers"] : .emptyMap
    guard written != nil || apiAuth["DefaultAuthorizer"]?.isTruthy == true else {
      throw event.fault(
        "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi.",
        auth.span)
    }
    if let written = written ?? apiAuth["DefaultAuthorizer"] {
      let name = written.pythonText
      if name != "AWS_IAM" || apiAuth["EnableIamAuthorizer"]?.bool != true {
        try event.checkAuthorizer(written, among: authorizers, default: apiAuth["DefaultAuthorizer"], place)
      }
    }
    if let scopes, scopes.isTruthy, !scopes.isList {
      throw event.fault(
        "Unable to set Authorizer \(place) because 'AuthorizationScopes' must be a list of strings.", scopes.span)
    }
    guard let name = written?.string ?? (scopes != nil ? apiAuth["DefaultAuthorizer"]?.string : nil) else { return }
    // Those that are built in take no scopes.
    let isBuiltIn = name == "NONE" || name == "AWS_IAM"
    if !isBuiltIn, let authorizer = authorizers?[name], !authorizer.isMap {
      throw .document("Type of authorizer '\(name)' must be a dictionary", authorizer.span)
    }
    let all = isBuiltIn ? nil : scopes?.ifTruthy ?? authorizers?[name]?["AuthorizationScopes"]
    try definition.setAuthorizer(path, method, name, scopes: all, adds: false)
  }
}
