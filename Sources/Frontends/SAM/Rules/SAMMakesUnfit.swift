import Diagnostics
import Source

extension Rule {
  static let samMakesUnfit = Rule(
    "STK245", "sam-makes-unfit", .error, "something that SAM's transform makes, and CloudFormation refuses",
    why: """
      APIs that share a usage plan share its condition. Where they have several, the plan is made when one of them holds; where \
      all have the same one, SAM writes that name in the place of a condition, and CloudFormation takes a condition function there.
      """,
    examples: [
      .bad(
        """
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage: { Type: String, Default: dev }
        Conditions:
          InProduction: !Equals [!Ref Stage, prod]
        Resources:
          Shop:
            Type: AWS::Serverless::Api
            Condition: InProduction
            Properties:
              StageName: live
              DefinitionBody: { swagger: "2.0", info: { title: shop, version: "1" }, paths: { /a: { get: {} } } }
              Auth: { UsagePlan: { CreateUsagePlan: ↓SHARED } }

        """, file: "template.yaml"),
      .good(
        """
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage: { Type: String, Default: dev }
        Conditions:
          InProduction: !Equals [!Ref Stage, prod]
        Resources:
          Shop:
            Type: AWS::Serverless::Api
            Condition: InProduction
            Properties:
              StageName: live
              DefinitionBody: { swagger: "2.0", info: { title: shop, version: "1" }, paths: { /a: { get: {} } } }
              Auth: { UsagePlan: { CreateUsagePlan: PER_API } }

        """, file: "template.yaml"),
    ])
}

extension Diagnostic {
  /// A condition that the transform made of another one's name.
  static func samMakesUnfit(condition: String, named name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .samMakesUnfit, "SAM's transform makes the condition `\(condition)` of the name `\(name)` alone", at: span,
      consequences: [
        "CloudFormation refuses the template: a condition is a condition function, such as `Fn::Equals`"
      ],
      help: [
        "give each of the APIs a plan of its own (`PER_API`), or the same condition by another name to one of those that share"
      ])
  }
}
