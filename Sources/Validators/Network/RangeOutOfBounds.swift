import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let rangeOutOfBounds = Rule(
    "STK609", "range-out-of-bounds", .error, "a range of addresses that AWS does not make a VPC or subnet of",
    limits: ["VPC-003"],
    why: """
      A VPC, and a subnet, has an IPv4 range of `/16` (65,536 addresses) to `/28` (16), of which AWS keeps five in each subnet. \
      A subnet's range lies in its VPC's and overlaps no other ("VPC CIDR blocks" and "Subnet sizing", Amazon VPC User Guide).
      """,
    examples: [
      .bad(Self.vpc("↓10.0.0.0/8", "10.0.0.0/24")), .bad(Self.vpc("10.0.0.0/16", "↓10.0.0.0/29")),
      .bad(Self.vpc("10.0.0.0/16", "↓10.1.0.0/24")), .bad(Self.vpc("10.0.0.0/16", "↓10.0.0.1/24")),
      .bad(
        Self.vpc("10.0.0.0/16", "10.0.0.0/24")
          + "  Other: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: ↓10.0.0.128/25 } }\n"),
      .good(Self.vpc("10.0.0.0/16", "10.0.0.0/28")),
      .bad(
        "parameters:\n  vpc: { type: String }\nresources:\n"
          + "  One: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref vpc, CidrBlock: 10.0.0.0/24 } }\n"
          + "  Two: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref vpc, CidrBlock: ↓10.0.0.0/24 } }\n"),
    ])

  private static func vpc(_ range: String, _ subnet: String) -> String {
    "resources:\n  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: \(range) } }\n"
      + "  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: \(subnet) } }\n"
  }
}

extension Check {
  /// How long the prefix of a VPC's or subnet's range is.
  private static var prefixes: ClosedRange<Int> {
    let bounds = ServiceLimit.id("VPC-003")?.bounds
    guard let least = bounds?.least, let most = bounds?.most, least <= most else { return 0...32 }
    return Int(least)...Int(most)
  }

  static let rangeOutOfBounds = Check(.rangeOutOfBounds) { context, findings in
    var vpcs: [String: IPv4Block] = [:]
    for vpc in context.resources("AWS::EC2::VPC") {
      guard let block = context.block(vpc, prefixes, &findings) else { continue }
      vpcs[vpc.logicalID] = block
    }
    let associated = Set(
      context.resources("AWS::EC2::VPCCidrBlock").compactMap {
        $0["VpcId"].flatMap(context.reader.resource(namedBy:))
      })
    var siblings: [String: [(block: IPv4Block, subnet: Resource)]] = [:]
    for subnet in context.resources("AWS::EC2::Subnet") {
      guard let block = context.block(subnet, prefixes, &findings), let range = subnet["CidrBlock"],
        let id = subnet["VpcId"],
        let vpc = context.reader.resource(namedBy: id) ?? context.resolver.text(id)?.description
      else { continue }
      if let whole = vpcs[vpc], !associated.contains(vpc), !whole.contains(block) {
        findings.report(
          Diagnostic(
            .rangeOutOfBounds, "`\(block)` is not in `\(whole)`, the range of its VPC", at: range.span,
            consequences: ["AWS refuses the subnet: \"The CIDR '\(block)' is invalid\""], limits: []))
      } else if let other = siblings[vpc]?.first(where: { other in
        other.block.overlaps(block) && context.mayStandTogether(other.subnet, subnet)
      }) {
        findings.report(
          Diagnostic(
            .rangeOutOfBounds, "`\(block)` overlaps `\(other.block)`", at: range.span,
            notes: [.init("the other subnet is here", at: context.place("CidrBlock", of: other.subnet))],
            consequences: ["AWS refuses the subnet: \"The CIDR '\(block)' conflicts with another subnet\""], limits: [])
        )
      }
      siblings[vpc, default: []].append((block, subnet))
    }
  }
}

extension CheckContext {
  /// Whether both may be there: two subnets that never stand together may share addresses.
  fileprivate func mayStandTogether(_ first: Resource, _ second: Resource) -> Bool {
    conditions.isPossible([first, second].compactMap { $0.condition.map { ConditionFact($0.text, true) } })
  }

  /// The range of a VPC or subnet, if it is known and AWS takes it.
  fileprivate func block(_ resource: Resource, _ prefixes: ClosedRange<Int>, _ findings: inout Findings) -> IPv4Block? {
    guard let range = resource["CidrBlock"], let text = resolver.literal(range) else { return nil }
    let block = IPv4Block(text)
    if let block, prefixes.contains(block.prefix) { return block }
    findings.report(
      Diagnostic(
        .rangeOutOfBounds,
        block == nil
          ? "`\(text)` is no range of IPv4 addresses"
          : "a range has a prefix of `/\(prefixes.lowerBound)` to `/\(prefixes.upperBound)`, and this is `\(text)`",
        at: range.span, consequences: ["AWS refuses it: \"The CIDR '\(text)' is invalid\""],
        help: block == nil ? ["an address, a slash and the prefix, with no bits set behind it: `10.0.0.0/16`"] : [],
        limits: block == nil ? [] : ["VPC-003"]))
    return nil
  }
}
