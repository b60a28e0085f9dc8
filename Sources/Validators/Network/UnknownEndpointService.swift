import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownEndpointService = Rule(
    "STK612", "unknown-endpoint-service", .warning, "an endpoint for a service that has none as far as is known",
    why: """
      The names of endpoint services are not always those of the services: `kinesis-streams`, `kinesis-firehose`, `monitoring`. \
      AWS refuses an endpoint for a name that does not exist in the region. The list is AWS's at the time of this release.
      """,
    examples: [
      .bad(
        "resources:\n  Door:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: { VpcId: vpc-0123456789abcdef0, VpcEndpointType: Interface, ServiceName: !Sub ↓\"com.amazonaws.${AWS::Region}.kinesis\" }\n"
      ),
      .good(
        "resources:\n  Door:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: { VpcId: vpc-0123456789abcdef0, VpcEndpointType: Interface, ServiceName: !Sub \"com.amazonaws.${AWS::Region}.kinesis-streams\" }\n"
      ),
    ])
}

extension Check {
  static let unknownEndpointService = Check(.unknownEndpointService) { context, findings in
    for resource in context.wholeResources("AWS::EC2::VPCEndpoint") {
      let endpoint = NetworkEndpoint(resource, context)
      guard let word = endpoint.word, !endpoint.isUnknown, EndpointService.named(word).isEmpty,
        let name = resource["ServiceName"], !(context.resolver.text(name)?.description.hasSuffix("}") ?? true)
      else { continue }
      let words = Set(EndpointService.all.map(\.word)).sorted()
      let nearest = EndpointService.leading(to: word).first?.word ?? Spelling.nearest(to: word, in: words)
      findings.report(
        Diagnostic(
          .unknownEndpointService, "no endpoint service is known by the name `\(word)`", at: name.span,
          label: nearest.map { "did you mean `\($0)`?" } ?? "",
          consequences: ["AWS refuses the endpoint if the region does not have it"]))
    }
  }
}
