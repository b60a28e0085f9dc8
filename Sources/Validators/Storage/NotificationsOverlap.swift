import Diagnostics
import Source
import Template

extension Rule {
  static let notificationsOverlap = Rule(
    "STK545", "notifications-overlap", .error, "two notifications of a bucket that one object's event would match",
    why: """
      S3 tells one target of an event, so two notifications for the same event must differ in their prefixes or suffixes \
      such that no key matches both. S3 refuses the bucket otherwise ("Configuring event notifications using object key \
      name filtering", Amazon S3 User Guide). A topic, or EventBridge, hands one event to several.
      """,
    examples: [
      .bad(
        "buckets:\n  uploads:\n    notifications:\n      - { on: s3:ObjectCreated:*, to: queues.a, prefix: images/ }\n      - { on: s3:ObjectCreated:Put, to: ↓queues.b, suffix: .png }\nqueues:\n  a: {}\n  b: {}\n"
      ),
      .good(
        "buckets:\n  uploads:\n    notifications:\n      - { on: s3:ObjectCreated:*, to: queues.a, prefix: images/ }\n      - { on: s3:ObjectCreated:Put, to: queues.b, prefix: documents/ }\nqueues:\n  a: {}\n  b: {}\n"
      ),
    ])
}

extension Check {
  static let notificationsOverlap = Check(.notificationsOverlap) { context, findings in
    for bucket in context.wholeResources("AWS::S3::Bucket") {
      let notifications = BucketNotification.all(of: bucket, context)
      for (index, later) in notifications.enumerated() {
        guard let earlier = notifications[..<index].first(where: { $0.overlaps(later) }) else { continue }
        findings.report(
          Diagnostic(
            .notificationsOverlap,
            "an object of `\(bucket.label)` can match two notifications of `\(later.event)`", at: later.target.span,
            label: later.filterText,
            notes: [.init("\(earlier.filterText), for `\(earlier.event)`", at: earlier.target.span)],
            consequences: ["S3 refuses the bucket: \"Configuration is ambiguously defined\""],
            help: ["give them prefixes or suffixes that exclude each other, or let a topic tell both"]))
      }
    }
  }
}

/// A notification of a bucket, as far as it is known.
private struct BucketNotification {
  let event: String
  let target: Value
  let prefix: String
  let suffix: String

  /// Those of a bucket of which event and filter are known.
  static func all(of bucket: Resource, _ context: CheckContext) -> [BucketNotification] {
    let lists = [
      ("LambdaConfigurations", "Function"), ("QueueConfigurations", "Queue"), ("TopicConfigurations", "Topic"),
    ]
    return lists.flatMap { list, property in
      (bucket["NotificationConfiguration"]?[list]?.list ?? []).compactMap { notification -> BucketNotification? in
        guard let target = notification[property], let event = notification["Event"].flatMap(context.resolver.literal)
        else { return nil }
        var filter: [String: String] = [:]
        for rule in notification["Filter"]?["S3Key"]?["Rules"]?.list ?? [] {
          guard let name = rule["Name"].flatMap(context.resolver.literal),
            let value = rule["Value"].flatMap(context.resolver.literal)
          else { return nil }
          filter[name.lowercased()] = value
        }
        return BucketNotification(
          event: event, target: target, prefix: filter["prefix"] ?? "", suffix: filter["suffix"] ?? "")
      }
    }.sorted { $0.target.span.range.lowerBound < $1.target.span.range.lowerBound }
  }

  /// What it is limited to, in words.
  var filterText: String {
    switch (prefix.isEmpty, suffix.isEmpty) {
    case (true, true): "for every key"
    case (false, true): "for keys that begin with `\(prefix)`"
    case (true, false): "for keys that end in `\(suffix)`"
    case (false, false): "for keys that begin with `\(prefix)` and end in `\(suffix)`"
    }
  }

  /// Whether an event of one object can match both. S3 compares prefixes with prefixes and suffixes with suffixes.
  func overlaps(_ other: BucketNotification) -> Bool {
    Self.sameEvent(event, other.event)
      && (prefix.hasPrefix(other.prefix) || other.prefix.hasPrefix(prefix))
      && (suffix.hasSuffix(other.suffix) || other.suffix.hasSuffix(suffix))
  }

  /// `s3:ObjectCreated:*` stands for every event of its group.
  private static func sameEvent(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    func covers(_ pattern: String, _ event: String) -> Bool {
      pattern.hasSuffix("*") && event.hasPrefix(pattern.dropLast())
    }
    return covers(one, other) || covers(other, one)
  }
}
