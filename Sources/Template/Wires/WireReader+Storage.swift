import Source

extension WireReader {
  /// `NotificationConfiguration` (AWS::S3::Bucket).
  func wires(ofBucket bucket: Resource) -> [Wire] {
    guard let configuration = bucket["NotificationConfiguration"] else { return [] }
    var wires: [Wire] = []
    for (list, property) in Self.notificationTargets {
      for notification in configuration[list]?.list ?? [] {
        guard let target = notification[property] else { continue }
        let to = endpoint(target)
        guard let kind = end(to).flatMap({ Wire.Kind(from: "bucket", to: $0) }) else { continue }
        wires.append(
          Wire(
            kind: kind, source: .resource(bucket.logicalID), target: to, via: bucket.logicalID, span: target.span))
      }
    }
    return wires
  }

  /// The lists of notifications, each with the property that names the target.
  private static let notificationTargets = [
    ("LambdaConfigurations", "Function"), ("QueueConfigurations", "Queue"), ("TopicConfigurations", "Topic"),
  ]
}
