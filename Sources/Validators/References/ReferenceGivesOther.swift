import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let referenceGivesOther = Rule(
    "STK341", "reference-gives-other", .error, "a reference that gives something else than the property takes",
    why: """
      What `Ref` gives depends on the type: a role's name, a queue's address, a function's name ("Return values" on the page \
      of each type). A property that takes an ARN, or the id of another kind of resource, is refused with it.
      """,
    examples: [
      .bad(
        "resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: sts:AssumeRole }] }\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties: { TaskRoleArn: !Ref ↓Worker }\n"
      ),
      .good(
        "resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: sts:AssumeRole }] }\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties: { TaskRoleArn: !GetAtt Worker.Arn }\n"
      ),
    ])
}

extension ShapeVisit {
  /// Tells a `Ref` that gives something else than belongs here.
  func judgeReference(into findings: inout Findings) {
    guard shape.restricts(.formats), let call = value.intrinsic, call.function == .ref, let id = call.argument.string,
      let target = context.template[id], let identity = ResourceType.named(target.type)?.identity
    else { return }
    let formats = shape.formats
    // Only where every form that the property takes is that of a resource can the reference be of a wrong one.
    guard formats.count == 1, let format = formats.first, format.hasPrefix("AWS::"), let dot = format.lastIndex(of: ".")
    else { return }
    let type = String(format[..<dot])
    let isOtherType = type != target.type && ["AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::IAM::Role"].contains(type)
    let isName = type == target.type && format.hasSuffix(".Arn") && identity.refIs == .name
    guard isOtherType || isName else { return }
    let wanted = isName ? "its ARN" : "\(type)'s \(format[format.index(after: dot)...].lowercased())"
    findings.report(
      Diagnostic(
        .referenceGivesOther, "`Ref` of `\(context.called(target))` is not what `\(name)` takes: \(wanted)",
        at: call.argument.span, help: isName ? ["write `!GetAtt \(id).Arn`"] : ["refer to a resource of type `\(type)`"]
      ))
  }
}
