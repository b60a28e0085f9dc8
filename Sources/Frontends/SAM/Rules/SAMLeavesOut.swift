import Diagnostics
import Source
import Template

extension Rule {
  static let samLeavesOut = Rule(
    "STK244", "sam-leaves-out", .warning, "something that SAM's transform leaves out, and says nothing",
    why: """
      SAM's transform replaces its resources by others. A few things that a template may say it does not pass on: a \
      `WebSocketApi` is made whatever its `Condition` gives, the queue between a topic and a function is read although \
      `Enabled` is false, the tags of a bucket that calls a function give way to the function's, and a `GraphQLApi` loses \
      every property that SAM does not know. Nothing tells of it before the stack is there.
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
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Condition: ↓InProduction
            Properties:
              RouteSelectionExpression: $request.body.action
              Routes: { $connect: { FunctionArn: !GetAtt Greet.Arn } }
          Greet:
            Type: AWS::Serverless::Function
            Properties: { Runtime: python3.13, Handler: app.greet, CodeUri: s3://bucket/greet.zip }

        """, file: "template.yaml"),
      .good(
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              RouteSelectionExpression: $request.body.action
              Routes: { $connect: { FunctionArn: !GetAtt Greet.Arn } }
          Greet:
            Type: AWS::Serverless::Function
            Properties: { Runtime: python3.13, Handler: app.greet, CodeUri: s3://bucket/greet.zip }

        """, file: "template.yaml"),
    ])
}

/// Something of a template that SAM's transform does not pass on, as its code shows.
struct SAMLeftOut {
  /// What it is, and where.
  let name: Name
  /// The resource that says it, by logical id.
  let resource: String
  /// What happens instead, if that does not go without saying.
  var consequence: String?
  /// The names that SAM knows there, if it is one that SAM does not.
  var known: [String] = []
}

extension Diagnostic {
  static func samLeavesOut(_ left: SAMLeftOut) -> Diagnostic {
    var diagnostic = Diagnostic(
      .samLeavesOut, "SAM's transform leaves out `\(left.name.text)` of `\(left.resource)`, and says nothing",
      at: left.name.span)
    diagnostic.consequences = [left.consequence].compactMap(\.self)
    if !left.known.isEmpty, !diagnostic.offerNearest(to: left.name.text, in: left.known) {
      diagnostic.help = ["it takes \(left.known.list)"]
    }
    return diagnostic
  }
}
