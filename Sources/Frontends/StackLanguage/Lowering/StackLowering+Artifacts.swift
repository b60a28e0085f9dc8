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
    return template.addArtifact(owner: owner, property: property, path: Name(node.text, span), build: build)
  }
}
