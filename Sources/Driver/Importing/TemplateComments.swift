import Source
import Template
import YAML

/// The comments that stand right above resources of a template.
struct TemplateComments {
  /// The text of each line after `#`, by logical id.
  let byResource: [String: [String]]

  init(_ compilation: Compilation) {
    guard let tree = compilation.trees.first, let template = compilation.template else {
      byResource = [:]
      return
    }
    var lines: [Int: String] = [:]
    for comment in tree.comments() {
      guard let place = compilation.sources.start(of: comment.span), Self.isAlone(comment, compilation) else {
        continue
      }
      lines[place.line] = comment.text
    }
    var found: [String: [String]] = [:]
    for resource in template.resources where resource.origin == .declared && resource.span.source == tree.source {
      guard var line = compilation.sources.start(of: resource.span)?.line else { continue }
      var block: [String] = []
      while let text = lines[line - 1] {
        block.insert(text, at: 0)
        line -= 1
      }
      if !block.isEmpty { found[resource.logicalID] = block }
    }
    byResource = found
  }

  /// Whether nothing else stands on the comment's line.
  private static func isAlone(_ comment: Comment, _ compilation: Compilation) -> Bool {
    guard let bytes = compilation.sources[comment.span.source]?.bytes else { return false }
    let before = bytes[..<Int(comment.span.start)].reversed().prefix { $0 != UInt8(ascii: "\n") }
    return before.allSatisfy { $0 == UInt8(ascii: " ") }
  }
}
