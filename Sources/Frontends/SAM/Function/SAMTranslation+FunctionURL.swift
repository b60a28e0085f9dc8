extension SAMTranslation {
  /// The names of `Cors` of a function URL, and which kind each is ("Cors", AWS::Lambda::Url).
  private static let corsKinds: [(name: String, kinds: SAMProperty.Kinds, word: String)] = [
    ("MaxAge", .integer, "int"), ("AllowCredentials", .bool, "bool"), ("AllowHeaders", .list, "list"),
    ("AllowMethods", .list, "list"), ("AllowOrigins", .list, "list"), ("ExposeHeaders", .list, "list"),
  ]

  /// The URL that `FunctionUrlConfig` asks for.
  mutating func addURL(_ function: inout SAMFunction) throws(SAMFault) {
    let source = function.source
    guard let config = source.truthy("FunctionUrlConfig") else { return }
    let auth = config["AuthType"]
    if !config.isIntrinsic, auth?.isIntrinsic != true, auth?.string != "AWS_IAM", auth?.string != "NONE" {
      throw source.fault(
        "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.",
        auth?.span ?? config.span)
    }
    if let cors = config["Cors"], !cors.isNull { try checkURLCORS(cors, source) }
    let target = function.target.reference
    let attributes = source.inherited
    var properties = SAMMap()
    properties.set("TargetFunctionArn", target)
    for name in ["AuthType", "Cors", "InvokeMode"] {
      if let value = config[name], !value.isNull { properties.set(name, value) }
    }
    function.others.append(
      SAMResource(source.id + "Url", "AWS::Lambda::Url", SAMValue(.map(properties)), attributes, span: config.span))
    guard auth?.string == "NONE" else { return }
    function.others.append(
      SAMResource(
        source.id + "UrlPublicPermissions", "AWS::Lambda::Permission",
        [
          "Action": "lambda:InvokeFunctionUrl", "FunctionName": target, "Principal": "*", "FunctionUrlAuthType": "NONE",
        ], attributes, span: config.span))
    function.others.append(
      SAMResource(
        source.id + "URLInvokeAllowPublicAccess", "AWS::Lambda::Permission",
        ["Action": "lambda:InvokeFunction", "FunctionName": target, "Principal": "*", "InvokedViaFunctionUrl": true],
        attributes, span: config.span))
  }

  private func checkURLCORS(_ cors: SAMValue, _ source: SAMSource) throws(SAMFault) {
    guard !cors.isIntrinsic else { return }
    for entry in try cors.mustBeMap("FunctionUrlConfig.Cors", source.fault).entries {
      guard let row = Self.corsKinds.first(where: { $0.name == entry.key }) else {
        throw source.fault("\(entry.key) is not a valid property for configuring Cors.", entry.keySpan)
      }
      guard row.kinds.admits(entry.value) || entry.value.isIntrinsic else {
        throw source.fault("\(entry.key) must be of type \(row.word).", entry.value.span ?? entry.keySpan)
      }
    }
  }
}
