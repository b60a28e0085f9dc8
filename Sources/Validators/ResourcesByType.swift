import Source
import Template

/// The resources of a template by their types. Each check asks for one type or several, and a template has few: those are
/// looked through, with their lengths first, for less than the hash of a name costs.
struct ResourcesByType: Sendable {
  /// With more types than these a hash costs less.
  private static let mostLookedThrough = 32

  private let types: FewNames
  private let few: [(type: String, resources: [Resource])]
  private let many: [String: [Resource]]

  init(_ resources: [Resource]) {
    var few: [(type: String, resources: [Resource])] = []
    for resource in resources {
      let type = resource.type
      if let index = few.firstIndex(where: { $0.type.isSameName(as: type) }) {
        few[index].resources.append(resource)
      } else if few.count < Self.mostLookedThrough {
        few.append((type, [resource]))
      } else {
        few = []
        break
      }
    }
    self.few = few
    many = few.isEmpty ? Dictionary(grouping: resources, by: \.type) : [:]
    types = FewNames(few.isEmpty ? Array(many.keys) : few.map(\.type))
  }

  /// The resources of a type, in source order.
  subscript(type: String) -> [Resource] {
    guard types.mayContain(type) else { return [] }
    guard many.isEmpty else { return many[type] ?? [] }
    return few.first { $0.type.isSameName(as: type) }?.resources ?? []
  }
}
