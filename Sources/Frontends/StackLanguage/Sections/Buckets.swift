import Source
import Template
import YAML

extension Section {
  static let buckets = Section(
    .buckets,
    "S3 buckets: encrypted, closed to the public, and reached through TLS alone unless said otherwise.",
    keys: BucketKeys.all,
    example: """
      buckets:
        uploads:
          versioning: true
          lifecycle: { noncurrentVersionExpiration: 30d, abortIncompleteUploads: 7d }
          notifications: [{ on: s3:ObjectCreated:*, to: queues.uploaded, prefix: images/ }]
      queues:
        uploaded: {}
      """
  ) { lowering, entry in
    var bucket = lowering.resource(entry, .buckets)
    lowering.setProtection(of: &bucket, entry)
    lowering.setRetention(of: &bucket, entry)
    lowering.setWebAccess(of: &bucket, entry)
    lowering.setLogging(of: &bucket, entry)
    lowering.setNotifications(of: &bucket, entry)
    lowering.add(bucket, from: entry)
  }
}

extension StackLowering {
  /// Encryption, and who reaches the bucket at all.
  fileprivate mutating func setProtection(of bucket: inout Resource, _ entry: Entry) {
    let span = entry.keySpan("encryptionKey") ?? entry.span
    let key = entry.value("encryptionKey", &self)
    let rule = Value.object(
      span,
      [
        "ServerSideEncryptionByDefault": .object(
          span, ["SSEAlgorithm": .string(key == nil ? "AES256" : "aws:kms", span), "KMSMasterKeyID": key]),
        // A bucket's own data key saves most of the calls of KMS, and their price.
        "BucketKeyEnabled": key.map { _ in .bool(true, span) },
      ])
    bucket.properties.set(
      "BucketEncryption", at: span, .object(span, ["ServerSideEncryptionConfiguration": .list([rule], span)]))
    let isOpen = entry.value("publicAccess", &self) ?? .bool(false, entry.span)
    let place = entry.keySpan("publicAccess") ?? entry.span
    if case .bool(let open) = isOpen.kind {
      let blocked = Value.bool(!open, isOpen.span)
      bucket.properties.set(
        "PublicAccessBlockConfiguration", at: place,
        .object(
          isOpen.span,
          [
            "BlockPublicAcls": blocked, "BlockPublicPolicy": blocked, "IgnorePublicAcls": blocked,
            "RestrictPublicBuckets": blocked,
          ]))
    }
    guard entry.bool("tlsOnly") != false else {
      _ = entry.value("tlsOnly", &self)
      return
    }
    requireTLS(entry)
  }

  /// Denies what does not come through TLS ("Security best practices for Amazon S3", "Enforce encryption of data in
  /// transit").
  private mutating func requireTLS(_ entry: Entry) {
    guard entry.value("tlsOnly", &self) != nil || !entry.has("tlsOnly") else { return }
    let span = entry.keySpan("tlsOnly") ?? entry.span
    let arn = Value.getAtt(entry.logicalID, "Arn", span)
    grant(
      Statement(
        effect: "Deny", actions: [Name("s3:*", span)], resources: [arn, arn.appending("/*")],
        principal: .string("*", span),
        condition: .object(span, ["Bool": .object(span, ["aws:SecureTransport": .string("false", span)])]), span: span),
      in: .resource(entry.logicalID))
  }

  /// Versions, object lock and lifecycle.
  fileprivate mutating func setRetention(of bucket: inout Resource, _ entry: Entry) {
    if let versioning = entry.value("versioning", &self), let span = entry.keySpan("versioning") {
      let isOn = entry.bool("versioning") == true
      bucket.properties.set(
        "VersioningConfiguration", at: span,
        .object(versioning.span, ["Status": .string(isOn ? "Enabled" : "Suspended", versioning.span)]))
    }
    if let lock = entry.entry("objectLock", &self), let span = entry.keySpan("objectLock") {
      bucket.properties.set("ObjectLockEnabled", at: span, .bool(true, span))
      let retention = Value(.map(lock.properties(&self)), lock.span)
      bucket.properties.set(
        "ObjectLockConfiguration", at: span,
        .object(
          lock.span,
          [
            "ObjectLockEnabled": .string("Enabled", lock.span),
            "Rule": .object(lock.span, ["DefaultRetention": retention]),
          ]))
    }
    let rules = entry.entries("lifecycle", &self).map { lifecycleRule($0) }
    if !rules.isEmpty, let span = entry.keySpan("lifecycle") {
      bucket.properties.set("LifecycleConfiguration", at: span, .object(span, ["Rules": .list(rules, span)]))
    }
  }

  private mutating func lifecycleRule(_ rule: Entry) -> Value {
    var properties = rule.properties(&self)
    let isOff = rule.value("enabled", &self).map { $0.bool == false } ?? false
    properties.set(
      "Status", at: rule.keySpan("enabled") ?? rule.span, .string(isOff ? "Disabled" : "Enabled", rule.span))
    func nested(_ key: String, _ property: String, _ inner: String) {
      guard let value = rule.value(key, &self), let span = rule.keySpan(key) else { return }
      properties.set(property, at: span, .object(value.span, [inner: value]))
    }
    for size in ["ObjectSizeGreaterThan", "ObjectSizeLessThan"] {
      // CloudFormation takes these numbers as text.
      if let entry = properties.entry(size), case .number(let text) = entry.value.kind {
        properties.set(size, at: entry.keySpan, .string(text, entry.value.span))
      }
    }
    nested("noncurrentVersionExpiration", "NoncurrentVersionExpiration", "NoncurrentDays")
    nested("abortIncompleteUploads", "AbortIncompleteMultipartUpload", "DaysAfterInitiation")
    if let tags = rule.value("tags", &self)?.map, let span = rule.keySpan("tags") {
      let filters = tags.entries.map {
        Value.object($0.keySpan, ["Key": .string($0.key, $0.keySpan), "Value": $0.value])
      }
      properties.set("TagFilters", at: span, .list(filters, span))
    }
    return Value(.map(properties), rule.span)
  }

  /// Rules for browsers, and the website.
  fileprivate mutating func setWebAccess(of bucket: inout Resource, _ entry: Entry) {
    let rules = entry.entries("cors", &self).map { Value(.map($0.properties(&self)), $0.span) }
    if !rules.isEmpty, let span = entry.keySpan("cors") {
      bucket.properties.set("CorsConfiguration", at: span, .object(span, ["CorsRules": .list(rules, span)]))
    }
    if let site = entry.entry("website", &self), let span = entry.keySpan("website") {
      var properties = site.properties(&self)
      if let host = site.value("redirectTo", &self), let place = site.keySpan("redirectTo") {
        properties.set(
          "RedirectAllRequestsTo", at: place,
          .object(host.span, ["HostName": host, "Protocol": .string("https", host.span)]))
      }
      bucket.properties.set("WebsiteConfiguration", at: span, Value(.map(properties), site.span))
    }
    if let eventBridge = entry.value("eventBridge", &self), let span = entry.keySpan("eventBridge") {
      bucket.properties.set(
        "NotificationConfiguration", at: span,
        .object(
          span, ["EventBridgeConfiguration": .object(eventBridge.span, ["EventBridgeEnabled": eventBridge])]))
    }
  }
}
