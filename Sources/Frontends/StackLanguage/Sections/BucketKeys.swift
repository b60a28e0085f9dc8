/// The keys of a bucket.
enum BucketKeys {
  static let all: [Key] = [
    .encryptionKey(
      default: "S3's own key", "The KMS key that objects are encrypted with; costs a call of KMS now and then."),
    Key(
      "versioning", .boolean, default: "false",
      "Whether S3 keeps the old versions of an object that is overwritten or deleted."),
    Key("lifecycle", .list(.object(lifecycle)), "When objects move to cheaper storage and when they go."),
    Key("notifications", .list(.object(notification)), "Who is told of new, changed and deleted objects."),
    Key("eventBridge", .boolean, default: "false", "Whether every event goes to the account's default event bus too."),
    Key("cors", .list(.object(cors)), "Which web pages may read and write objects."),
    Key("website", .object(website), "Serves the objects as a website; they must be public for that."),
    Key("objectLock", .object(objectLock), "Keeps objects from being overwritten or deleted; not to be undone."),
    Key("accessLogs", .object(accessLogs), "Where S3 logs each request."),
    Key(
      "publicAccess", .boolean, default: "false",
      "Whether a policy or an ACL may open the bucket to everyone. This alone opens nothing."),
    Key(
      "tlsOnly", .boolean, default: "true", "Whether its policy denies every request that does not come through TLS."),
    Key(
      "ownership",
      .choice([
        Choice("bucketOwnerEnforced", "BucketOwnerEnforced"), Choice("bucketOwnerPreferred", "BucketOwnerPreferred"),
        Choice("objectWriter", "ObjectWriter"),
      ]), default: "bucketOwnerEnforced", "Who owns objects that other accounts write, and whether ACLs count."),
  ]

  private static let storageClass: KeyType = .choice([
    Choice("standardIA", "STANDARD_IA"), Choice("oneZoneIA", "ONEZONE_IA"),
    Choice("intelligentTiering", "INTELLIGENT_TIERING"), Choice("glacierInstantRetrieval", "GLACIER_IR"),
    Choice("glacier", "GLACIER"), Choice("deepArchive", "DEEP_ARCHIVE"),
  ])

  private static let transition = ObjectShape([
    Key("to", storageClass, to: "StorageClass", required: true, "The storage class."),
    Key(
      "after", .duration(.days), to: "TransitionInDays", required: true,
      "How long after an object was made, or a version became an old one."),
  ])

  private static let lifecycle = ObjectShape([
    Key("id", .text, to: "Id", "A name for the rule."),
    Key("prefix", .text, to: "Prefix", "Only objects whose key begins with it."),
    Key("tags", .map(.text), "Only objects with these tags."),
    Key("largerThan", .size(.bytes), to: "ObjectSizeGreaterThan", "Only objects that are larger."),
    Key("smallerThan", .size(.bytes), to: "ObjectSizeLessThan", "Only objects that are smaller."),
    Key("expiration", .duration(.days), to: "ExpirationInDays", "How long objects are kept."),
    Key("noncurrentVersionExpiration", .duration(.days), "How long old versions are kept."),
    Key(
      "expiredDeleteMarkers", .boolean, to: "ExpiredObjectDeleteMarker", default: "false",
      "Whether delete markers go that no version is left of."),
    Key("abortIncompleteUploads", .duration(.days), "When the parts of uploads go that were never completed."),
    Key("transitions", .list(.object(transition)), to: "Transitions", "When objects move to cheaper storage."),
    Key(
      "noncurrentVersionTransitions", .list(.object(transition)), to: "NoncurrentVersionTransitions",
      "When old versions move to cheaper storage."),
    Key("enabled", .boolean, default: "true", "Whether the rule is applied."),
  ])

  private static let notification = ObjectShape([
    Key("on", .list(.text), required: true, "S3's names of events: `s3:ObjectCreated:*`, `s3:ObjectRemoved:Delete`."),
    Key("to", .reference([.functions, .queues, .topics]), required: true, "Who is told."),
    Key("prefix", .text, "Only objects whose key begins with it."),
    Key("suffix", .text, "Only objects whose key ends in it: `.jpg`."),
  ])

  private static let cors = ObjectShape([
    Key(
      "origins", .list(.text), to: "AllowedOrigins", required: true,
      "Origins that may call: `https://shop.example`, or `*`."),
    Key("methods", .list(.text), to: "AllowedMethods", required: true, "Methods they may use."),
    Key("headers", .list(.text), to: "AllowedHeaders", "Headers they may send."),
    Key("exposeHeaders", .list(.text), to: "ExposedHeaders", "Headers they may read."),
    Key("maxAge", .duration(.seconds), to: "MaxAge", "How long a browser keeps the answer."),
  ])

  private static let website = ObjectShape([
    Key("index", .text, to: "IndexDocument", "The object that stands for a folder: `index.html`."),
    Key("error", .text, to: "ErrorDocument", "The object that is served for errors."),
    Key("redirectTo", .text, "The host that every request is sent to instead."),
  ])

  private static let objectLock = ObjectShape([
    Key(
      "mode", .choice([Choice("governance", "GOVERNANCE"), Choice("compliance", "COMPLIANCE")]), to: "Mode",
      required: true, "Who may delete before the time is over: those with a permission for it, or nobody."),
    Key("retention", .duration(.days), to: "Days", required: true, "How long a version is kept."),
  ])

  private static let accessLogs = ObjectShape(
    [
      Key("to", .reference([.buckets]), required: true, "The bucket; its policy admits the logs."),
      Key("prefix", .text, to: "LogFilePrefix", "What the keys of the logs begin with."),
    ], shorthand: "to")
}
