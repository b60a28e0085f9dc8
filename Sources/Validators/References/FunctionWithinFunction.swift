import Diagnostics
import Source
import Template

extension Rule {
  static let functionWithinFunction = Rule(
    "STK345", "function-within-function", .error, "an argument that an intrinsic function does not take",
    why: """
      The page of each function says what its arguments are, and which other functions may stand in them. The delimiter of \
      `Fn::Join` is a text and behind it stands a list of texts, the index of `Fn::Select` is a number from 0, the name of an \
      export cannot come from another export, and `Fn::GetAZs` takes a Region, not one of its zones ("Intrinsic function \
      reference", AWS CloudFormation Template Reference). CloudFormation rejects the template.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { name: { \"Fn::ImportValue\": !ImportValue ↓name } }\n"),
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  jobs: !Join [\"-\", ↓jobs]\n"),
      .bad(
        "queues:\n  jobs: {}\noutputs:\n  jobs: !Select [↓first, [a, b]]\n"),
      .bad(
        "resources:\n  Net:\n    Type: AWS::EC2::Subnet\n    Properties: { VpcId: vpc-0a1b2c3d, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ↓eu-west-1a] }\n"
      ),
      .good(
        "resources:\n  Net:\n    Type: AWS::EC2::Subnet\n    Properties: { VpcId: vpc-0a1b2c3d, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs eu-west-1] }\n"
      ),
    ])
}

extension Check {
  static let functionWithinFunction = Check(.functionWithinFunction) { context, findings in
    let isExtended = context.template.hasLanguageExtensions
    for use in context.uses.calls {
      let judge = ArgumentJudge(function: use.call.function, context: context)
      if use.call.function == .sub {
        for entry in use.call.argument(1)?.map?.entries ?? [] {
          judge.judge(entry.value, as: .variable, called: "the variable `\(entry.key)`", into: &findings)
        }
      } else if let forms = ArgumentForm.all(of: use.call.function, hasLanguageExtensions: isExtended) {
        judge.judge(use.call.argument, as: forms, into: &findings)
      }
    }
  }
}
