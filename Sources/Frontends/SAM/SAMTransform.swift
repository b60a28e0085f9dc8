public import Diagnostics
import Source
public import Template

/// The transform of the Serverless Application Model: `AWS::Serverless-2016-10-31`.
public enum SAMTransform {
  /// How its names begin; the date of the version follows.
  static let prefix = "AWS::Serverless-"

  /// The template with the resources that the transform makes; as it is where it asks for no such transform.
  ///
  /// What cannot be transformed is in `findings`, and in ``StackTemplate/unexpanded``, so that nothing is judged by what
  /// the transform would have made.
  public static func expand(_ template: StackTemplate, into findings: inout Findings) -> StackTemplate {
    guard let transform = template.transforms.first(where: { $0.text.hasPrefix(prefix) }) else { return template }
    var template = template
    template.unexpanded.append(transform)
    return template
  }
}
