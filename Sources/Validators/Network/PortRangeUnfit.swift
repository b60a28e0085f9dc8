import Diagnostics
import Source
import Template

extension Rule {
  static let portRangeUnfit = Rule(
    "STK615", "port-range-unfit", .error, "a rule of a security group with ports that AWS refuses",
    why: """
      A rule for TCP or UDP names a first and a last port, the first not above the last. AWS refuses any other ("Security \
      group rules", Amazon VPC User Guide).
      """,
    examples: [
      .bad(Self.group("{ IpProtocol: tcp, FromPort: ↓8443, ToPort: 443, CidrIp: 10.0.0.0/16 }")),
      .bad(Self.group("{ IpProtocol: ↓tcp, CidrIp: 10.0.0.0/16 }")),
      .good(Self.group("{ IpProtocol: tcp, FromPort: 443, ToPort: 8443, CidrIp: 10.0.0.0/16 }")),
      .good(Self.group("{ IpProtocol: \"-1\", CidrIp: 10.0.0.0/16 }")),
    ])

  private static func group(_ rule: String) -> String {
    "resources:\n  Door: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: door, VpcId: vpc-0123456789abcdef0, SecurityGroupIngress: [\(rule)] } }\n"
  }
}

extension Check {
  static let portRangeUnfit = Check(.portRangeUnfit) { context, findings in
    let inline = context.wholeResources("AWS::EC2::SecurityGroup").flatMap { group in
      ["SecurityGroupIngress", "SecurityGroupEgress"].flatMap { group[$0]?.listOrSelf ?? [] }
    }
    let apart = ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"]
      .flatMap(context.wholeResources).map { Value(.map($0.properties), $0.span) }
    for value in inline + apart {
      let rule = SecurityGroupRule(value, context)
      guard let transport = rule.transport, let written = value["IpProtocol"] else { continue }
      if transport == "-1", let port = value.map?.entries.first(where: { $0.key == "FromPort" || $0.key == "ToPort" }),
        context.resolver.integer(port.value) != -1
      {
        findings.report(.portsIgnored(at: port.keySpan))
      }
      if rule.from == -1 && rule.to != -1 || rule.to == -1 && rule.from != -1 {
        findings.report(.halfOpenPorts(transport, at: value["FromPort"]?.span ?? value["ToPort"]?.span ?? written.span))
        continue
      }
      guard withPorts.contains(transport.lowercased()) else { continue }
      if value["FromPort"] == nil || value["ToPort"] == nil {
        findings.report(.portRangeUnfit("a rule for `\(transport)` names a first and a last port", at: written.span))
      } else if let from = rule.from, let to = rule.to, from > to, let place = value["FromPort"]?.span {
        findings.report(.portRangeUnfit("the first port, \(from), is above the last, \(to)", at: place))
      }
    }
  }
}

extension Check {
  /// TCP, UDP and ICMP, whose type and code stand in place of ports, by name and by number.
  private static let withPorts: Set<String> = ["tcp", "udp", "icmp", "6", "17", "1"]
}

extension Diagnostic {
  fileprivate static func portsIgnored(at span: Span) -> Diagnostic {
    Diagnostic(
      .portRangeUnfit, "a rule for every protocol is one for every port", at: span, severity: .warning,
      consequences: ["AWS ignores the ports"], help: ["name a protocol, or leave the ports out"])
  }

  /// -1 stands for every type and code of ICMP, in both places ("AWS::EC2::SecurityGroup Ingress").
  fileprivate static func halfOpenPorts(_ transport: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .portRangeUnfit, "`FromPort` and `ToPort` are both -1, or neither is", at: span,
      severity: transport == "-1" ? .warning : .error,
      consequences: [transport == "-1" ? "AWS ignores the ports" : "AWS refuses the rule"])
  }

  static func portRangeUnfit(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.portRangeUnfit, message, at: span, consequences: ["AWS refuses the rule"])
  }
}
