import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let repeatedItem = Rule(
    "STK361", "repeated-item", .info, "a text twice in a list that may have it twice",
    why: "CloudFormation takes it, and mostly the service looks at one of them alone. Often another text was meant.",
    examples: [
      .bad(
        "resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: { Name: shop, ProtocolType: HTTP, CorsConfiguration: { AllowMethods: [GET, ↓GET] } }\n"
      ),
      .good(
        "resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: { Name: shop, ProtocolType: HTTP, CorsConfiguration: { AllowMethods: [GET, PUT] } }\n"
      ),
    ])
}

extension ShapeCheck {
  static let repeatedItem = ShapeCheck(.repeatedItem) { visit, findings in
    // The words of a command line may well be the same.
    guard !visit.shape.uniqueItems, !["Command", "EntryPoint", "Arguments"].contains(where: visit.key.hasSuffix),
      let (item, first) = visit.value.list?.firstRepetition(by: { $0.scalarText })
    else { return }
    findings.report(
      Diagnostic(
        .repeatedItem, "`\(visit.name)` has `\((item.scalarText ?? "").prefix(60))` twice", at: item.span,
        notes: [.init("it is given here first", at: first)]))
  }
}
