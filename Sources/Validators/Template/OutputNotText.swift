import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let outputNotText = Rule(
    "STK333", "output-not-text", .error, "an output whose value is no text",
    why: """
      CloudFormation rejects the template: `Template format error: The Value field of every Outputs member must evaluate to \
      a String`.
      """,
    examples: [
      .bad(
        "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Both: { Value: ↓[!Ref Jobs, none] }\n",
        file: "template.yaml"),
      .bad(
        "Parameters:\n  Zones: { Type: CommaDelimitedList }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Zones: { Value: !Ref ↓Zones }\n",
        file: "template.yaml"),
      .bad(
        "Parameters:\n  Image: { Type: String }\nResources:\n  Reserved:\n    Type: AWS::EC2::CapacityReservation\n    Properties: { InstanceType: m5.large, InstancePlatform: Linux/UNIX, AvailabilityZone: !Ref Image, InstanceCount: 2 }\nOutputs:\n  Count: { Value: !GetAtt Reserved.↓InstanceCount }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Zones: { Type: CommaDelimitedList }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Zones: { Value: !Join [\",\", !Ref Zones] }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let outputNotText = Check(.outputNotText) { context, findings in
    for output in context.template.outputs {
      var pending = output.value.map { [$0] } ?? []
      while let value = pending.popLast() {
        if let call = value.intrinsic, call.function == .ifElse {
          pending += [call.argument(1), call.argument(2)].compactMap { $0 }
        } else if let given = context.given(by: value), given.isSeveral {
          findings.report(
            Diagnostic(
              .outputNotText, "the value of the output `\(output.name.text)` must be a text, not \(given.phrase)",
              at: given.span,
              help: ["join the items with `Fn::Join`, or choose one with `Fn::Select`"]))
        }
      }
      output.value?.forEachReference { reference in
        guard let attribute = reference.attribute, let what = context.plainNumber(reference) else { return }
        findings.report(
          Diagnostic(
            .outputNotText, "the value of the output `\(output.name.text)` must be a text, not \(what)",
            at: attribute.span))
      }
    }
  }
}

extension CheckContext {
  /// What an attribute is, if CloudFormation gives it as a number or as true or false. It does for types all of whose
  /// properties are attributes; the few attributes of others it makes texts of.
  fileprivate func plainNumber(_ reference: Reference) -> String? {
    guard let name = reference.attribute?.text,
      let type = template[reference.target.text]?.documented,
      let kinds = type.attribute(named: name)?.kinds, !kinds.isEmpty
    else { return nil }
    let isNumber = kinds.isSubset(of: [.integer, .number])
    guard isNumber || kinds == .boolean, type.attributes.count(where: { type.isSettable($0.name) }) > 1 else {
      return nil
    }
    return isNumber ? "the number `\(name)`" : "`\(name)`, which is true or false"
  }
}

extension ResourceType {
  /// Whether a template may set the property of a name.
  fileprivate func isSettable(_ name: String) -> Bool {
    shape.property(named: name) != nil && !readOnly.contains(name)
  }
}
