import Source

/// What SAM checks of an `AWS::Serverless::WebFunction`, in its order.
extension SAMTranslation {
  /// Whether the endpoint always serves the newest revision.
  private enum DeploymentMode: String, CaseIterable {
    case latest = "LatestRevision"
    case disabled = "Disabled"

    static var names: String { allCases.map(\.rawValue).pythonList }
  }

  mutating func checkWebFunction(_ source: SAMSource) throws(SAMFault) {
    let mode = try deploymentMode(source)
    guard source.truthy("AuthType") != nil else {
      throw source.fault(
        "'AuthType' is required. Specify 'IamAuth' (Lambda authorizes requests with SigV4/IAM) or 'ApplicationManaged' (the "
          + "endpoint is public and your function handles authorization).", source["AuthType"]?.span)
    }
    try checkRouting(source, mode)
    if let timeout = source["Timeout"], let seconds = Self.wholeNumber(timeout), !(3...900).contains(seconds) {
      throw source.fault("'Timeout' must be an integer between 3 and 900.", timeout.span)
    }
    try checkWeights(source)
    try checkVariables(source)
    try checkConnector(source)
  }

  /// A number without a fraction; Python counts true and false among them.
  private static func wholeNumber(_ value: SAMValue) -> Int? { value.integer ?? value.bool.map { $0 ? 1 : 0 } }

  /// `AutoDeploymentMode` is the transform's own, so that it must be known. What the deployment is to give is taken to fit
  /// the rest.
  private mutating func deploymentMode(_ source: SAMSource) throws(SAMFault) -> DeploymentMode {
    guard let written = source["AutoDeploymentMode"] else { return .latest }
    let resolved = parameters.resolved(written)
    guard resolved.isTruthy else { return .latest }
    if resolved.isIntrinsic {
      guard known(written).isIntrinsic else {
        return source.truthy("RevisionWeights") == nil && regionalType(source) == nil ? .latest : .disabled
      }
      throw source.fault(
        "'AutoDeploymentMode' must resolve to one of \(DeploymentMode.names) at transform time; unresolved intrinsic "
          + "functions are not supported because it is not passed through to CloudFormation.", written.span)
    }
    guard let mode = resolved.string.flatMap(DeploymentMode.init) else {
      throw source.fault(
        "'AutoDeploymentMode' must be one of \(DeploymentMode.names), got '\(resolved.pythonText)'.", written.span)
    }
    return mode
  }

  /// The type of an endpoint that serves other regions as well; nil for any other type, and for one that is not known.
  private func regionalType(_ source: SAMSource) -> String? {
    guard let type = source["EndpointType"].map(parameters.resolved)?.string else { return nil }
    return ["MultiRegion", "PerRegion"].contains(type) ? type : nil
  }

  /// Whether the weights of revisions go with the deployment mode and the type of the endpoint.
  private mutating func checkRouting(_ source: SAMSource, _ mode: DeploymentMode) throws(SAMFault) {
    let weights = source.truthy("RevisionWeights")
    if mode == .latest, let weights {
      throw source.fault(
        "'RevisionWeights' cannot be specified when 'AutoDeploymentMode' is 'LatestRevision'.", weights.span)
    }
    let span = (source["AutoDeploymentMode"] ?? source["EndpointType"])?.span
    if let type = regionalType(source) {
      if mode == .disabled { return }
      throw source.fault("'AutoDeploymentMode' must be 'Disabled' when 'EndpointType' is '\(type)'.", span)
    }
    guard mode == .disabled, weights == nil, !isTypeOpen(source) else { return }
    throw source.fault(
      "'RevisionWeights' must be specified when 'AutoDeploymentMode' is 'Disabled'. Set 'AutoDeploymentMode' to "
        + "'LatestRevision' to route all traffic to the latest revision.", span)
  }

  /// Whether the deployment is to give the type of the endpoint.
  private mutating func isTypeOpen(_ source: SAMSource) -> Bool {
    guard let type = source["EndpointType"], parameters.resolved(type).isIntrinsic else { return false }
    return !known(type).isIntrinsic
  }

  private func checkWeights(_ source: SAMSource) throws(SAMFault) {
    guard let weights = source.truthy("RevisionWeights") else { return }
    guard let map = weights.map else {
      throw source.fault(
        "'RevisionWeights' must be a map of revision IDs to weights (e.g., {\"rev-id\": 100}).", weights.span)
    }
    if weights.isIntrinsic {
      throw source.fault(
        "'RevisionWeights' does not support top-level intrinsic functions; provide a map of revision IDs to weights (e.g., "
          + "{\"rev-id\": 100}). Intrinsic functions may be used for individual weight values.", weights.span)
    }
    for weight in map.values where !weight.isIntrinsic {
      guard let number = Self.wholeNumber(weight) else {
        throw source.fault("'RevisionWeights' values must be integers or intrinsic functions.", weight.span)
      }
      guard (1...100).contains(number) else {
        throw source.fault(
          "'RevisionWeights' values must be between 1 and 100, got \(weight.pythonText).", weight.span)
      }
    }
    if map.count > 2 {
      throw source.fault("'RevisionWeights' supports a maximum of 2 entries.", map.entries[2].keySpan)
    }
    let numbers = map.values.compactMap(Self.wholeNumber)
    let sum = numbers.reduce(0, +)
    if numbers.count == map.count, sum != 100 {
      throw source.fault("'RevisionWeights' values must sum to 100, got \(sum).", weights.span)
    }
  }

  /// The most characters of a variable's value.
  private static let longestValue = 4096

  private func checkVariables(_ source: SAMSource) throws(SAMFault) {
    guard let variables = source["EnvironmentVariables"], !variables.isIntrinsic else { return }
    for entry in variables.map?.entries ?? [] {
      guard Self.isVariableName(entry.key) else {
        throw source.fault(
          "Environment variable key '\(entry.key)' must match pattern '^[a-zA-Z][a-zA-Z0-9_]*$'.", entry.keySpan)
      }
      guard let value = entry.value.string else { continue }
      if value.isEmpty {
        throw source.fault("Environment variable '\(entry.key)' value must not be empty.", entry.value.span)
      }
      if value.unicodeScalars.count > Self.longestValue {
        throw source.fault(
          "Environment variable '\(entry.key)' value exceeds maximum length of \(Self.longestValue) characters.",
          entry.value.span)
      }
    }
  }

  private static func isVariableName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isLetterOrDigit, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
  }

  /// A connector is named with its version.
  private func checkConnector(_ source: SAMSource) throws(SAMFault) {
    guard let connector = source["EgressNetworkConnectorArn"], let arn = connector.string else { return }
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    let isFit =
      parts.count == 8 && parts[0] == "arn" && parts[2] == "lambda" && parts[5] == "network-connector"
      && [1, 6, 7].allSatisfy { !parts[$0].isEmpty }
    guard !isFit else { return }
    throw source.fault(
      "'EgressNetworkConnectorArn' must be a version-qualified network-connector ARN (ending in ':<version>', e.g. the "
        + "connector's LatestVersionArn).", connector.span)
  }
}
