import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let networks = Section(
    .networks,
    """
    Networks (VPCs) that functions run in: a new one, with its subnets, route tables and endpoints, or with `vpc:` one \
    that exists. A function names a tier of it: `network: networks.main.private`. Nothing in it costs money unless \
    `nat`, an interface endpoint or `flowLogs` is asked for.
    """,
    keys: NetworkKeys.all,
    example: """
      functions:
        report:
          runtime: python3.13
          handler: app.report
          code: src/report
          network: networks.main.private
          access: { readWrite: tables.orders }
      tables:
        orders: { key: { id: string } }
      networks:
        main:
          cidr: 10.0.0.0/16
          zones: 2
          nat: false
          endpoints: [dynamodb]
      """
  ) { lowering, entry in
    guard let layout = lowering.networkLayout(of: entry) else { return }
    lowering.checkNetworkKeys(entry, layout)
    if layout.isNew { lowering.lowerVPC(entry, layout) }
    lowering.lowerFunctionGroup(entry, layout)
    lowering.lowerEndpoints(entry, layout)
    lowering.lowerFlowLogs(entry, layout)
  }
}

/// The keys of a network.
enum NetworkKeys {
  /// Keys that describe a VPC that exists already; all others make a new one, except ``shared``.
  static let existing = ["vpc", "public", "private", "isolated", "securityGroups", "routeTables"]
  /// Keys that both forms take.
  static let shared = ["endpoints", "condition"]
  /// The range of addresses where none is given: private addresses (RFC 1918), the most that a VPC can have.
  static let defaultRange = "10.0.0.0/16"

  static let all: [Key] = [
    Key(
      "cidr", .text, to: "CidrBlock", default: defaultRange,
      "The addresses, `/16` to `/24`. A sixteenth goes to each tier in each zone, always the same one."),
    Key("zones", .integer, default: "2", "How many availability zones have subnets: 1 to 4."),
    Key(
      "tiers", .list(.choice(NetworkTier.allCases.map { Choice($0.rawValue) })),
      default: "private, and public with `nat`",
      "Kinds of subnets: `public` ones reach the internet gateway, `private` ones a NAT gateway if there is one, `isolated` ones neither."
    ),
    Key(
      "nat", .choice(["false", "one", "perZone"].map { Choice($0) }), default: "false",
      "NAT gateways, through which private subnets reach the internet: one in all, or one in each zone. Each costs money by the hour."
    ),
    Key(
      "endpoints", .list(.object(NetworkEndpointKeys.shape)),
      "Services of AWS that are reached without the internet, by the end of the endpoint's name: `s3`, `dynamodb` (both free), `sqs`, `logs`."
    ),
    Key(
      "flowLogs",
      .object(
        ObjectShape(
          [
            Key(
              "traffic", .choice([Choice("all", "ALL"), Choice("accept", "ACCEPT"), Choice("reject", "REJECT")]),
              to: "TrafficType", default: "all", "Which traffic is recorded."),
            Key("retention", .duration(.days), default: "30d", "How long the records are kept."),
          ], shorthand: "traffic")), "Records of the traffic, in a log group of the network's own."),
    Key("vpc", .identifier, "The id of a VPC that exists: `vpc-…`."),
    Key("public", .list(.identifier), "With `vpc`: ids of its public subnets."),
    Key("private", .list(.identifier), "With `vpc`: ids of its private subnets."),
    Key("isolated", .list(.identifier), "With `vpc`: ids of its isolated subnets."),
    Key(
      "securityGroups", .list(.identifier), default: "a group of the stack's own",
      "With `vpc`: ids of the security groups that functions get."),
    Key(
      "routeTables", .list(.identifier), "With `vpc`: ids of the route tables that gateway endpoints are entered in."),
  ]
}

/// A kind of subnet, by what it reaches.
enum NetworkTier: String, CaseIterable {
  case `public`, `private`, isolated

  /// Its place among the parts of the network's range; the fourth is kept free.
  var place: Int {
    switch self {
    case .public: 0
    case .private: 1
    case .isolated: 2
    }
  }

  /// Its word in logical ids.
  var word: String { LogicalID.pascalCase(rawValue) }
}
