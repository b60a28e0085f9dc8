import Diagnostics
import Source

extension Rule {
  static let samMakesUnfit = Rule(
    "STK245", "sam-makes-unfit", .error, "something that SAM's transform makes, and CloudFormation refuses",
    why: """
      SAM's transform makes conditions of those that are written. APIs that share a usage plan share its condition: where all have \
      the same one, SAM writes that name in the place of a condition, and CloudFormation takes a condition function there. A \
      destination that is made where two conditions hold, a function's and its own, has one with `Condition` around `Condition`, \
      and there CloudFormation takes a name.
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

/// A condition that the transform makes, and that CloudFormation refuses.
struct SAMUnfitCondition {
  /// What is wrong with it.
  enum Kind {
    /// It is another one's name and nothing more.
    case name(String)
    /// `Condition` stands around `Condition` for each of two.
    case wrapped(String, String)
  }

  let name: String
  let kind: Kind
  /// The condition as CloudFormation takes it.
  let meaning: SAMValue
  /// What it is made for.
  let span: Span?
}

extension Diagnostic {
  static func samMakesUnfit(_ condition: SAMUnfitCondition, at span: Span) -> Diagnostic {
    var diagnostic: Diagnostic
    switch condition.kind {
    case .name(let name):
      diagnostic = Diagnostic(
        .samMakesUnfit, "SAM's transform makes the condition `\(condition.name)` of the name `\(name)` alone", at: span,
        consequences: [
          "CloudFormation refuses the template: a condition is a condition function, such as `Fn::Equals`"
        ])
      diagnostic.help = [
        "give each of the APIs a plan of its own (`PER_API`), or the same condition by another name to one of those that share"
      ]
    case .wrapped(let first, let second):
      diagnostic = Diagnostic(
        .samMakesUnfit,
        "SAM's transform makes the condition `\(condition.name)` with `Condition` around `Condition` for `\(first)` and `\(second)`",
        at: span,
        consequences: ["CloudFormation refuses the template: `Every Condition member must be a string`"])
      diagnostic.help = ["write the destination as a resource with a condition of both, and name it here"]
    }
    return diagnostic
  }
}
