import Diagnostics
import Source
import Template

extension Rule {
  static let deliveryDestinationUnfit = Rule(
    "STK596", "delivery-destination-unfit", .error, "a source or destinations that a delivery stream cannot have",
    limits: ["FHS-009", "FHS-011"],
    why: """
      A delivery stream has exactly one destination. Only one that records are put into directly is encrypted by itself: \
      what is read from a stream is encrypted there ("StartDeliveryStreamEncryption", Amazon Data Firehose API Reference).
      """,
    examples: [
      .bad(
        "deliveryStreams:\n  lake: { from: streams.clicks, to: buckets.lake, ↓encryptionKey: arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-0123456789ab }\nstreams:\n  clicks: {}\nbuckets:\n  lake: {}\n"
      ),
      .bad(
        "resources:\n  Lake:\n    Type: ↓AWS::KinesisFirehose::DeliveryStream\n    Properties: { DeliveryStreamType: DirectPut }\n"
      ),
      .good(
        "deliveryStreams:\n  lake: { from: streams.clicks, to: buckets.lake }\nstreams:\n  clicks: {}\nbuckets:\n  lake: {}\n"
      ),
    ])
}

extension Check {
  static let deliveryDestinationUnfit = Check(.deliveryDestinationUnfit) { context, findings in
    for stream in context.wholeResources("AWS::KinesisFirehose::DeliveryStream") {
      let destinations = stream.properties.entries.filter {
        DeliveryDestination.properties.contains($0.key) && !$0.value.isNoValue
      }
      if destinations.isEmpty {
        findings.report(
          Diagnostic(
            .deliveryDestinationUnfit, "`\(stream.label)` has no destination", at: stream.typeSpan,
            consequences: ["AWS refuses the delivery stream"], help: ["give it one destination"], limits: ["FHS-009"]))
      }
      for other in destinations.dropFirst() {
        findings.report(
          Diagnostic(
            .deliveryDestinationUnfit, "`\(stream.label)` has a second destination", at: other.keySpan,
            notes: [.init("this is the first", at: destinations[0].keySpan)],
            consequences: ["AWS refuses the delivery stream"], help: ["make a delivery stream for each"],
            limits: ["FHS-009"]))
      }
      guard let encryption = stream.properties.entry("DeliveryStreamEncryptionConfigurationInput"),
        !encryption.value.isNoValue, let type = stream["DeliveryStreamType"],
        let name = context.resolver.literal(type), name != "DirectPut"
      else { continue }
      findings.report(
        Diagnostic(
          .deliveryDestinationUnfit, "`\(stream.label)` reads a stream, and so is not encrypted by itself",
          at: encryption.keySpan, notes: [.init("it reads here", at: type.span)],
          consequences: ["AWS refuses the delivery stream"], help: ["encrypt the stream that it reads"],
          limits: ["FHS-011"]))
    }
  }
}
