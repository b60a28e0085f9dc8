import Source
import Template

/// An authorizer of a REST API ("ApiAuth", AWS SAM Developer Guide).
struct SAMAuthorizer {
  let name: String
  /// What was written; null for IAM.
  let value: SAMValue
  let isIAM: Bool

  static let authNames: Set = [
    "Authorizers", "DefaultAuthorizer", "InvokeRole", "AddDefaultAuthorizerToCorsPreflight",
    "AddApiKeyRequiredToCorsPreflight", "ApiKeyRequired", "ResourcePolicy", "UsagePlan",
  ]

  /// The scopes that a method needs.
  var scopes: SAMValue { value["AuthorizationScopes"]?.ifTruthy ?? [] }

  /// The authorizers of an API; nil if there are none.
  static func all(_ auth: SAMMap, _ source: SAMSource) throws(SAMFault) -> [SAMAuthorizer]? {
    var all: [SAMAuthorizer] = []
    if auth["DefaultAuthorizer"]?.string == "AWS_IAM" {
      all.append(SAMAuthorizer(name: "AWS_IAM", value: .null, isIAM: true))
    }
    guard let written = auth["Authorizers"], written.isTruthy || !(written.isMap || written.isNull) else {
      return all.isEmpty ? nil : all
    }
    for entry in try written.mustBeMap("Auth.Authorizers", source.fault).entries {
      _ = try entry.value.mustBeMap("Auth.Authorizers.\(entry.key)") { source.fault($0, $1 ?? entry.keySpan) }
      let authorizer = SAMAuthorizer(name: entry.key, value: entry.value, isIAM: false)
      try authorizer.check(source)
      all.append(authorizer)
    }
    return all
  }

  private var payload: String? { value["FunctionPayloadType"]?.string }
  private var identity: SAMValue? { value["Identity"].flatMap { $0.isNull ? nil : $0 } }

  private func check(_ source: SAMSource) throws(SAMFault) {
    if let type = value["FunctionPayloadType"], !type.isNull, !["TOKEN", "REQUEST"].contains(type.string ?? "") {
      throw source.fault("\(name) Authorizer has invalid 'FunctionPayloadType': \(type.pythonText).", type.span)
    }
    if payload == "REQUEST", try isMissingSource(source) {
      throw source.fault(
        "\(name) Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.",
        identity?.span ?? value.span)
    }
    if let scopes = value["AuthorizationScopes"], !scopes.isNull, !scopes.isList, !scopes.isIntrinsic {
      throw source.fault("Property 'Authorizers.\(name).AuthorizationScopes' should be a list.", scopes.span)
    }
    if let flag = value["DisableFunctionDefaultPermissions"], !flag.isNull, flag.bool == nil {
      throw source.fault(
        "Property 'Authorizers.\(name).DisableFunctionDefaultPermissions' should be a boolean.", flag.span)
    }
  }

  private static let sources = [
    ("Headers", "method.request.header."), ("QueryStrings", "method.request.querystring."),
    ("StageVariables", "stageVariables."), ("Context", "context."),
  ]

  private func isMissingSource(_ source: SAMSource) throws(SAMFault) -> Bool {
    guard let identity, identity.isTruthy else { return true }
    let map = try identity.mustBeMap("Authorizer.\(name).Identity", source.fault)
    if Self.sources.contains(where: { map[$0.0]?.isTruthy == true }) { return false }
    return map["ReauthorizeEvery"].map { Int($0.pythonText) == 0 } != true
  }

  /// What stands in `securityDefinitions`.
  func definition(_ partition: String, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    if isIAM {
      return [
        "type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4",
      ]
    }
    let isCognito = value["UserPoolArn"]?.isTruthy == true
    var definition: SAMValue = [
      "type": "apiKey", "name": try header(source), "in": "header",
      "x-amazon-apigateway-authtype": isCognito ? "cognito_user_pools" : "custom",
    ]
    var details = SAMMap()
    let isRequest = payload == "REQUEST"
    if isCognito {
      let pools = value[in: "UserPoolArn"]
      details.set("type", "cognito_user_pools")
      details.set("providerARNs", pools.isList ? pools : [pools])
    } else {
      details.set("type", isRequest ? "request" : "token")
      details.set("authorizerUri", Self.uri(value["FunctionArn"] ?? .null, partition))
      if let seconds = identity?["ReauthorizeEvery"], !seconds.isNull {
        details.set("authorizerResultTtlInSeconds", seconds)
      }
      if let role = value["FunctionInvokeRole"], role.isTruthy, role.string != "NONE" {
        details.set("authorizerCredentials", role)
      }
      if isRequest, let text = try identitySource(source) { details.set("identitySource", .string(text)) }
    }
    if isCognito || !isRequest, let expression = identity?["ValidationExpression"], expression.isTruthy {
      details.set("identityValidationExpression", expression)
    }
    definition[OpenAPIRoute.authorizerKey] = SAMValue(.map(details), value.span)
    return definition.placed(value.span)
  }

  static func uri(_ function: SAMValue, _ partition: String) -> SAMValue {
    .sub(
      "arn:\(partition):apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
      ["__FunctionArn__": function])
  }

  private func header(_ source: SAMSource) throws(SAMFault) -> SAMValue {
    if payload == "REQUEST" { return "Unused" }
    guard let identity, identity.isTruthy else { return "Authorization" }
    guard identity.isMap else {
      throw source.fault(
        "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, "
          + "LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).", identity.span)
    }
    return identity["Header"]?.ifTruthy ?? "Authorization"
  }

  /// Where a request's identity is found.
  private func identitySource(_ source: SAMSource) throws(SAMFault) -> String? {
    var parts: [String] = []
    for (name, prefix) in Self.sources {
      guard let items = identity?[name], items.isTruthy else { continue }
      let path = "Auth.Authorizers.\(self.name).Identity.\(name)"
      for (index, item) in try items.mustBeList(path, source.fault).enumerated() {
        parts.append(prefix + (try item.mustBeString("\(path)[\(index)]", source.fault)))
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
