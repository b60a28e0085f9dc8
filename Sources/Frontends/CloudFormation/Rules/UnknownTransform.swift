import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownTransform = Rule(
    "STK363", "unknown-transform", .error, "a transform that AWS does not have",
    why: """
      The names that begin with `AWS::` are those of the transforms that CloudFormation hosts, and there are few of them \
      ("Transform reference", AWS CloudFormation Template Reference). It rejects a template that asks for another one: \
      `No transform named … found`. The rest of the template is read as if the nearest name stood there.
      """,
    examples: [
      .bad(
        "Transform: ↓AWS::Serverless-2016-10-13\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n",
        fixed: "Transform: AWS::Serverless-2016-10-31\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n",
        file: "template.yaml"),
      .good(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n", file: "template.yaml"),
    ])
}

/// The transforms that CloudFormation hosts ("Transform reference", AWS CloudFormation Template Reference, read 2026-12-01).
enum HostedTransform {
  /// How the names of AWS's begin; nobody else's macro has such a name.
  private static let prefix = "AWS::"

  /// Their names. That of AWS CodeStar is listed no more, and stands in templates that the service once wrote.
  private static let names = [
    "AWS::CodeDeployBlueGreen", "AWS::CodeStar", TemplateReading.include, StackTemplate.languageExtensions,
    "AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16", ServerlessType.transform, "AWS::ServiceCatalog",
  ]

  /// Whether a name is written as AWS's are, and is none of them.
  static func lacks(_ name: String) -> Bool {
    name.prefix(prefix.count).uppercased() == prefix && !names.contains(name)
  }

  /// The transform that was meant, if one is near enough.
  static func nearest(to name: String) -> String? { Spelling.nearest(to: name, in: names) }
}

extension Diagnostic {
  static func unknownTransform(_ transform: Name) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownTransform, "AWS has no transform `\(transform.text)`", at: transform.span,
      consequences: ["the deployment fails: `No transform named \(transform.text) found`"])
    if let nearest = HostedTransform.nearest(to: transform.text) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(transform.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
