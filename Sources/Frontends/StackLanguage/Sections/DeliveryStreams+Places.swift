import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// The destination's property for a place that is no bucket.
  mutating func setDestination(
    _ stream: inout Resource, _ place: DeliveryPlace, _ to: Entry, _ delivery: Delivery
  ) {
    guard let described = to.entryOrShorthand(place.rawValue, &self), let span = to.keySpan(place.rawValue) else {
      return
    }
    var map = ValueMap()
    switch place {
    case .http: setHTTP(&map, described, at: span)
    case .splunk: setSplunk(&map, described, at: span)
    case .redshift: setRedshift(&map, described, delivery, at: span)
    case .openSearch: setOpenSearch(&map, described, delivery, at: span)
    }
    if place != .splunk { map.set("RoleARN", at: span, delivery.role) }
    map.set("CloudWatchLoggingOptions", at: span, loggingOptions("destination", delivery))
    setProcessing(&map, delivery)
    if let retry = delivery.entry.value("retry", &self) {
      map.set("RetryOptions", at: retry.span, .object(retry.span, ["DurationInSeconds": retry]))
    }
    setSecret(&map, described, delivery)
    if place == .redshift {
      setRecordBackup(&map, delivery)
    } else {
      setBuffer(&map, delivery)
      setPlaceBackup(&map, place, delivery)
    }
    stream.properties.set(place.property, at: span, Value(.map(map), span))
  }

  /// The bucket that every place but a bucket needs, for what could not be delivered.
  private mutating func setPlaceBackup(_ map: inout ValueMap, _ place: DeliveryPlace, _ delivery: Delivery) {
    let entry = delivery.entry
    guard let backup = entry.entryOrShorthand("backup", &self), let span = entry.keySpan("backup") else {
      if !entry.has("backup") {
        findings.report(
          .missingKey(
            "backup", in: entry.name, at: entry.span, help: "name the bucket that keeps what could not be delivered"))
      }
      return
    }
    guard let value = backupBucket(backup, delivery), var bucket = value.map else { return }
    if let compression = entry.value("compression", &self), let place = entry.keySpan("compression") {
      bucket.set("CompressionFormat", at: place, compression)
    }
    let mode = backup.value("mode", &self)
    let word = mode?.string == "all" ? place.backupModes.all : place.backupModes.failed
    map.set("S3BackupMode", at: backup.keySpan("mode") ?? span, .string(word, mode?.span ?? span))
    map.set("S3Configuration", at: span, Value(.map(bucket), value.span))
  }

  private mutating func setSecret(_ map: inout ValueMap, _ described: Entry, _ delivery: Delivery) {
    guard described.shape.key("secret") != nil, let secret = described.value("secret", &self),
      let span = described.keySpan("secret")
    else { return }
    map.set(
      "SecretsManagerConfiguration", at: span,
      .object(span, ["Enabled": .bool(true, span), "SecretARN": secret, "RoleARN": delivery.role]))
    grant(["secretsmanager:GetSecretValue"], on: [secret], to: delivery, at: secret.span)
  }

  private mutating func setHTTP(_ map: inout ValueMap, _ http: Entry, at span: Span) {
    map.set("EndpointConfiguration", at: span, Value(.map(http.properties(&self)), span))
    let attributes = http.value("attributes", &self)?.map?.entries.map { attribute in
      Value.object(
        attribute.keySpan,
        ["AttributeName": .string(attribute.key, attribute.keySpan), "AttributeValue": attribute.value])
    }
    let encoding = http.value("encoding", &self)
    guard attributes != nil || encoding != nil else { return }
    map.set(
      "RequestConfiguration", at: span,
      .object(
        span, ["CommonAttributes": attributes.map { .list($0, span) }, "ContentEncoding": encoding]))
  }

  private mutating func setSplunk(_ map: inout ValueMap, _ splunk: Entry, at span: Span) {
    for property in splunk.properties(&self).entries { map.entries.append(property) }
    map.set("HECEndpointType", at: span, splunk.value("type", &self) ?? .string("Event", span))
  }

  private mutating func setRedshift(_ map: inout ValueMap, _ redshift: Entry, _ delivery: Delivery, at span: Span) {
    for property in redshift.properties(&self).entries { map.entries.append(property) }
    let command = Value.object(
      span,
      [
        "DataTableName": redshift.value("table", &self), "DataTableColumns": redshift.value("columns", &self),
        "CopyOptions": redshift.value("options", &self),
      ])
    map.set("CopyCommand", at: span, command)
    guard let bucket = redshift.value("bucket", &self) else { return }
    var staging = bucketMap(bucket, log: "staging", delivery, at: bucket.span)
    setBuffer(&staging, delivery)
    if let compression = delivery.entry.value("compression", &self) {
      staging.set("CompressionFormat", at: compression.span, compression)
    }
    map.set("S3Configuration", at: bucket.span, Value(.map(staging), bucket.span))
  }

  /// What Firehose does on a domain ("Grant Firehose access to a public OpenSearch Service destination", Amazon Data
  /// Firehose Developer Guide).
  private mutating func setOpenSearch(_ map: inout ValueMap, _ search: Entry, _ delivery: Delivery, at span: Span) {
    for property in search.properties(&self).entries { map.entries.append(property) }
    guard let domain = search.value("domain", &self) else { return }
    grant(
      [
        "es:DescribeDomain", "es:DescribeDomains", "es:DescribeDomainConfig", "es:ESHttpGet", "es:ESHttpPost",
        "es:ESHttpPut",
      ], on: [domain, domain.appending("/*")], to: delivery, at: domain.span)
  }
}
