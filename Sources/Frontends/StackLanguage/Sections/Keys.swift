import Source
import Template

extension Section {
  static let keys = Section(
    .keys,
    "KMS keys.",
    keys: [],
    example: """
      keys:
        main: { properties: { Description: The key of the shop } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .keys), from: entry)
  }
}
