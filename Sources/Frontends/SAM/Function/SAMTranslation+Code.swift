import Source

extension SAMTranslation {
  /// Checks what a function's package type asks for.
  func checkPackage(_ source: SAMSource) throws(SAMFault) {
    let type = source["PackageType"]
    if let type, !type.isIntrinsic, let name = type.string, name != "Zip", name != "Image" {
      throw source.fault("PackageType needs to be `Zip` or `Image`", type.span)
    }
    if type?.string == "Image" {
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
  mutating func code(_ source: SAMSource) throws(SAMFault) -> SAMValue {
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
  mutating func location(_ uri: SAMValue, property: String, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    try textualPlace(uri, property: property, source).ofCode(uri.span)
  }

  /// The place of an object, where whatever is no object must be a text without dynamic references.
  mutating func textualPlace(_ written: SAMValue, property: String, _ source: SAMSource) throws(SAMFault)
    -> SAMObjectPlace
  {
    let uri = knownAddress(written)
    if !uri.isMap {
      guard let text = uri.string else { throw source.fault("'\(property)' must be of type dict or string.", uri.span) }
      if text.holdsDynamicReference {
        throw source.fault(
          "Unsupported dynamic reference detected in '\(property)'. Please consider using alternative 'FunctionCode' object "
            + "format.", uri.span)
      }
    }
    return try SAMObjectPlace(uri, property: property, source)
  }
}
