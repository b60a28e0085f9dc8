import Source

extension SAMTranslation {
  /// Checks what a function's package type asks for.
  func checkPackage(_ source: SAMSource) throws(SAMFault) {
    if isImage(source) {
      for name in ["Handler", "Runtime", "Layers"] where source.truthy(name) != nil {
        throw source.fault(
          "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`", source[name]?.span)
      }
      return
    }
    // A call that is worked out before the transform may give either.
    if inputs.seesCallsResolved, source["PackageType"]?.isIntrinsic == true { return }
    if source.truthy("Runtime") == nil || source.truthy("Handler") == nil {
      throw source.fault("Runtime and Handler needs to be present when PackageType is of type `Zip`")
    }
    if let config = source.truthy("ImageConfig") {
      throw source.fault("ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`", config.span)
    }
  }

  private func isImage(_ source: SAMSource) -> Bool { source["PackageType"]?.string == "Image" }

  /// `Code` of a function.
  mutating func code(_ source: SAMSource) throws(SAMFault) -> SAMValue {
    if let type = source.truthy("PackageType"), !["Zip", "Image"].contains(type.string),
      !(type.isIntrinsic && inputs.seesCallsResolved)
    {
      throw source.fault("invalid 'PackageType' : \(type.pythonText)", type.span)
    }
    if isImage(source) {
      guard let image = source["ImageUri"] else { throw source.fault("'ImageUri' must be set.") }
      guard image.isTruthy else {
        throw source.fault("'ImageUri' requires that a image hosted at a registry be specified.", image.span)
      }
      return SAMValue.at(image.span, ["ImageUri": image])
    }
    var code: SAMValue
    switch (source["InlineCode"], source["CodeUri"]) {
    case (let inline?, _): code = SAMValue.at(inline.span, ["ZipFile": inline])
    case (nil, let uri?): code = try location(uri, property: "CodeUri", source)
    default:
      throw source.fault("Only one of 'InlineCode' or 'CodeUri' can be set.", source.properties.map?.keySpan("CodeUri"))
    }
    if let key = source.truthy("SourceKMSKeyArn") { code["SourceKMSKeyArn"] = key }
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
