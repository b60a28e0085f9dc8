import Source
import Template

extension Section {
  static let deliveryStreams = Section(
    .deliveryStreams,
    "Firehose delivery streams.",
    keys: [],
    example: """
      deliveryStreams:
        archive: { properties: { DeliveryStreamType: DirectPut } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .deliveryStreams), from: entry)
  }
}
