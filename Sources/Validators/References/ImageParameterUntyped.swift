import Diagnostics
import Source
import Template

extension Rule {
  static let imageParameterUntyped = Rule(
    "STK362", "image-parameter-untyped", .warning, "a parameter for an image that takes any text",
    why: """
      A parameter of the type `AWS::EC2::Image::Id` is looked up before anything is made, and the console offers the images that \
      there are. With `String`, an id that does not exist fails in the middle of the deployment ("CloudFormation-supplied \
      parameter types", AWS CloudFormation User Guide).
      """,
    examples: [
      .bad(
        "Parameters:\n  Image: { Type: ↓String }\nResources:\n  Host: { Type: AWS::EC2::Instance, Properties: { ImageId: !Ref Image } }\n",
        fixed:
          "Parameters:\n  Image: { Type: AWS::EC2::Image::Id }\nResources:\n  Host: { Type: AWS::EC2::Instance, Properties: { ImageId: !Ref Image } }\n",
        file: "template.yaml"),
      .good(
        "Parameters:\n  Image: { Type: AWS::EC2::Image::Id }\nResources:\n  Host: { Type: AWS::EC2::Instance, Properties: { ImageId: !Ref Image } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  /// Where images are named, by type.
  private static let places: [(type: String, path: [String])] = [
    ("AWS::AutoScaling::LaunchConfiguration", ["ImageId"]),
    ("AWS::Batch::ComputeEnvironment", ["ComputeResources", "ImageId"]),
    ("AWS::EC2::Instance", ["ImageId"]),
    ("AWS::EC2::LaunchTemplate", ["LaunchTemplateData", "ImageId"]),
  ]
  private static let imageTypes = ["AWS::EC2::Image::Id", "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"]

  static let imageParameterUntyped = Check(.imageParameterUntyped) { context, findings in
    guard !context.template.parameters.isEmpty else { return }
    var told: Set<String> = []
    for place in places {
      for resource in context.resources(place.type) {
        let value = place.path.dropFirst().reduce(resource[place.path[0]]) { $0?[$1] }
        guard let call = value?.intrinsic, call.function == .ref, let name = call.argument.string,
          let parameter = context.template.parameter(name), !imageTypes.contains(parameter.type),
          let type = parameter.attributes["Type"], told.insert(name).inserted
        else { continue }
        let wanted = parameter.type.hasPrefix("AWS::SSM::Parameter::Value") ? imageTypes[1] : imageTypes[0]
        findings.report(
          Diagnostic(
            .imageParameterUntyped, "`\(name)` names an image, and takes any text", at: type.span,
            notes: [.init("it is used as an image here", at: call.argument.span)],
            fixes: [.replace(type.span, with: wanted, title: "change to `\(wanted)`", safe: false)]))
      }
    }
  }
}
