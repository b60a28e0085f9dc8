import Source
import Template

extension Section {
  static let streams = Section(
    .streams,
    "Kinesis data streams.",
    keys: [],
    example: """
      streams:
        clicks: { properties: { ShardCount: 2 } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .streams), from: entry)
  }
}
