import Diagnostics
import Source
import Template

extension Rule {
  static let operationUnknown = Rule(
    "STK635", "operation-unknown", .warning, "a part of an API's definition that is no path, or no operation",
    why: """
      The members of `paths` begin with a slash, and those of a path are named as the methods of HTTP ("Paths Object" and "Path Item \
      Object", OpenAPI Specification 3.0.3), `trace` apart, or `x-amazon-apigateway-any-method`. What has another name is no part of the \
      API, so that no request reaches what it calls. SAM writes the `Path` and the `Method` of an event there as they are.
      """,
    examples: [
      .bad(Self.template(method: "↓gett"), file: "template.yaml"),
      .good(Self.template(method: "get"), file: "template.yaml"),
    ])

  private static func template(method: String) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      List:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: nodejs22.x
          Handler: index.handler
          InlineCode: exports.handler = async () => []
          Events:
            Orders: { Type: HttpApi, Properties: { Path: /orders, Method: \(method) } }

    """
  }
}

extension Check {
  static let operationUnknown = Check(.operationUnknown) { context, findings in
    for api in ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].flatMap(context.resources) {
      for path in api["Body"]?["paths"]?.map?.entries ?? [] where !path.isExtension {
        guard path.key.hasPrefix("/") || path.key == OpenAPIRoute.standardPath else {
          findings.report(
            .operationUnknown(
              "a path begins with a slash, and `\(path.key)` does not", at: path.keySpan, nearest: "/\(path.key)"))
          continue
        }
        if let fault = RouteKey.fault(inPath: path.key[...]) {
          findings.report(.operationUnknown("`\(path.key)` is no path: \(fault)", at: path.keySpan, nearest: nil))
        }
        for operation in path.value.map?.entries ?? [] where !operation.isPartOfPath {
          findings.report(
            .operationUnknown(
              "API Gateway has no method `\(operation.key)`, so that no request reaches it", at: operation.keySpan,
              nearest: Spelling.nearest(to: operation.key, in: OpenAPIRoute.methodKeys)))
        }
      }
    }
  }
}

extension ValueMap.Entry {
  /// Whether it is somebody's extension, or a function that gives the whole.
  fileprivate var isExtension: Bool { key.hasPrefix("x-") || key.hasPrefix("Fn::") }

  fileprivate var isPartOfPath: Bool {
    OpenAPIRoute.method(key) != nil || OpenAPIRoute.partsOfPath.contains(key) || isExtension
  }
}

extension Diagnostic {
  fileprivate static func operationUnknown(_ message: String, at span: Span, nearest: String?) -> Diagnostic {
    var finding = Diagnostic(.operationUnknown, message, at: span)
    if let nearest { finding.label = "did you mean `\(nearest)`?" }
    return finding
  }
}
