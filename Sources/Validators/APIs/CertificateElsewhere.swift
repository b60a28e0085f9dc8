import Diagnostics
import Source
import Template

extension Rule {
  static let certificateElsewhere = Rule(
    "STK573", "certificate-elsewhere", .error, "a domain's certificate in a region that API Gateway does not look in",
    limits: ["AGW-032"],
    why: """
      The domain of an edge-optimized API is CloudFront's, which has its certificates in us-east-1; a regional domain has one \
      of the API's own region ("Getting certificates ready in AWS Certificate Manager", API Gateway Developer Guide).
      """,
    examples: [
      .bad(Self.domain("CertificateArn: ↓\"arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d\"")),
      .bad(
        Self.domain(
          "RegionalCertificateArn: ↓\"arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d\", EndpointConfiguration: { Types: [REGIONAL] }"
        ), options: ["--region", "eu-west-1"]),
      .good(Self.domain("CertificateArn: \"arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d\"")),
      .good(
        Self.domain(
          "RegionalCertificateArn: \"arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d\", EndpointConfiguration: { Types: [REGIONAL] }"
        ), options: ["--region", "eu-west-1"]),
    ])

  private static func domain(_ properties: String) -> String {
    "resources:\n  Domain:\n    Type: AWS::ApiGateway::DomainName\n    Properties: { DomainName: api.shop.example, \(properties) }\n"
  }
}

extension Check {
  static let certificateElsewhere = Check(.certificateElsewhere) { context, findings in
    let own = context.region
    for domain in context.resources("AWS::ApiGateway::DomainName") {
      context.judge(domain["CertificateArn"], needs: edgeRegion, "an edge-optimized domain", &findings)
      context.judge(domain["RegionalCertificateArn"], needs: own, "a regional domain", &findings)
    }
    for domain in context.resources("AWS::ApiGatewayV2::DomainName") {
      for configuration in domain["DomainNameConfigurations"]?.list ?? [] {
        context.judge(configuration["CertificateArn"], needs: own, "a regional domain", &findings)
      }
    }
  }

  /// Where CloudFront has its certificates.
  private static let edgeRegion = "us-east-1"
}

extension CheckContext {
  /// The region of the deployment, where it is known.
  var region: String? { resolver.literal(.ref("AWS::Region", Span(SourceID(0), 0, 0))) }

  /// Compares the region of a certificate with the one it must be in; a certificate of the stack is in the stack's.
  fileprivate func judge(_ value: Value?, needs wanted: String?, _ noun: String, _ findings: inout Findings) {
    guard let value, let wanted, let found = certificateRegion(value), found != wanted else { return }
    findings.report(
      Diagnostic(
        .certificateElsewhere, "\(noun) needs a certificate of \(wanted), and this one is of \(found)", at: value.span,
        consequences: ["API Gateway refuses the domain: \"Invalid certificate ARN\""],
        help: ["request or import the certificate in \(wanted)"]))
  }

  private func certificateRegion(_ value: Value) -> String? {
    if resource(reader.resource(namedBy: value))?.type == "AWS::CertificateManager::Certificate" { return region }
    guard let arn = resolver.text(value) else { return nil }
    // arn:partition:acm:region:account:certificate/id; other partitions have edges, or none, of their own.
    let words = arn.description.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard words.count == 6, words[0] == "arn", words[1] == "aws", words[2] == "acm", !words[3].contains("$") else {
      return nil
    }
    return String(words[3])
  }
}
