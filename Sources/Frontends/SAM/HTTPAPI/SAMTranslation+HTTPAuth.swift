import Source
import Template

extension SAMTranslation {
  private static let authNames: Set = ["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"]

  /// Adds `Auth` of an HTTP API ("HttpApiAuth", AWS SAM Developer Guide).
  func addHTTPAuth(_ source: SAMSource, _ definition: inout SAMDefinition) throws(SAMFault) {
    guard let auth = source.truthy("Auth"), let map = auth.map else { return }
    for entry in map.entries where !Self.authNames.contains(entry.key) {
      throw source.fault("Invalid value for 'Auth' property", entry.keySpan ?? auth.span)
    }
    guard SAMDefinition.isOpenAPI(definition.body) else {
      throw source.fault(
        "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
        auth.span)
    }
    var names: [String] = []
    if map["EnableIamAuthorizer"]?.bool == true {
      names.append("AWS_IAM")
      addScheme(
        "AWS_IAM",
        ["type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"],
        &definition)
    }
    if let authorizers = map["Authorizers"], authorizers.isTruthy || authorizers.isString {
      for entry in try authorizers.mustBeMap("Auth.Authorizers", source.fault).entries {
        _ = try entry.value.mustBeMap("Auth.Authorizers.\(entry.key)") { source.fault($0, $1 ?? entry.keySpan) }
        addScheme(entry.key, try scheme(entry, source), &definition)
        names.append(entry.key)
      }
    }
    try setHTTPDefault(map, names, source, &definition)
  }

  private func addScheme(_ name: String, _ scheme: SAMValue, _ definition: inout SAMDefinition) {
    if definition.body["components"]?.isMap != true { definition.body["components"] = .emptyMap }
    definition.body[in: "components"][in: "securitySchemes"][name] = scheme
  }

  private func setHTTPDefault(
    _ auth: SAMMap, _ names: [String], _ source: SAMSource, _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    guard let written = auth["DefaultAuthorizer"], written.isTruthy, !written.isNoValue else { return }
    let name = try written.mustBeString("Auth.DefaultAuthorizer", source.fault)
    guard names.contains(name) else {
      throw source.fault(
        "Unable to set DefaultAuthorizer because '\(name)' was not defined in 'Authorizers'.", written.span)
    }
    try definition.check()
    for entry in definition.body["paths"]?.map?.entries ?? [] {
      for item in try SAMDefinition.contents(entry.value) { try Self.checkMethodNames(item, entry.key) }
    }
    try definition.checkMethods()
    let scopes = auth["Authorizers"]?[name]?["AuthorizationScopes"]?.ifTruthy ?? []
    for path in definition.paths {
      try definition.editMethods(path) { method, definition in
        guard method != "options", definition["security"]?.isTruthy != true else { return }
        definition["security"] = [.object([name: scopes])]
      }
    }
  }

  /// Checks that methods are written as API Gateway has them: SAM looks for them in no other way.
  private static func checkMethodNames(_ item: SAMValue, _ path: String) throws(SAMFault) {
    for member in item.map?.entries ?? [] {
      let name = SAMDefinition.method(member.key)
      guard name != "parameters", name != "options", item[name] == nil else { continue }
      throw .document("Could not find \(name) in \(path) within DefinitionBody.", member.keySpan ?? member.value.span)
    }
  }

  /// What stands in `securitySchemes`.
  private func scheme(_ entry: SAMMap.Entry, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    let value = entry.value
    if let url = value["OpenIdConnectUrl"] {
      throw source.fault(
        "'OpenIdConnectUrl' is no longer a supported property for authorizer '\(entry.key)'. Please refer to the AWS SAM "
          + "documentation.", value.map?.keySpan("OpenIdConnectUrl") ?? url.span)
    }
    try checkAuthorizer(entry.key, value, source)
    let flag = value["EnableFunctionDefaultPermissions"].flatMap { $0.isNull ? nil : $0 }
    if let jwt = value["JwtConfiguration"]?.ifTruthy, let map = jwt.map {
      var configuration = SAMMap()
      for entry in map.entries { configuration.set(entry.key.lowercased(), entry.value, keySpan: entry.keySpan) }
      return .at(
        value.span,
        [
          "type": "oauth2",
          OpenAPIRoute.authorizerKey: .object([
            "jwtConfiguration": SAMValue(.map(configuration), jwt.span), "type": "jwt",
            "identitySource": value["IdentitySource"],
          ]),
        ])
    }
    return try lambdaScheme(entry.key, value, flag, source)
  }

  /// The properties of an authorizer in the order in which SAM looks at them, and of what kind of authorizer each is.
  private static let authorizerNames: [(name: String, isLambdas: Bool)] = [
    ("AuthorizationScopes", false), ("JwtConfiguration", false), ("IdentitySource", false), ("FunctionArn", true),
    ("FunctionInvokeRole", true), ("Identity", true), ("AuthorizerPayloadFormatVersion", true),
    ("EnableSimpleResponses", true), ("EnableFunctionDefaultPermissions", true),
  ]

  private func checkAuthorizer(_ name: String, _ value: SAMValue, _ source: SAMSource) throws(SAMFault) {
    if let jwt = value["JwtConfiguration"]?.ifTruthy { _ = try jwt.mustBeMap("JwtConfiguration", source.fault) }
    if let scopes = value["AuthorizationScopes"], !scopes.isNull, !scopes.isList {
      throw source.fault("AuthorizationScopes must be a list.", scopes.span)
    }
    let isLambda = value["JwtConfiguration"]?.isTruthy != true
    let kind = isLambda ? "Lambda" : "OAuth2"
    for row in Self.authorizerNames where row.isLambdas != isLambda {
      guard let given = value[row.name], !given.isNull else { continue }
      let other = isLambda ? "OAuth2" : "Lambda"
      let hint = row.name == "IdentitySource" ? ". For Lambda Authorizer, use the 'Identity' property instead" : ""
      throw source.fault("\(row.name) is only supported for \(other) Authorizer\(hint).", given.span)
    }
    let needed = isLambda ? ["FunctionArn", "AuthorizerPayloadFormatVersion"] : ["IdentitySource"]
    for member in needed where value[member]?.isTruthy != true {
      throw source.fault("\(name) \(kind) Authorizer must define '\(member)'.", value.span)
    }
  }

  private func lambdaScheme(
    _ name: String, _ value: SAMValue, _ flag: SAMValue?, _ source: SAMSource
  ) throws(SAMFault) -> SAMValue {
    if let flag, flag.bool == nil {
      throw source.fault(
        "Property 'Authorizers.\(name).EnableFunctionDefaultPermissions' should be a boolean.", flag.span)
    }
    var details = SAMMap()
    details.set("type", "request")
    details.set("authorizerUri", SAMAuthorizer.uri(value[in: "FunctionArn"], partition))
    details.set("authorizerPayloadFormatVersion", value[in: "AuthorizerPayloadFormatVersion"])
    if let role = value["FunctionInvokeRole"], role.isTruthy, role.string != "NONE" {
      details.set("authorizerCredentials", role)
    }
    if let identity = value["Identity"], identity.isTruthy {
      let path = "Auth.Authorizers.\(name).Identity"
      _ = try identity.mustBeMap(path, source.fault)
      if let seconds = identity["ReauthorizeEvery"], !seconds.isNull {
        details.set("authorizerResultTtlInSeconds", seconds)
      }
      let sources = try httpIdentity(identity, "Authorizers.\(name).Identity", source)
      if !sources.isEmpty { details.set("identitySource", .list(sources)) }
    }
    if let simple = value["EnableSimpleResponses"], simple.isTruthy { details.set("enableSimpleResponses", simple) }
    return .at(
      value.span,
      [
        "type": "apiKey", "name": "Unused", "in": "header", OpenAPIRoute.authorizerKey: SAMValue(.map(details)),
      ])
  }

  private func httpIdentity(_ identity: SAMValue, _ path: String, _ source: SAMSource) throws(SAMFault) -> [SAMValue] {
    let places = [
      ("Headers", "$request.header."), ("QueryStrings", "$request.querystring."),
      ("StageVariables", "$stageVariables."),
      ("Context", "$context."),
    ]
    var sources: [SAMValue] = []
    for (name, prefix) in places {
      guard let items = identity[name], items.isTruthy else { continue }
      for (index, item) in try items.mustBeList("\(path).\(name)", source.fault).enumerated() {
        sources.append(.string(prefix + (try item.mustBeString("\(path).\(name)[\(index)]", source.fault))))
      }
    }
    return sources
  }

  private static let corsNames = [
    ("AllowMethods", "allowMethods"), ("AllowHeaders", "allowHeaders"), ("AllowOrigins", "allowOrigins"),
    ("MaxAge", "maxAge"), ("ExposeHeaders", "exposeHeaders"), ("AllowCredentials", "allowCredentials"),
  ]

  /// Adds `CorsConfiguration` of an HTTP API ("HttpApiCorsConfiguration", AWS SAM Developer Guide).
  func addHTTPCORS(_ source: SAMSource, _ definition: inout SAMDefinition) throws(SAMFault) {
    guard let written = source.truthy("CorsConfiguration") else { return }
    let key = "x-amazon-apigateway-cors"
    let made = written.bool == true ? ["allowOrigins": ["*"]] : try httpCORS(written, source)
    guard SAMDefinition.isOpenAPI(definition.body) else {
      throw source.fault(
        "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
        written.span)
    }
    if written["AllowCredentials"]?.bool == true, written["AllowOrigins"]?.list?.map(\.string) == ["*"] {
      throw source.fault(
        "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not "
          + "set.", written["AllowCredentials"]?.span)
    }
    let present = definition.body[key] ?? .emptyMap
    guard var cors = present.map else {
      throw .document("Value of '\(key)' must be a dictionary according to Swagger spec.", present.span)
    }
    for entry in made.map?.entries ?? [] { cors.set(entry.key, entry.value, keySpan: entry.keySpan) }
    definition.body[key] = SAMValue(.map(cors), written.span)
  }

  private func httpCORS(_ value: SAMValue, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    if let parts = value.ifArguments?.list, parts.count == 3 {
      let branches = try [parts[1], parts[2]].map { part throws(SAMFault) in
        part.isMap && !part.isNoValue ? try httpCORS(part, source) : part
      }
      return .at(value.span, ["Fn::If": .list([parts[0]] + branches)])
    }
    guard let map = value.map else { throw source.fault("Invalid value for 'Cors' property.", value.span) }
    if value.isIntrinsic { return value }
    var result = SAMMap()
    for entry in map.entries {
      guard let row = Self.corsNames.first(where: { $0.0 == entry.key }) else {
        throw source.fault("Invalid key '\(entry.key)' for 'Cors' property.", entry.keySpan)
      }
      let isGiven =
        switch entry.key {
        case "AllowCredentials": entry.value.bool == true
        case "MaxAge": !entry.value.isNull
        default: entry.value.isTruthy
        }
      guard isGiven else { continue }
      result.set(row.1, entry.value, keySpan: entry.keySpan)
    }
    return SAMValue(.map(result), value.span)
  }
}
