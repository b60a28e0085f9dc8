import Source
import YAML

/// Where a person wrote one entry of a list of permissions.
struct GrantPlace: Hashable {
  /// The lists that hold permissions, by their key.
  enum Form: String, CaseIterable {
    /// `access:` of a function.
    case access
    /// `allow:` of a role.
    case allow
    /// `Statement` of a policy document, as CloudFormation and SAM have it.
    case statement = "Statement"

    /// The keys of an entry's actions and resources.
    var keys: (actions: String, resources: String) {
      switch self {
      case .access: ("allow", "on")
      case .allow: ("actions", "on")
      case .statement: ("Action", "Resource")
      }
    }
  }

  let form: Form
  /// The entry.
  let item: Node
  /// The list, or the entry itself where it stands for a list of one.
  let list: Node
  /// The mapping that has the list, and the list's key there.
  let owner: Node
  let key: Node

  /// The entry of the innermost list around a place.
  init?(of span: Span, below root: Node) {
    var found: GrantPlace?
    var node = root
    var isDescending = true
    while isDescending {
      isDescending = false
      if node.kind == .mapping {
        guard let entry = node.entries.first(where: { $0.key.fullSpan.holds(span) || $0.value.fullSpan.holds(span) })
        else { break }
        if let form = Form(rawValue: entry.key.text), entry.value.fullSpan.holds(span) {
          let items = entry.value.kind == .sequence ? Array(entry.value.items) : [entry.value]
          if let item = items.first(where: { $0.fullSpan.holds(span) }), item.kind == .mapping {
            found = GrantPlace(form: form, item: item, list: entry.value, owner: node, key: entry.key)
          }
        }
        (node, isDescending) = (entry.value, entry.value.fullSpan.holds(span))
      } else if let item = node.items.first(where: { $0.fullSpan.holds(span) }) {
        (node, isDescending) = (item, true)
      }
    }
    guard let found else { return nil }
    self = found
  }

  private init(form: Form, item: Node, list: Node, owner: Node, key: Node) {
    self.form = form
    self.item = item
    self.list = list
    self.owner = owner
    self.key = key
  }
}

extension Span {
  /// Whether another lies within.
  fileprivate func holds(_ other: Span) -> Bool {
    source == other.source && start <= other.start && other.end <= end
  }
}
