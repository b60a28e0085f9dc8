import Diagnostics
import Source
import Template

extension Rule {
  static let securityGroupOpen = Rule(
    "STK614", "security-group-open", .warning, "a security group that lets everybody in",
    why: """
      A rule for `0.0.0.0/0` or `::/0` admits the whole internet. For all ports, or for one of a database or of remote \
      administration, that is hardly ever meant. A function needs no rule for what comes in at all: nobody connects to it.
      """,
    examples: [
      .bad(Self.group("{ IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: ↓0.0.0.0/0 }")),
      .bad(Self.group("{ IpProtocol: \"-1\", CidrIpv6: ↓\"::/0\" }")),
      .good(Self.group("{ IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/16 }")),
      .good(Self.group("{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }")),
    ])

  private static func group(_ rule: String) -> String {
    "resources:\n  Door: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: door, VpcId: vpc-0123456789abcdef0, SecurityGroupIngress: [\(rule)] } }\n"
  }
}

extension Check {
  /// Ports of remote administration and of databases (Service Name and Transport Protocol Port Number Registry, IANA).
  private static let guarded: [(port: Int, name: String)] = [
    (22, "SSH"), (3389, "remote desktops"), (1433, "SQL Server"), (1521, "Oracle"), (3306, "MySQL"),
    (5432, "PostgreSQL"), (6379, "Redis"), (11211, "memcached"), (27017, "MongoDB"),
  ]

  static let securityGroupOpen = Check(.securityGroupOpen) { context, findings in
    let inline = context.wholeResources("AWS::EC2::SecurityGroup").flatMap {
      $0["SecurityGroupIngress"]?.listOrSelf ?? []
    }
    let apart = context.wholeResources("AWS::EC2::SecurityGroupIngress").map {
      Value(.map($0.properties), $0.span)
    }
    for value in inline + apart {
      guard let range = value["CidrIp"] ?? value["CidrIpv6"],
        let text = context.resolver.literal(range), ["0.0.0.0/0", "::/0"].contains(text)
      else { continue }
      let rule = SecurityGroupRule(value, context)
      let isAll = rule.transport == "-1" || (rule.from == 0 && rule.to == 65535)
      guard isAll || rule.from != nil else { continue }
      guard let name = isAll ? "every port" : guarded.first(where: { rule.covers($0.port) })?.name else { continue }
      findings.report(
        Diagnostic(
          .securityGroupOpen, "the whole internet is let in for \(name)", at: range.span,
          help: ["name the addresses or the security group that may connect"]))
    }
  }
}
