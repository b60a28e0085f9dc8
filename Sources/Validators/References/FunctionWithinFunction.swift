import Diagnostics
import Source
import Template

extension Rule {
  static let functionWithinFunction = Rule(
    "STK345", "function-within-function", .error, "an argument that an intrinsic function does not take",
    why: """
      The page of each function says which others may stand in it, and what its argument means. The name of an export cannot \
      come from another export ("Fn::ImportValue"), and `Fn::GetAZs` takes a Region, not one of its zones ("Fn::GetAZs", AWS \
      CloudFormation Template Reference). CloudFormation rejects the template.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { name: { \"Fn::ImportValue\": !ImportValue ↓name } }\n"),
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
    for use in context.uses.calls {
      switch use.call.function {
      case .importValue: findings.judgeImport(use.call)
      case .getAZs: findings.judgeZones(use.call)
      default: break
      }
    }
  }
}

extension Findings {
  /// What the name of an export may be made of.
  private static let inImport: Set<IntrinsicFunction> = [
    .base64, .findInMap, .ifElse, .join, .select, .split, .sub, .ref,
  ]

  fileprivate mutating func judgeImport(_ call: Intrinsic) {
    guard let inner = call.argument.intrinsic, !Self.inImport.contains(inner.function) else { return }
    report(
      Diagnostic(
        .functionWithinFunction, "the name of an export cannot be what `\(inner.function.rawValue)` gives",
        at: call.argument.span, help: ["write the name, or make it of parameters with `Fn::Sub`"]))
  }

  /// A zone is a Region and a letter; what looks otherwise may be a Region that is yet to come.
  fileprivate mutating func judgeZones(_ call: Intrinsic) {
    guard let text = call.argument.string, let last = text.unicodeScalars.last, last.properties.isLowercase,
      text.dropLast().last?.isNumber == true
    else { return }
    report(
      Diagnostic(
        .functionWithinFunction, "`\(text)` is an Availability Zone, and `Fn::GetAZs` takes a Region",
        at: call.argument.span, help: ["write `\(text.dropLast())`, or an empty text for the stack's own Region"]))
  }
}
