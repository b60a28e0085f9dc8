import Diagnostics
import Source
import Template

extension Rule {
  static let egressClosed = Rule(
    "STK619", "egress-closed", .error, "a function whose security group lets no call out",
    why: """
      A security group lets everything out until it has rules of its own for that; then it lets out what they name. A function \
      calls services on port 443, endpoints in its VPC included: without a rule for it, each call waits until the function \
      times out.
      """,
    examples: [
      Self.stack("[{ IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/16 }]", mark: "↓"),
      Self.stack("[{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }]", mark: ""),
    ])

  private static func stack(_ rules: String, mark: String) -> Example {
    let text =
      "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n"
      + "    network: { subnets: [!Ref MainPrivateSubnet1, !Ref MainPrivateSubnet2], securityGroups: [!Ref Own] }\n"
      + "    access: [{ read: tables.orders }]\ntables:\n  orders: { key: { id: string } }\n"
      + "networks:\n  main: { endpoints: [dynamodb] }\nresources:\n"
      + "  Own: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: own, VpcId: !Ref MainNetwork, SecurityGroupEgress: \(mark)\(rules) } }\n"
    return mark.isEmpty ? .good(text, files: Samples.handler) : .bad(text, files: Samples.handler)
  }
}

extension Check {
  static let egressClosed = Check(.egressClosed) { context, findings in
    let functions = context.wholeResources("AWS::Lambda::Function").filter { $0["VpcConfig"] != nil }
    guard !functions.isEmpty else { return }
    let map = NetworkMap(context)
    for function in functions {
      guard let call = context.declaredCalls(of: function).first ?? context.likelyCalls(of: function).first,
        let place = map.placement(of: function), let group = map.closedGroup(of: place)
      else { continue }
      findings.report(
        Diagnostic(
          .egressClosed, "`\(group.label)` lets no call of `\(function.label)` out",
          at: context.place("SecurityGroupEgress", of: group),
          notes: [.init("`\(function.label)` calls `\(call.service)`", at: call.span)],
          consequences: ["the call waits until the function times out"], help: ["let port 443 out"]))
    }
  }
}
