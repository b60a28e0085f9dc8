extension SAMTranslation {
  /// Checks what a function's package type asks for.
  func checkPackage(_ source: SAMSource) throws(SAMFault) {
    let type = source["PackageType"]
    if let type, !type.isIntrinsic, let name = type.string, name != "Zip", name != "Image" {
      throw source.fault("PackageType needs to be `Zip` or `Image`", type.span)
    }
    let isImage = type?.string == "Image" || type == nil && source.truthy("ImageUri") != nil
    if isImage {
      for name in ["Runtime", "Handler", "Layers"] where source.truthy(name) != nil {
        throw source.fault(
          "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`", source[name]?.span)
      }
      if source.truthy("CodeUri") != nil || source.truthy("InlineCode") != nil { return }
    } else if source.truthy("ImageConfig") != nil {
      throw source.fault("ImageConfig cannot be present when PackageType is of type `Zip`", source["ImageConfig"]?.span)
    } else if type?.isIntrinsic != true, source.truthy("Runtime") == nil || source.truthy("Handler") == nil {
      throw source.fault("Runtime and Handler needs to be present when PackageType is of type `Zip`")
    }
  }

  /// `Code` of a function.
  func code(_ source: SAMSource) throws(SAMFault) -> SAMValue {
    let inline = source["InlineCode"]
    let uri = source["CodeUri"]
    let image = source.truthy("ImageUri")
    let isImage = source["PackageType"]?.string == "Image" || image != nil
    if isImage {
      guard let image else { throw source.fault("'ImageUri' must be set.") }
      guard image.isString || image.isIntrinsic else {
        throw source.fault("'ImageUri' must be of type dict or string.", image.span)
      }
      return SAMValue.at(image.span, ["ImageUri": image])
    }
    var code: SAMValue
    switch (inline, uri) {
    case (let inline?, _): code = SAMValue.at(inline.span, ["ZipFile": inline])
    case (nil, let uri?): code = try location(uri, property: "CodeUri", source)
    default:
      throw source.fault("Only one of 'InlineCode' or 'CodeUri' can be set.", source.properties.map?.keySpan("CodeUri"))
    }
    if let key = source["SourceKMSKeyArn"] { code["SourceKMSKeyArn"] = key }
    return code
  }

  /// An object in S3 as Lambda has it.
  func location(_ uri: SAMValue, property: String, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    if uri.isMap {
      guard uri["Bucket"]?.isTruthy == true, uri["Key"]?.isTruthy == true else {
        throw source.fault("'\(property)' requires Bucket and Key properties to be specified.", uri.span)
      }
      return SAMValue.at(
        uri.span,
        .object(["S3Bucket": uri["Bucket"], "S3Key": uri["Key"], "S3ObjectVersion": uri["Version"]?.ifTruthy]))
    }
    guard let text = uri.string else { throw source.fault("'\(property)' must be of type dict or string.", uri.span) }
    if text.contains("{{resolve:") {
      throw source.fault(
        "Unsupported dynamic reference detected in '\(property)'. Please consider using alternative 'FunctionCode' object "
          + "format.", uri.span)
    }
    guard let place = SAMS3Location(text) else { throw source.fault(Self.invalidURI(property), uri.span) }
    return SAMValue.at(
      uri.span,
      .object([
        "S3Bucket": .string(place.bucket), "S3Key": .string(place.key),
        "S3ObjectVersion": place.version.map { .string($0) },
      ]))
  }

  static func invalidURI(_ property: String) -> String {
    "'\(property)' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter."
  }
}

/// `s3://bucket/key?versionId=version`.
struct SAMS3Location {
  let bucket: String
  let key: String
  let version: String?

  init?(_ text: String) {
    guard text.hasPrefix("s3://") else { return nil }
    var rest = text.dropFirst(5)
    if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
    var version: String?
    if let mark = rest.firstIndex(of: "?") {
      for part in rest[rest.index(after: mark)...].split(separator: "&") where part.hasPrefix("versionId=") {
        version = String(part.dropFirst("versionId=".count))
      }
      rest = rest[..<mark]
    }
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    bucket = String(rest[..<slash])
    key = String(rest[rest.index(after: slash)...].drop { $0 == "/" })
    self.version = version
    guard !bucket.isEmpty, !key.isEmpty, !bucket.contains("["), !bucket.contains("]") else { return nil }
  }
}
