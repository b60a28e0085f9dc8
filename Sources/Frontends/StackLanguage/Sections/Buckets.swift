import Source
import Template

extension Section {
  static let buckets = Section(
    .buckets,
    "S3 buckets.",
    keys: [],
    example: """
      buckets:
        lake: { properties: { VersioningConfiguration: { Status: Enabled } } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .buckets), from: entry)
  }
}
