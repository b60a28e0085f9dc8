/// A type of resource as IAM knows it (Service Authorization Reference, Resource types).
public struct IAMResourceType: Sendable, Hashable {
  /// Name, ARN formats, condition keys.
  static let width = 3

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.iamResources, row * Self.width + column) }

  /// Its name within its service, such as `queue`.
  public var name: String { FactTable.shared.string(word(0)) }
  /// Its ARNs, with `${Partition}`, `${Region}`, `${Account}` and names of its own, or `*`, in the places that vary.
  public var arnFormats: NameList { NameList(list: FactList(.shared, word(1))) }
  /// The condition keys that a resource of it carries.
  public var conditionKeys: NameList { NameList(list: FactList(.shared, word(2))) }
}
