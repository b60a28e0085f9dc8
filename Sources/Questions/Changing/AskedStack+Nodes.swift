import Source
import Template
import YAML

extension AskedStack {
  /// The mapping in which a resource was written, if a person wrote it as one.
  func node(of resource: Resource) -> Node? {
    guard let root = trees.first(where: { $0.source == resource.span.source })?.root, root.kind == .mapping else {
      return nil
    }
    for section in root.entries where section.value.kind == .mapping {
      // The quotes of a key belong to its node, and not to the name.
      for entry in section.value.entries where entry.key.span.union(resource.span) == entry.key.span {
        return entry.value
      }
    }
    return nil
  }

  /// The root of the stack's own file.
  var root: Node? { trees.first?.root }

  /// How the stack's file refers to a resource in a statement; nil where the stack language has no path for it.
  func path(of resource: Resource) -> String? { resource.reference.contains(".") ? resource.reference : nil }

  /// Whether a person wrote a resource as CloudFormation has it.
  func isRaw(_ resource: Resource) -> Bool {
    node(of: resource)?.entry("Properties") != nil || path(of: resource) == nil
  }
}
