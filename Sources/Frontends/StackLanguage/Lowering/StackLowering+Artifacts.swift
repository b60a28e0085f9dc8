import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// Notes the folder or file of `code:` as an artifact and gives the place where the template will look for it.
  mutating func artifact(_ entry: Entry, property: String, owner: String) -> Value? {
    guard let path = entry.plainName("code", &self), let node = entry.node("code"), !path.text.isEmpty else {
      return nil
    }
    let span = path.span
    let build = entry.node("build").map { Name($0.text, $0.contentSpan) }
    if build == nil, files.kind(of: node.text) == nil {
      let parent = node.text.split(separator: "/").dropLast().joined(separator: "/")
      let names = files.names(in: parent).map { parent.isEmpty ? $0 : "\(parent)/\($0)" }
      findings.report(.fileMissing(node.text, at: span, near: names))
    }
    let objectName = "\(owner).zip"
    template.artifacts.append(
      Artifact(owner: owner, property: property, path: Name(node.text, span), build: build, objectName: objectName))
    return .object(
      span,
      [
        "S3Bucket": .ref(StackTemplate.artifactBucket, span),
        "S3Key": .sub("${\(StackTemplate.artifactPrefix)}\(objectName)", span),
      ])
  }

  /// Adds the parameters that say where artifacts are, if there are any.
  mutating func addArtifactParameters() {
    guard let first = template.artifacts.first else { return }
    let span = first.path.span
    func parameter(_ name: String, _ description: String, defaultValue: String?) -> Parameter {
      let attributes: [(String, String)] =
        [("Type", "String"), ("Description", description)] + (defaultValue.map { [("Default", $0)] } ?? [])
      return Parameter(
        name: Name(name, span), type: "String", defaultValue: defaultValue.map { .string($0, span) },
        attributes: ValueMap(attributes.map { .init($0, at: span, .string($1, span)) }))
    }
    template.parameters.append(
      parameter(StackTemplate.artifactBucket, "Bucket that holds the packed code", defaultValue: nil))
    template.parameters.append(
      parameter(
        StackTemplate.artifactPrefix, "Prefix of the packed code in the bucket, ending in a slash", defaultValue: ""))
  }
}
