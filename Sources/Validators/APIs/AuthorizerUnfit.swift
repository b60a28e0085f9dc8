import Diagnostics
import Source
import Template

extension Rule {
  static let authorizerUnfit = Rule(
    "STK580", "authorizer-unfit", .error, "an authorizer that API Gateway refuses",
    limits: ["AGW-008", "AGW-009", "AGW-041", "AG2-006", "AG2-008"],
    why: """
      What an authorizer needs depends on its type: user pools for `COGNITO_USER_POOLS`, an identity source for what is \
      kept or checked by it, an issuer and an audience for `JWT`, a payload format for an HTTP API's function. WebSocket \
      APIs have functions only, which are asked at `$connect`. REST APIs have `JWT` since 2026 ("Control access to REST APIs \
      using JWT authorizers", API Gateway Developer Guide).
      """,
    examples: [
      .bad(
        "apis:\n  shop: { protocol: http, routes: {} }\nresources:\n  Staff:\n    Type: AWS::ApiGatewayV2::Authorizer\n    Properties: { ApiId: !Ref ShopApi, Name: staff, AuthorizerType: ↓JWT, IdentitySource: [$request.header.Authorization] }\n"
      ),
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  live:\n    protocol: websocket\n    authorizers: { staff: { function: functions.f } }\n    routes: { $connect: functions.f, send: { to: functions.f, authorizer: ↓staff } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  live:\n    protocol: websocket\n    authorizers: { staff: { function: functions.f } }\n    routes: { $connect: { to: functions.f, authorizer: staff } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let authorizerUnfit = Check(.authorizerUnfit) { context, findings in
    for authorizer in context.wholeResources("AWS::ApiGateway::Authorizer") {
      guard let value = authorizer["Type"], let type = context.resolver.literal(value),
        let fault = context.fault(ofRest: authorizer, type)
      else { continue }
      findings.report(.authorizerUnfit(fault.text, at: value.span, limit: fault.limit))
    }
    for authorizer in context.wholeResources("AWS::ApiGatewayV2::Authorizer") {
      guard let value = authorizer["AuthorizerType"], let type = context.resolver.literal(value),
        let fault = context.fault(of: authorizer, type)
      else { continue }
      findings.report(.authorizerUnfit(fault.text, at: value.span, limit: fault.limit))
    }
    for route in context.resources("AWS::ApiGatewayV2::Route") where context.protocolType(of: route) == "WEBSOCKET" {
      guard let value = route["AuthorizationType"], let key = route["RouteKey"].flatMap(context.resolver.literal),
        key != "$connect", let type = context.resolver.literal(value), type != "NONE"
      else { continue }
      findings.report(
        .authorizerUnfit("`\(key)` cannot ask for it: callers are checked at `$connect` alone", at: value.span))
    }
  }
}

/// What is wrong with an authorizer, and the limit that says so.
private typealias AuthorizerFault = (text: String, limit: String?)

extension CheckContext {
  /// The protocol of the HTTP or WebSocket API that a resource belongs to.
  func protocolType(of resource: Resource) -> String? {
    resource["ApiId"].map(reader.endpoint).flatMap(self.resource)?["ProtocolType"].flatMap(resolver.literal)
  }

  /// What is wrong with a REST API's authorizer.
  fileprivate func fault(ofRest authorizer: Resource, _ type: String) -> AuthorizerFault? {
    if type == "COGNITO_USER_POOLS", authorizer["ProviderARNs"] == nil {
      return ("`\(type)` needs `ProviderARNs`", "AGW-008")
    }
    if type == "TOKEN" || type == "REQUEST" {
      if authorizer["ProviderARNs"] != nil {
        return ("`\(type)` asks a function, and takes no `ProviderARNs`", "AGW-008")
      }
      if authorizer["AuthorizerUri"] == nil { return ("`\(type)` needs `AuthorizerUri`", nil) }
    }
    if type == "JWT" { return fault(ofRestJWT: authorizer) }
    guard authorizer["IdentitySource"] == nil else { return nil }
    if type == "TOKEN" || type == "COGNITO_USER_POOLS" { return ("`\(type)` needs `IdentitySource`", "AGW-009") }
    let ttl = authorizer["AuthorizerResultTtlInSeconds"]
    guard type == "REQUEST", ttl.map({ resolver.integer($0) != 0 }) ?? true else { return nil }
    return ("`\(type)` keeps answers by `IdentitySource`, and there is none", "AGW-009")
  }

  /// What is wrong with a REST API's authorizer that checks tokens itself ("CreateAuthorizer", API Gateway REST API Reference).
  private func fault(ofRestJWT authorizer: Resource) -> AuthorizerFault? {
    let issuers = authorizer["JwtConfiguration"]?["Issuers"]?.list ?? []
    if authorizer["JwtConfiguration"]?["DefaultAlgorithms"] == nil || issuers.isEmpty
      || issuers.contains(where: { $0.map != nil && ($0["Issuer"] == nil || $0["Audiences"] == nil) })
    {
      return ("`JWT` needs `JwtConfiguration` with issuers, their audiences and `DefaultAlgorithms`", "AGW-041")
    }
    let others = ["AuthorizerUri", "AuthorizerCredentials", "ProviderARNs", "AuthorizerResultTtlInSeconds"]
    for property in others where authorizer[property] != nil {
      return ("`JWT` checks tokens itself, and takes no `\(property)`", "AGW-041")
    }
    guard let source = authorizer["IdentitySource"].map(resolver.literal) else {
      return ("`JWT` needs `IdentitySource`", "AGW-041")
    }
    // What is not known is not judged.
    guard let source, !source.hasPrefix("method.request.header.") || source.contains(",") else { return nil }
    return ("`JWT` takes its token from one header: `method.request.header.NAME`", "AGW-041")
  }

  /// What is wrong with an HTTP or WebSocket API's authorizer.
  fileprivate func fault(of authorizer: Resource, _ type: String) -> AuthorizerFault? {
    let kind = protocolType(of: authorizer)
    if type == "JWT" {
      if kind == "WEBSOCKET" { return ("a WebSocket API checks no tokens itself: it asks a function", nil) }
      guard let jwt = authorizer["JwtConfiguration"], jwt["Issuer"] != nil, jwt["Audience"] != nil else {
        return ("`JWT` needs `JwtConfiguration` with `Issuer` and `Audience`", "AG2-008")
      }
      return nil
    }
    guard type == "REQUEST", kind == "HTTP", authorizer["AuthorizerPayloadFormatVersion"] == nil else { return nil }
    return ("an HTTP API's function needs `AuthorizerPayloadFormatVersion`", "AG2-006")
  }
}

extension Diagnostic {
  static func authorizerUnfit(_ fault: String, at span: Span, limit: String? = nil) -> Diagnostic {
    Diagnostic(
      .authorizerUnfit, fault, at: span, consequences: ["API Gateway refuses it"], limits: limit.map { [$0] } ?? [])
  }
}
