import Diagnostics
import Source
import Template

extension Rule {
  static let vpcLinkTargetUnfit = Rule(
    "STK574", "vpc-link-target-unfit", .error, "a REST API's VPC link to something other than a Network Load Balancer",
    limits: ["AGW-034"],
    why: """
      A VPC link of the first kind, for REST APIs, leads to one Network Load Balancer. An Application Load Balancer is reached \
      through a link of the second kind, `AWS::ApiGatewayV2::VpcLink`, which has subnets and security groups ("CreateVpcLink", \
      API Gateway REST API Reference).
      """,
    examples: [
      .bad(
        Self.link(
          "↓\"arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188\"")),
      .bad(
        Self.link("!Ref ↓Front")
          + "  Front: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: application, Subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } }\n"
      ),
      .good(
        Self.link("\"arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/shop/50dc6c495c0c9188\"")),
    ])

  private static func link(_ target: String) -> String {
    "resources:\n  Link: { Type: AWS::ApiGateway::VpcLink, Properties: { Name: shop, TargetArns: [\(target)] } }\n"
  }
}

extension Check {
  static let vpcLinkTargetUnfit = Check(.vpcLinkTargetUnfit) { context, findings in
    for link in context.resources("AWS::ApiGateway::VpcLink") {
      for target in link["TargetArns"]?.list ?? [] {
        guard let kind = context.loadBalancerKind(target), kind != "network" else { continue }
        findings.report(
          Diagnostic(
            .vpcLinkTargetUnfit,
            "this VPC link leads to a Network Load Balancer, and `\(context.name(of: context.reader.endpoint(target)))` is of the type `\(kind)`",
            at: target.span, consequences: ["API Gateway refuses the link"],
            help: ["name a Network Load Balancer, or make the link an `AWS::ApiGatewayV2::VpcLink`"]))
      }
    }
  }
}

extension CheckContext {
  /// The type of a load balancer: `network`, `application` or `gateway`; nil where it is not known.
  fileprivate func loadBalancerKind(_ value: Value) -> String? {
    if let balancer = resource(reader.resource(namedBy: value)) {
      guard balancer.type == "AWS::ElasticLoadBalancingV2::LoadBalancer" else { return nil }
      // `application` is what one is that does not say (AWS::ElasticLoadBalancingV2::LoadBalancer).
      return balancer["Type"].map(resolver.literal) ?? "application"
    }
    guard let arn = resolver.text(value)?.description else { return nil }
    let kinds = [("/net/", "network"), ("/app/", "application"), ("/gwy/", "gateway")]
    return kinds.first { arn.contains(":loadbalancer\($0.0)") }?.1
  }
}
