import Diagnostics
import Source
import Template
import YAML

/// Code that lies elsewhere than beside the stack file.
enum CodeLocation {
  private static let object = [
    Key("bucket", .text, to: "S3Bucket", "The bucket that the archive lies in."),
    Key("key", .text, to: "S3Key", "Its key there."),
    Key("version", .text, to: "S3ObjectVersion", default: "the newest", "The version of the object."),
  ]

  static let ofLayer = ObjectShape(object)
  static let ofFunction = ObjectShape(
    object + [
      Key("inline", .text, to: "ZipFile", "The source itself, of Python or Node.js: the module is called `index`.")
    ])
}

extension StackLowering {
  /// What `code:` says: an artifact, or the place of an archive, or the source itself.
  mutating func code(_ entry: Entry, property: String, owner: String) -> Value? {
    guard let node = entry.node("code"), node.kind == .mapping, !node.isIntrinsicCall else {
      return artifact(entry, property: property, owner: owner)
    }
    guard let place = entry.entry("code", &self) else { return nil }
    if place.has("inline") == (place.has("bucket") || place.has("key")) || place.has("inline") && place.has("version") {
      let keys = place.shape.keys.map(\.name)
      findings.report(
        .exactlyOneKey(
          place.shape.key("inline") == nil ? ["bucket"] : ["bucket", "inline"], given: keys.filter(place.has).count,
          in: "code", at: node.span))
      return nil
    }
    for key in place.has("inline") ? [] : ["bucket", "key"] where !place.has(key) {
      findings.report(.missingKey(key, in: "code", at: node.span))
    }
    if let build = entry.keySpan("build") {
      findings.report(.exactlyOneKey(["build", "code"], given: 2, in: entry.name, at: build))
    }
    return Value(.map(place.properties(&self)), node.span)
  }

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
    return template.addArtifact(owner: owner, property: property, path: Name(node.text, span), build: build)
  }
}
