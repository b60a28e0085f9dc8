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
  }
}

/// Texts that are secrets by their form.
private enum Secret {
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
