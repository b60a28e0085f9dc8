import Diagnostics
import Source

extension Rule {
  static let pathNotUploaded = Rule(
    "STK336", "path-not-uploaded", .info,
    "a local path where CloudFormation takes the address of an object in Amazon S3",
    why: """
      CloudFormation reads nested templates and code from Amazon S3. `aws cloudformation package` and `sam package` upload a local file \
      and write its address instead; a template that is deployed without them is refused: `TemplateURL must be a supported \
      URL`.
      """,
    examples: [
      .bad(
        "Resources:\n  Shop: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ↓shop.yaml } }\n",
        file: "template.yaml"),
      .good(
        "Resources:\n  Shop: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: \"https://shop.s3.amazonaws.com/shop.yaml\" } }\n",
        file: "template.yaml"),
    ])
}

extension Diagnostic {
  static func pathNotUploaded(_ path: String, andOthers others: Int = 0, at span: Span) -> Diagnostic {
    let more = others == 0 ? "" : ", and \(others) more like it,"
    return Diagnostic(
      .pathNotUploaded, "`\(path.prefix(60))`\(more) must be uploaded before the template is deployed", at: span,
      help: ["deploy what `sam package` or `aws cloudformation package` writes"])
  }
}
