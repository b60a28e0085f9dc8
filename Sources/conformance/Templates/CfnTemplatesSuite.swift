import Foundation

/// AWS's sample templates, most of them twice: as YAML and as JSON.
enum CfnTemplatesSuite: ConformanceSuite {
  static let name = "cfn-templates"

  static func run(_ folder: URL) throws -> [Outcome] {
    try TemplateComparison.run(folder, findings: "findings_all", exceptions: exceptions)
  }

  /// Errors of ours that cfn-lint does not have, by case and code, with what AWS documents.
  private static let exceptions = [
    "APIGateway/apigateway_lambda_integration.yaml STK305": rain,
    "APIGateway/apigateway_lambda_integration.json STK404": rain,
    "CloudFormation/CustomResources/getfromjson/src/getfromjson.yml STK305": rain,
  ]

  private static let rain =
    "`Rain::Embed` is a directive of the tool rain, which replaces it before AWS sees the template"
}
