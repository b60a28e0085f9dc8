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
  /// Types whose ids and ARNs nothing else can stand for.
  private static let unmistakable = ["AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::IAM::Role"]

  /// Tells a reference that gives something else than belongs here.
  func judgeReference(into findings: inout Findings) {
    guard shape.restricts(.formats), let call = value.intrinsic, let wanted = soleResourceForm() else { return }
    switch call.function {
    case .ref: judgeRef(call, wanted, into: &findings)
    case .getAtt: judgeAttribute(call, wanted, into: &findings)
    default: break
    }
  }

  /// The type and the attribute that the property takes, if it takes nothing else: only then can a reference be wrong.
  private func soleResourceForm() -> (type: String, attribute: String)? {
    let formats = shape.formats
    guard formats.count == 1, let format = formats.first, format.hasPrefix("AWS::"), let dot = format.lastIndex(of: ".")
    else { return nil }
    return (String(format[..<dot]), String(format[format.index(after: dot)...]))
  }

  private func judgeRef(
    _ call: Intrinsic, _ wanted: (type: String, attribute: String), into findings: inout Findings
  ) {
    guard let id = call.argument.string, let target = context.template[id],
      let identity = ResourceType.named(target.type)?.identity
    else { return }
    let isOtherType = wanted.type != target.type && Self.unmistakable.contains(wanted.type)
    let isName = wanted.type == target.type && wanted.attribute == "Arn" && identity.refIs == .name
    guard isOtherType || isName else { return }
    let what = isName ? "its ARN" : "\(wanted.type)'s \(wanted.attribute.lowercased())"
    findings.report(
      Diagnostic(
        .referenceGivesOther, "`Ref` of `\(context.called(target))` is not what `\(name)` takes: \(what)",
        at: call.argument.span,
        help: isName ? ["write `!GetAtt \(id).Arn`"] : ["refer to a resource of type `\(wanted.type)`"]
      ))
  }

  private func judgeAttribute(
    _ call: Intrinsic, _ wanted: (type: String, attribute: String), into findings: inout Findings
  ) {
    guard Self.unmistakable.contains(wanted.type), let id = call.argument(0), let text = id.string,
      call.argument(1)?.string == wanted.attribute, let target = context.template[text], target.documented != nil,
      target.type != wanted.type
    else { return }
    findings.report(
      Diagnostic(
        .referenceGivesOther,
        "`\(name)` takes the \(wanted.attribute) of an `\(wanted.type)`, and `\(context.called(target))` is an `\(target.type)`",
        at: id.span, help: ["refer to a resource of type `\(wanted.type)`"]))
  }
}
