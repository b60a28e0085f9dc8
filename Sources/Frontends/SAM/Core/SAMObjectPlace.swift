import Source

/// Where an object lies in Amazon S3, as SAM's properties name it: by bucket and key, or by an address.
struct SAMObjectPlace {
  private let bucket: SAMValue?
  private let key: SAMValue?
  private let version: SAMValue?
  private let storageMode: SAMValue?

  /// Reads `CodeUri`, `DefinitionUri` and their like.
  init(_ uri: SAMValue, property: String, _ source: SAMSource) throws(SAMFault) {
    if uri.isMap {
      guard uri["Bucket"]?.isTruthy == true, uri["Key"]?.isTruthy == true else {
        throw source.fault("'\(property)' requires Bucket and Key properties to be specified.", uri.span)
      }
      (bucket, key, version) = (uri["Bucket"], uri["Key"], uri["Version"]?.ifTruthy)
      storageMode = uri["StorageMode"]
      return
    }
    guard let address = uri.string.flatMap(SAMS3Location.init) else {
      throw source.fault(
        "'\(property)' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
        uri.span)
    }
    (bucket, key) = (.string(address.bucket), .string(address.key))
    version = address.version.map { .string($0) }
    storageMode = nil
  }

  /// As Lambda has it.
  func ofCode(_ span: Span?) -> SAMValue {
    .at(
      span,
      .object([
        "S3Bucket": bucket, "S3Key": key, "S3ObjectVersion": version, "S3ObjectStorageMode": storageMode,
      ]))
  }

  /// As web functions have it.
  func ofWebFunction(_ span: Span?) -> SAMValue {
    .at(span, .object(["Bucket": bucket, "Key": key, "VersionId": version]))
  }

  /// As APIs and state machines have it.
  func ofDefinition(_ span: Span?) -> SAMValue {
    .at(span, .object(["Bucket": bucket, "Key": key, "Version": version]))
  }
}

/// `s3://bucket/key?versionId=version`.
struct SAMS3Location {
  let bucket: String
  let key: String
  let version: String?

  init?(_ text: String) {
    guard text.hasPrefix("s3://") else { return nil }
    var rest = Array(text.utf8)[5...]
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
    var version: String?
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      let name = "versionId=".utf8
      for part in rest[mark...].dropFirst().split(separator: UInt8(ascii: "&")) where part.starts(with: name) {
        version = String(decoding: part.dropFirst(name.count), as: UTF8.self)
      }
      rest = rest[..<mark]
    }
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let bucket = rest[..<slash]
    let key = rest[slash...].drop { $0 == UInt8(ascii: "/") }
    guard !bucket.isEmpty, !key.isEmpty, !bucket.contains(UInt8(ascii: "[")), !bucket.contains(UInt8(ascii: "]")) else {
      return nil
    }
    self.bucket = String(decoding: bucket, as: UTF8.self)
    self.key = String(decoding: key, as: UTF8.self)
    self.version = version
  }
}
