import Source

/// What subscribers get of a publication (SNS Developer Guide, "Parsing message formats"; "Fanout to Lambda functions").
struct Notification {
  let topic: Topic
  let publication: Publication
  let messageID: String
  /// FIFO topics number their messages.
  let sequenceNumber: String?
  let timestamp: String
  /// URL of the edge, where its links lead.
  let edge: String

  /// Stands where AWS signs: the local run has no certificate that AWS's domain vouches for.
  private static let unsigned = "bm90IHNpZ25lZCBieSBhIGxvY2FsIHJ1bg=="

  /// The body for a queue.
  func body(for subscription: Subscription) -> String {
    if subscription.isRaw { return publication.message(for: subscription.kind) }
    if subscription.kind == "lambda" { return lambdaEvent(for: subscription) }
    return JSON.object { json in
      json.member("Type", "Notification")
      json.member("MessageId", messageID)
      json.member("SequenceNumber", ifAny: sequenceNumber)
      json.member("TopicArn", topic.arn)
      json.member("Subject", ifAny: publication.subject)
      json.member("Message", publication.message(for: subscription.kind))
      json.member("Timestamp", timestamp)
      // Notifications of FIFO topics are not signed.
      if sequenceNumber == nil {
        json.member("SignatureVersion", "1")
        json.member("Signature", Self.unsigned)
        json.member("SigningCertURL", certificate)
      }
      json.member("UnsubscribeURL", unsubscribe(subscription))
      if !publication.attributes.isEmpty { json.member("MessageAttributes", attributes) }
    }
  }

  private func lambdaEvent(for subscription: Subscription) -> String {
    JSON.object { json in
      json.member("Records", each: [subscription]) { json, subscription in
        json.object { json in
          json.member("EventSource", "aws:sns")
          json.member("EventVersion", "1.0")
          json.member("EventSubscriptionArn", subscription.arn)
          json.member("Sns") { json in
            json.member("Type", "Notification")
            json.member("MessageId", messageID)
            json.member("TopicArn", topic.arn)
            json.key("Subject")
            if let subject = publication.subject { json.string(subject) } else { json.null() }
            json.member("Message", publication.message(for: "lambda"))
            json.member("Timestamp", timestamp)
            json.member("SignatureVersion", "1")
            json.member("Signature", Self.unsigned)
            // Lambda's events spell these two differently from a queue's.
            json.member("SigningCertUrl", certificate)
            json.member("UnsubscribeUrl", unsubscribe(subscription))
            json.member("MessageAttributes", attributes)
          }
        }
      }
    }
  }

  private var certificate: String { "\(edge)/SimpleNotificationService.pem" }

  private func unsubscribe(_ subscription: Subscription) -> String {
    "\(edge)/?Action=Unsubscribe&SubscriptionArn=\(subscription.arn)"
  }

  private func attributes(_ json: inout JSONWriter) {
    for (name, attribute) in publication.attributes.sorted(by: { $0.key < $1.key }) {
      json.member(name) { json in
        json.member("Type", attribute.type)
        json.member("Value", attribute.text ?? Base64.text(attribute.bytes ?? []))
      }
    }
  }

  /// The parcel for a subscriber.
  func parcel(for subscription: Subscription) -> Parcel {
    var parcel = Parcel(
      to: subscription.endpoint, from: .service("sns.amazonaws.com", source: topic.arn), body: body(for: subscription))
    if subscription.isRaw { parcel.attributes = publication.attributes }
    if subscription.kind == "sqs" {
      parcel.messageGroup = publication.group
      if subscription.endpoint.hasSuffix(".fifo") { parcel.deduplicationID = publication.deduplicationID }
    }
    return parcel
  }
}

/// Base64 (RFC 4648, section 4), with padding.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
