extension SAMTranslation {
  /// The version and the alias that `AutoPublishAlias` asks for.
  mutating func addAlias(_ function: inout SAMFunction) throws(SAMFault) {
    let source = function.source
    guard let written = source["AutoPublishAlias"], written.isTruthy || written.isMap else { return }
    let name = try aliasName(written, source)
    var digest: String?
    if let given = source.truthy("AutoPublishCodeSha256") {
      guard let text = known(given).string else {
        throw source.fault("AutoPublishCodeSha256 must be a string", given.span)
      }
      digest = text
      describe(&function, with: SAMValue(.string(text), given.span))
    }
    // For the id of the version SAM puts the values of parameters in the code's place, and leaves them there.
    function.lambda.properties["Code"] = parameters.resolved(function.lambda.properties[in: "Code"])
    let version = try version(of: function, digest)
    var properties = SAMMap()
    properties.set("Name", SAMValue(.string(name), written.span))
    properties.set("FunctionName", function.lambda.reference)
    properties.set("FunctionVersion", .getAtt(version.id, "Version"))
    if let concurrency = source.truthy("ProvisionedConcurrencyConfig") {
      guard concurrency.isIntrinsic || concurrency["ProvisionedConcurrentExecutions"]?.isTruthy == true else {
        throw source.fault(
          "Invalid ProvisionedConcurrencyConfig specified. ProvisionedConcurrencyConfig requires "
            + "ProvisionedConcurrentExecutions property to be specified.", concurrency.span)
      }
      properties.set("ProvisionedConcurrencyConfig", concurrency)
    }
    function.version = version
    let id = "\(source.id)Alias\(Self.alphanumeric(name))"
    function.alias = SAMResource(
      id, "AWS::Lambda::Alias", SAMValue(.map(properties)), source.inherited, span: written.span)
    refer(source.id, "Version", to: version.id)
    refer(source.id, "Alias", to: id)
  }

  /// Has a function's description end in its code's digest, so that CloudFormation sees a change where only the code changed.
  private func describe(_ function: inout SAMFunction, with digest: SAMValue) {
    let text = function.source.truthy("Description").map { parameters.resolved($0) } ?? .null
    switch text.kind {
    case _ where !text.isTruthy: function.lambda.properties["Description"] = digest
    case .string(let text):
      function.lambda.properties["Description"] = SAMValue(.string("\(text) \(digest.pythonText)"), digest.span)
    default: function.lambda.properties["Description"] = ["Fn::Join": [" ", [text, digest]]]
    }
  }

  /// An alias's name as an id may have it, in letters and digits.
  private static func alphanumeric(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      switch character {
      case "-": text += "D"
      case "_": text += "U"
      default: text.append(character)
      }
    }
  }

  private mutating func aliasName(_ written: SAMValue, _ source: SAMSource) throws(SAMFault) -> String {
    guard let name = known(written).string else {
      throw source.fault("'AutoPublishAlias' must be a string or a Ref to a template parameter", written.span)
    }
    guard !name.isEmpty else { throw source.fault("Alias name is required to create an alias", written.span) }
    let isValid = name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
    }
    guard isValid, !name.allSatisfy({ ("0"..."9").contains($0) }) else {
      throw source.fault(
        "AutoPublishAlias name ('\(name)') must contain only alphanumeric characters, hyphens, or underscores matching "
          + "(?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.", written.span)
    }
    return name
  }

  /// Everything that a new version is made for: the function, and the layers that publish with it.
  private func allProperties(of function: SAMFunction) -> SAMValue {
    var all = function.lambda.properties
    for layer in all["Layers"]?.list ?? [] {
      guard let id = layer.refersTo, let properties = resources[id]?["Properties"],
        properties["PublishLambdaVersion"]?.isTruthy == true
      else { continue }
      all[id] = properties
    }
    return all
  }

  /// A version, whose id changes with what a new version must be made for.
  private mutating func version(of function: SAMFunction, _ digest: String?) throws(SAMFault) -> SAMResource {
    let source = function.source
    let properties = function.lambda.properties
    var hashed = properties[in: "Code"]
    if source["AutoPublishAliasAllProperties"]?.isTruthy == true {
      hashed = allProperties(of: function)
    } else {
      for entry in properties["Environment"]?.map?.entries ?? [] { hashed[entry.key] = entry.value }
      if let memory = properties["MemorySize"], memory.isTruthy { hashed["MemorySize"] = memory }
      if let snap = properties["SnapStart"], snap.isTruthy, snap["ApplyOn"]?.string != "None" {
        hashed["SnapStart"] = snap
      }
    }
    let suffix = digest.map { String($0.prefix(SAMHash.shortLength)) } ?? SAMHash.short(hashed)
    var attributes = source.inherited
    if attributes["DeletionPolicy"] == nil {
      let standard: SAMValue = source.truthy("CapacityProviderConfig") == nil ? "Retain" : "Delete"
      attributes.set("DeletionPolicy", source["VersionDeletionPolicy"] ?? standard)
    }
    return SAMResource(
      source.id + "Version" + suffix, "AWS::Lambda::Version",
      .object([
        "FunctionName": function.lambda.reference, "Description": source["VersionDescription"],
        "FunctionScalingConfig": source["FunctionScalingConfig"],
      ]), attributes, span: source["AutoPublishAlias"]?.span)
  }
}
