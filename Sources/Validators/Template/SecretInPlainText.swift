import Diagnostics
import Source
import Template

extension Rule {
  static let secretInPlainText = Rule(
    "STK910", "secret-in-plain-text", .warning, "a secret that stands in the template",
    why: """
      Whoever may read the repository, the template or the function's configuration has the secret, and it stays in their \
      history. A default of a hidden parameter is shown too. Keep it in AWS Secrets Manager or as a `SecureString` of \
      Parameter Store and let the code read it, or give it at deployment in a hidden parameter without default.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, environment: { KEY: ↓AKIAIOSFODNN7EXAMPLE } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .bad(
        "parameters:\n  token: { secret: true, default: ↓hunter2 }\nfunctions:\n  f: { runtime: python3.13, handler: app.f, code: src, environment: { TOKEN: \"${parameters.token}\" } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .bad(
        "resources:\n  Partner:\n    Type: AWS::Events::Connection\n    Properties:\n      AuthorizationType: API_KEY\n      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: x-api-key, ApiKeyValue: ↓hunter2 } }\n"
      ),
      .good(
        "resources:\n  Partner:\n    Type: AWS::Events::Connection\n    Properties:\n      AuthorizationType: API_KEY\n      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: x-api-key, ApiKeyValue: \"{{resolve:secretsmanager:partner}}\" } }\n"
      ),
      .good(
        "parameters:\n  token: { secret: true }\nfunctions:\n  f: { runtime: python3.13, handler: app.f, code: src, environment: { TOKEN: \"${parameters.token}\" } }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Check {
  static let secretInPlainText = Check(.secretInPlainText) { context, findings in
    for parameter in context.template.parameters where parameter.attributes["NoEcho"]?.bool == true {
      guard let value = parameter.defaultValue, let text = value.scalarText, !text.isEmpty else { continue }
      findings.report(
        Diagnostic(
          .secretInPlainText, "the hidden parameter `\(parameter.name.text)` has its value as default", at: value.span,
          label: "everyone who reads the template sees it", help: ["leave the default out and give it at deployment"]))
    }
    for function in context.resources("AWS::Lambda::Function") {
      for entry in function["Environment"]?["Variables"]?.map?.entries ?? [] {
        guard let text = entry.value.string, let kind = Secret.kind(of: text) else { continue }
        findings.report(
          Diagnostic(
            .secretInPlainText, "`\(entry.key)` of `\(context.called(function))` holds \(kind)", at: entry.value.span,
            label: "everyone who reads the template sees it",
            help: ["let the function use its role, or read the secret from AWS Secrets Manager"]))
      }
    }
    for row in SecretProperty.all {
      for resource in context.resources(row.type) {
        for value in resource.properties.values(at: row.path[...]) where Secret.isWritten(value) {
          findings.report(.secretInProperty(row.path.last ?? "", value, resource, context))
        }
      }
    }
    for connection in context.resources("AWS::Events::Connection") {
      for value in connection.secretParameters(context) {
        findings.report(.secretInProperty("Value", value, connection, context))
      }
    }
  }
}

/// A property that is there to hold a secret.
private struct SecretProperty {
  let type: String
  let path: [String]

  /// Those of what the stack language makes.
  static let all: [SecretProperty] = [
    ("AWS::Events::Connection", "AuthParameters.ApiKeyAuthParameters.ApiKeyValue"),
    ("AWS::Events::Connection", "AuthParameters.BasicAuthParameters.Password"),
    ("AWS::Events::Connection", "AuthParameters.OAuthParameters.ClientParameters.ClientSecret"),
    ("AWS::KinesisFirehose::DeliveryStream", "HttpEndpointDestinationConfiguration.EndpointConfiguration.AccessKey"),
    ("AWS::KinesisFirehose::DeliveryStream", "RedshiftDestinationConfiguration.Password"),
    ("AWS::KinesisFirehose::DeliveryStream", "SnowflakeDestinationConfiguration.PrivateKey"),
    ("AWS::KinesisFirehose::DeliveryStream", "SplunkDestinationConfiguration.HECToken"),
    ("AWS::Cognito::UserPoolIdentityProvider", "ProviderDetails.client_secret"),
  ].map { SecretProperty(type: $0.0, path: $0.1.split(separator: ".").map { String($0) }) }
}

extension ValueMap {
  /// The value at a path of properties, as a list of one; empty where it is not there.
  fileprivate func values(at path: ArraySlice<String>) -> [Value] {
    guard let name = path.first, let value = self[name] else { return [] }
    return path.count == 1 ? [value] : value.map?.values(at: path.dropFirst()) ?? []
  }
}

extension Resource {
  /// Values of a connection's parameters that it calls secret.
  fileprivate func secretParameters(_ context: CheckContext) -> [Value] {
    let parameters = [
      self["AuthParameters"]?["InvocationHttpParameters"],
      self["AuthParameters"]?["OAuthParameters"]?["OAuthHttpParameters"],
    ]
    let lists = parameters.flatMap { parameters in
      ["BodyParameters", "HeaderParameters", "QueryStringParameters"].compactMap { parameters?[$0]?.list }
    }
    return lists.joined().compactMap { parameter in
      parameter["IsValueSecret"].flatMap(context.resolver.literal) == "true" ? parameter["Value"] : nil
    }.filter(Secret.isWritten)
  }
}

extension Diagnostic {
  fileprivate static func secretInProperty(
    _ name: String, _ value: Value, _ resource: Resource, _ context: CheckContext
  ) -> Diagnostic {
    Diagnostic(
      .secretInPlainText, "`\(name)` of `\(context.called(resource))` is written out", at: value.span,
      label: "everyone who reads the template sees it",
      help: [
        "take it from Secrets Manager, `{{resolve:secretsmanager:NAME}}`, or from a hidden parameter without default"
      ])
  }
}

/// Texts that are secrets by their form.
private enum Secret {
  /// Whether a value that is to be a secret stands there itself. One that CloudFormation looks up ("Dynamic references"),
  /// or that a parameter brings, does not.
  static func isWritten(_ value: Value) -> Bool {
    guard let text = value.scalarText else { return false }
    return !text.isEmpty && !text.holdsDynamicReference
  }

  /// What a text is, in words; nil if it has no form of a secret.
  static func kind(of text: String) -> String? {
    if text.contains("-----BEGIN "), text.contains("PRIVATE KEY-----") { return "a private key" }
    // Identifiers of access keys ("IAM identifiers, Understanding unique ID prefixes", IAM User Guide).
    let words = text.utf8.split { !(65...90).contains($0) && !(48...57).contains($0) }
    for word in words where word.count == accessKeyLength {
      if word.starts(with: "AKIA".utf8) { return "an access key id of an IAM user" }
      if word.starts(with: "ASIA".utf8) { return "a temporary access key id" }
    }
    return nil
  }

  /// Length of an access key id.
  private static let accessKeyLength = 20
}
