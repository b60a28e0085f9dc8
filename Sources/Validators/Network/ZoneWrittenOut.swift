import Diagnostics
import Source
import Template

extension Rule {
  static let zoneWrittenOut = Rule(
    "STK634", "zone-written-out", .info, "an Availability Zone by name",
    why: """
      The zones of a Region differ from Region to Region, and an account may not have each of them. `Fn::GetAZs` gives those \
      that there are ("Fn::GetAZs", AWS CloudFormation Template Reference).
      """,
    examples: [
      .bad(
        "resources:\n  Net: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-0a1b2c3d, CidrBlock: 10.0.0.0/24, AvailabilityZone: ↓eu-west-1a } }\n"
      ),
      .good(
        "resources:\n  Net: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-0a1b2c3d, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs \"\"] } }\n"
      ),
    ])
}

extension Check {
  /// The properties that name zones.
  private static let properties = ["AvailabilityZone", "AvailabilityZones"]

  static let zoneWrittenOut = Check(.zoneWrittenOut) { context, findings in
    for resource in context.template.resources {
      for name in properties {
        for value in resource[name]?.listOrSelf ?? [] where value.string?.isEmpty == false {
          findings.report(
            Diagnostic(
              .zoneWrittenOut, "`\(value.string ?? "")` is a zone of one Region", at: value.span,
              help: ["choose one that there is: `!Select [0, !GetAZs \"\"]`"]))
        }
      }
    }
  }
}
