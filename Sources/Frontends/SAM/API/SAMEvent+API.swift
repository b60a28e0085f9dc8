import Source

extension SAMTranslation {
  /// A REST API that an event adds to.
  struct APITarget {
    let id: SAMValue
    /// The API's own properties; nil if it is no resource of the transform's.
    let properties: SAMValue?
    let name: String
    let suffix: String
    let stage: SAMValue
  }

  /// The API of an event.
  func target(of event: SAMEvent) throws(SAMFault) -> APITarget {
    let reference = event["RestApiId"] ?? .null
    let id = reference.refersTo ?? reference.string
    guard let id else { throw event.fault("Property 'RestApiId' should be a string.", reference.span) }
    guard let resource = resources[id], resource.isMap else {
      throw event.fault(
        "RestApiId property of Api event must reference a valid resource in the same template.", reference.span)
    }
    let properties = resource["Properties"]
    let stage = properties?["StageName"]
    if let stage, stage.string == "" { throw .resource(id, "StageName cannot be empty.", stage.span) }
    return APITarget(
      id: reference, properties: properties, name: id, suffix: Self.stageSuffix(stage?.string),
      stage: stage?.isString == true ? stage ?? .null : "Stage")
  }

  /// "Api" (AWS SAM Developer Guide): a REST API calls the function.
  mutating func addAPIEvent(_ event: SAMEvent, _ function: inout SAMFunction) throws(SAMFault) {
    let target = try target(of: event)
    let path = event["Path"]?.string ?? ""
    let method = (event["Method"]?.string ?? "").lowercased()
    if let properties = target.properties, properties["DefinitionBody"] != nil,
      properties[Self.managed]?.isTruthy == true || properties["MergeDefinitions"]?.isTruthy == true
    {
      let streams = event["ResponseTransferMode"]?.string == Self.streamMode
      var integration: SAMValue = [
        "type": "aws_proxy", "httpMethod": "POST", "uri": integrationURI(function.target, streams: streams),
      ]
      if streams { integration["responseTransferMode"] = "STREAM" }
      try integrate(event, target, path, method, function.source, integration, responses: true)
    }
    if event["Auth"]?["OverrideApiAuth"]?.isTruthy == true {
      try overrideAuth(event, try self.target(of: event), path, method)
    }
    let word = Self.isAny(method) ? "*" : method.uppercased()
    let arn: SAMValue = .sub(
      "arn:\(partition):execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/\(word)"
        + SAMDefinition.arnPath(path), ["__ApiId__": target.id, "__Stage__": "*"])
    function.others.append(
      Self.permission(function, event, principal: "apigateway.amazonaws.com", sourceARN: arn, suffix: target.suffix))
  }

  /// `OverrideApiAuth` ("ApiFunctionAuth", AWS SAM Developer Guide): what an event says of its method holds in a definition
  /// that the author wrote, too.
  private mutating func overrideAuth(
    _ event: SAMEvent, _ target: APITarget, _ path: String, _ method: String
  ) throws(SAMFault) {
    guard let auth = event["Auth"], let text = target.properties?["DefinitionBody"], text.isTruthy,
      !SAMDefinition.isIncluded(text)
    else { return }
    var definition = SAMDefinition(text)
    try definition.mustBeValid()
    try addAuth(auth, target.properties?["Auth"] ?? .null, event, path, method, target, &definition)
    resources[target.name]?[in: "Properties"]["DefinitionBody"] = definition.body
  }

  /// A stage's name as an id may have it.
  private static func stageSuffix(_ name: String?) -> String {
    guard let name else { return "Stage" }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? name : SAMHash.short(name)
  }

  static func isAny(_ method: String) -> Bool { method == "any" || method == SAMDefinition.anyMethod }

  /// What is said of the place that has a route already.
  static let sameRoute = "this has the same path and method"
  /// The `ResponseTransferMode` of a function that answers bit by bit.
  private static let streamMode = "RESPONSE_STREAM"

  /// The address by which API Gateway invokes a function ("InvokeWithResponseStream" has one of its own, AWS Lambda API
  /// Reference).
  private func integrationURI(_ target: SAMResource, streams: Bool) -> SAMValue {
    let name = target.type == "AWS::Lambda::Alias" ? target.id : target.id + ".Arn"
    let version = streams ? "2021-11-15" : "2015-03-31"
    let operation = streams ? "response-streaming-invocations" : "invocations"
    return .sub(
      "arn:\(partition):apigateway:${AWS::Region}:lambda:path/\(version)/functions/${\(name)}/\(operation)")
  }

  /// Adds an integration, and what the event says of its method, to an API's definition.
  mutating func integrate(
    _ event: SAMEvent, _ target: APITarget, _ path: String, _ method: String, _ source: SAMSource,
    _ written: SAMValue, responses: Bool
  ) throws(SAMFault) {
    guard let text = target.properties?["DefinitionBody"], text.isMap, !text.isIntrinsic else { return }
    let isManaged = target.properties?[Self.managed]?.isTruthy == true
    let merges = target.properties?["MergeDefinitions"]?.isTruthy == true
    guard SAMDefinition.isValid(text) || isManaged || merges else { return }
    var definition = SAMDefinition(merges ? SAMDefinition.skeleton : text)
    if definition.hasIntegration(path, method) {
      throw event.fault(
        "API method \"\(event["Method"]?.string?.lowercased() ?? method)\" defined multiple times for path \"\(path)\".",
        event["Path"]?.span
      ).beside(definition.place(of: path, method), Self.sameRoute)
    }
    let auth = event["Auth"] ?? .null
    guard auth.isMap || auth.isNull else { throw event.fault("Property 'Auth' should be a map.", auth.span) }
    let apiAuth = target.properties?["Auth"] ?? .null
    var integration = written
    let condition = source.inherited["Condition"]?.string
    if let condition, let uri = integration["uri"] { integration["uri"] = .ifElse(condition, uri, .noValue) }
    if auth["Authorizer"]?.string == "AWS_IAM" || !auth.isTruthy && apiAuth["DefaultAuthorizer"]?.string == "AWS_IAM",
      responses
    {
      let credentials = Self.credentials(Self.role(auth) ?? Self.role(apiAuth))
      if credentials.string != "NONE" { integration["credentials"] = credentials }
    }
    let item = SAMDefinition.method(method)
    try definition.addIntegration(
      path, method, integration, condition: nil, responses: responses, at: event.routePlaces)
    if !responses {
      try definition.editMethod(path, item) {
        $0["responses"] = ["200": ["description": "OK"], "400": ["description": "Bad Request"]]
      }
    }
    if auth.isTruthy { try addAuth(auth, apiAuth, event, path, method, target, &definition) }
    try addRequest(event, target, path, item, &definition)
    if let condition { try definition.editPath(path) { $0[item] = .ifElse(condition, $0[in: item], .noValue) } }
    let result =
      merges
      ? try SAMDefinition.merged(
        text, path, method, definition.body["paths"]?[path]?[item] ?? .emptyMap, target.name) : definition.body
    resources[target.name]?[in: "Properties"]["DefinitionBody"] = result
  }

  /// `InvokeRole`; one without a value stands for none.
  private static func role(_ auth: SAMValue) -> SAMValue? {
    auth["InvokeRole"].map { $0.isTruthy ? $0 : "NONE" }
  }

  /// With whose rights API Gateway invokes.
  private static func credentials(_ role: SAMValue?) -> SAMValue {
    guard let role, role.isTruthy, role.string != "CALLER_CREDENTIALS" else { return "arn:aws:iam::*:user/*" }
    return role
  }

  private func addAuth(
    _ auth: SAMValue, _ apiAuth: SAMValue, _ event: SAMEvent, _ path: String, _ method: String, _ target: APITarget,
    _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    let place = "on API method [\(event["Method"]?.string?.lowercased() ?? method)] for path [\(path)]"
    let authorizers = apiAuth["Authorizers"]?.ifTruthy
    if let override = auth["OverrideApiAuth"], override.isTruthy,
      !["Authorizer", "ApiKeyRequired", "ResourcePolicy"].contains(where: { auth[$0]?.isTruthy == true })
    {
      throw event.fault(
        "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property.",
        override.span)
    }
    if let written = auth["Authorizer"]?.ifTruthy, written.pythonText != "AWS_IAM" {
      try event.checkAuthorizer(
        written, among: authorizers, default: apiAuth["DefaultAuthorizer"], place, api: target.name)
    }
    try event.checkScopes(auth)
    let key = auth["ApiKeyRequired"].flatMap { $0.isNull ? nil : $0 }
    if let key, !key.isTruthy, apiAuth["ApiKeyRequired"]?.isTruthy != true {
      throw event.fault(
        "Unable to set ApiKeyRequired [False] \(place) because the related API does not specify any ApiKeyRequired.",
        key.span)
    }
    let own = auth["AuthorizationScopes"]
    if let name = auth["Authorizer"]?.string ?? (own != nil ? apiAuth["DefaultAuthorizer"]?.string : nil) {
      let scopes = name == "NONE" ? nil : own ?? authorizers?[name]?["AuthorizationScopes"]
      try definition.setAuthorizer(path, method, name, scopes: scopes)
    }
    if let key { try definition.setKey(path, method, required: key.isTruthy) }
    if let policy = auth["ResourcePolicy"]?.ifTruthy {
      guard policy.isMap else {
        throw .resource(event.name, "Property 'Auth.ResourcePolicy' should be a map.", policy.span)
      }
      try definition.addResourcePolicy(policy, path, stage: target.stage)
    }
  }
}

extension SAMEvent {
  /// What SAM checks of the scopes of a REST API's method.
  fileprivate func checkScopes(_ auth: SAMValue) throws(SAMFault) {
    guard let scopes = auth["AuthorizationScopes"]?.ifTruthy else { return }
    guard scopes.isList else { throw fault("Property 'Auth.AuthorizationScopes' should be a list.", scopes.span) }
    if auth["Authorizer"]?.isTruthy != true {
      throw fault("AuthorizationScopes works only when Authorizer is set", scopes.span)
    }
  }

  /// What SAM checks of an event's `Authorizer`, whatever kind of API it is of. `api` is the id that a complaint about the
  /// API's own authorizers names; an HTTP API's have been checked before.
  func checkAuthorizer(
    _ written: SAMValue, among authorizers: SAMValue?, default standard: SAMValue?, _ place: String, api: String? = nil
  ) throws(SAMFault) {
    let name = written.pythonText
    if let api, let authorizers, !authorizers.isMap {
      throw .resource(api, "Property 'Auth.Authorizers' should be a map.", authorizers.span)
    }
    if name == "NONE" {
      guard standard?.isTruthy == true else {
        throw fault(
          "Unable to set Authorizer \(place) because 'NONE' is only a valid value when a DefaultAuthorizer on the API is "
            + "specified.", written.span)
      }
      return
    }
    // Of an HTTP API the kinds are looked at first.
    let isWrong = !written.isString || authorizers?.isMap != true
    if api != nil ? authorizers != nil && isWrong : isWrong {
      throw fault(
        "Unable to set Authorizer [\(name)] \(place). The method authorizer must be a string with a corresponding dict "
          + "entry in the api authorizer.", written.span)
    }
    guard let authorizers = authorizers?.ifTruthy else {
      throw fault(
        "Unable to set Authorizer [\(name)] \(place) because the related API does not define any Authorizers.",
        written.span)
    }
    guard authorizers[name]?.isTruthy == true else {
      throw fault(
        "Unable to set Authorizer [\(name)] \(place) because it wasn't defined in the API's Authorizers.", written.span)
    }
  }
}
