public import Diagnostics
import Source
public import Template

extension Rule {
  static let samValueUnknown = Rule(
    "STK243", "sam-value-unknown", .info, "a value that SAM's transform needs before it is known",
    why: """
      Ids of what SAM's transform makes follow from some values: the alias of a published version from `AutoPublishAlias`, the \
      version from `AutoPublishCodeSha256`. AWS carries out the transform when the parameters have been given. Without them the \
      template is checked with a placeholder; it cannot be built, since its ids would be others.
      """,
    examples: [
      .bad(
        """
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage: { Type: String }
        Resources:
          Greet:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: python3.13
              Handler: app.greet
              CodeUri: s3://bucket/greet.zip
              AutoPublishAlias: !Ref ↓Stage

        """, file: "template.yaml"),
      .good(
        """
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage: { Type: String, Default: live }
        Resources:
          Greet:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: python3.13
              Handler: app.greet
              CodeUri: s3://bucket/greet.zip
              AutoPublishAlias: !Ref Stage

        """, file: "template.yaml"),
    ])
}

extension Diagnostic {
  static func samAssumes(_ name: Name) -> Diagnostic {
    guard !name.text.isEmpty else {
      return Diagnostic(
        .samValueUnknown, "what this call gives is known only at AWS, and SAM's transform needs it", at: name.span)
    }
    return Diagnostic(
      .samValueUnknown, "SAM's transform needs the value of the parameter `\(name.text)`, which has no default",
      at: name.span, help: ["give it: `--param \(name.text)=…`"])
  }

  /// A value without which a template cannot be built.
  public static func valueNotKnown(_ name: Name) -> Diagnostic {
    var diagnostic = samAssumes(name)
    diagnostic.severity = .error
    diagnostic.consequences = ["the ids of what is built follow from it"]
    return diagnostic
  }
}
