import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::S3::Bucket.
  mutating func addBucket(_ resource: Resource, _ reader: inout PropertyReader) {
    var bucket = BucketPlan(
      id: resource.logicalID, name: reader.text("BucketName") ?? name(resource), arn: arn(resource))
    bucket.path = path(resource)
    bucket.place = planPlace(resource.span)
    let notifications = reader.peek("NotificationConfiguration")
    for (list, property) in Self.notificationTargets {
      for datum in notifications?[list]?.itemsOrSelf ?? [] {
        bucket.notifications.append(notification(datum, property, reader))
      }
    }
    if let told = notifications?["EventBridgeConfiguration"] {
      bucket.eventBridge = reader.plain(told["EventBridgeEnabled"]) != "false"
    }
    bucket.versioning = reader.text("VersioningConfiguration", "Status")
    bucket.settings = reader.rest()
    plan.buckets.append(bucket)
  }

  /// The lists of notifications, each with the property that names the target (AWS::S3::Bucket, `NotificationConfiguration`).
  private static let notificationTargets = [
    ("LambdaConfigurations", "Function"), ("QueueConfigurations", "Queue"), ("TopicConfigurations", "Topic"),
  ]

  private func notification(_ datum: Datum, _ property: String, _ reader: PropertyReader) -> BucketNotificationPlan {
    var notification = BucketNotificationPlan(
      event: reader.plain(datum["Event"]) ?? "", target: reader.plain(datum[property]) ?? "")
    notification.place = planPlace(datum[property]?.span ?? datum.span)
    for rule in datum["Filter"]?["S3Key"]?["Rules"]?.itemsOrSelf ?? [] {
      if let name = rule["Name"]?.literal, let value = reader.plain(rule["Value"]) {
        notification.filter.set(name, value)
      }
    }
    return notification
  }

  /// AWS::S3::BucketPolicy.
  mutating func attachBucketPolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = owner(in: plan.buckets, named: "Bucket", by: resource, &reader),
      let policy = policy(&reader, "PolicyDocument", of: resource)
    else { return addOutside(resource, "its bucket is not of this plan", &reader) }
    plan.buckets[index].policies.append(policy)
  }

  /// AWS::KMS::Key.
  mutating func addKey(_ resource: Resource, _ reader: inout PropertyReader) {
    var key = EncryptionKeyPlan(id: resource.logicalID, name: name(resource), arn: arn(resource))
    key.path = path(resource)
    key.place = planPlace(resource.span)
    if let policy = policy(&reader, "KeyPolicy", of: resource) { key.policies.append(policy) }
    key.settings = reader.rest()
    plan.keys.append(key)
  }

  /// AWS::KMS::Alias.
  mutating func attachKeyAlias(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = owner(in: plan.keys, named: "TargetKeyId", by: resource, &reader) else {
      return addOutside(resource, "its key is not of this plan", &reader)
    }
    plan.keys[index].aliases.append(part(resource, &reader, name: "AliasName"))
  }
}
