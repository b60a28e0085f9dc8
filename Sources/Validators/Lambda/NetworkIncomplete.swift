import Diagnostics
import Source
import Template

extension Rule {
  static let networkIncomplete = Rule(
    "STK533", "network-incomplete", .error, "a function with subnets and no security group, or the reverse",
    limits: ["LAM-021"],
    why: """
      A function that runs in a VPC needs subnets and security groups, both of one VPC; Lambda refuses one without the \
      other. Two empty lists take the function out of the VPC.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), properties: { VpcConfig: ↓{ SubnetIds: [subnet-0123456789abcdef0] } } }\n",
        files: Samples.handler, options: ["--ignore", "STK7"]),
      .good(
        "functions:\n  f: { \(Samples.function), network: { subnets: [subnet-0123456789abcdef0], securityGroups: [sg-0123456789abcdef0] } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let networkIncomplete = Check(.networkIncomplete) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      guard let network = function["VpcConfig"], network.map != nil,
        let subnets = context.leastCount(network["SubnetIds"]),
        let groups = context.leastCount(network["SecurityGroupIds"]),
        (subnets == 0) != (groups == 0)
      else { continue }
      let missing = subnets == 0 ? "subnets" : "security groups"
      findings.report(
        Diagnostic(
          .networkIncomplete, "`\(function.label)` has no \(missing) for its VPC", at: network.span,
          consequences: ["Lambda refuses it: \"SubnetIds and SecurityIds must coexist or be both empty list\""],
          help: ["give both subnets and security groups, or neither"]))
    }
  }
}

extension CheckContext {
  /// How many items a list has, or 1 if that is not known and it cannot be empty: as a parameter of subnets cannot.
  fileprivate func leastCount(_ value: Value?) -> Int? {
    if let count = count(value) { return count }
    guard let call = value?.intrinsic, call.function == .ref, let name = call.argument.string,
      let type = template.parameter(name)?.type, type.hasPrefix("List<AWS::")
    else { return nil }
    return 1
  }

  /// How many items a list has: 0 if it is not given; nil if that is not known.
  func count(_ value: Value?) -> Int? {
    guard let value, !value.isNoValue else { return 0 }
    return resolver.resolve(value).items?.count
  }
}
