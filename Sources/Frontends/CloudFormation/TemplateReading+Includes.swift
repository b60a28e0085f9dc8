import Diagnostics
import Source
import Template
import YAML

/// Parts of a template that stand in files of their own ("AWS::Include transform", AWS CloudFormation Template Reference). What
/// lies in a bucket is not read; a path is what `sam package` and `aws cloudformation package` upload before a deployment.
extension TemplateReading {
  static let include = "AWS::Include"

  /// What is known of the file that a transform includes.
  enum Included {
    /// Its root, a map.
    case members(Node)
    /// It cannot be included, which is told.
    case refused
    /// AWS alone can tell.
    case unknown
  }

  /// The members of a map with `Fn::Transform`, those of the file that it includes among them; nil where AWS alone can tell.
  mutating func withInclude(_ node: Node) -> Value? {
    guard let call = node["Fn::Transform"] else { return nil }
    var members = ValueMap()
    switch included(by: call) {
    case .unknown: return nil
    case .refused: break
    case .members(let root):
      isInInclude = true
      defer { isInInclude = false }
      guard let map = cloudFormationValue(root)?.map else { return nil }
      members = map
    }
    for (key, child) in node.entries where key.text != "Fn::Transform" {
      if let value = cloudFormationValue(child) { members.set(key.text, at: key.span, value) }
    }
    return Value(.map(members), node.span)
  }

  /// What a transform includes, here or at the top of the template.
  mutating func included(by call: Node) -> Included {
    guard call.kind == .mapping, call["Name"]?.text == Self.include, let place = call["Parameters"]?["Location"],
      place.kind == .scalar, place.tag == nil, !place.text.isEmpty, !place.text.contains("://")
    else { return .unknown }
    guard !isInInclude else {
      findings.report(.includeUnfit("what is included cannot include more", at: place.contentSpan))
      return .refused
    }
    guard let tree = open?(place.text), tree.isComplete, let root = tree.root else { return .unknown }
    guard root.kind == .mapping else {
      findings.report(
        .includeUnfit("`\(place.text)` holds no map, and only keys can be included", at: place.contentSpan))
      return .refused
    }
    return .members(root)
  }
}
