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
    let byType = Dictionary(grouping: resources, by: \.type)
    types = FewNames(byType.keys)
    let isSmall = byType.count <= Self.mostLookedThrough
    few = isSmall ? byType.map { ($0.key, $0.value) } : []
    many = isSmall ? [:] : byType
  }

  /// The resources of a type, in source order.
  subscript(type: String) -> [Resource] {
    guard types.mayContain(type) else { return [] }
    guard many.isEmpty else { return many[type] ?? [] }
    return few.first { $0.type.isSameName(as: type) }?.resources ?? []
  }
}
