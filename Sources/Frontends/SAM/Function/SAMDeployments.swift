/// How functions are moved to new versions little by little ("Deploying serverless applications gradually", AWS SAM
/// Developer Guide).
struct SAMDeployments {
  /// One function's preference.
  struct Preference {
    let source: SAMSource
    let config: SAMValue
    let type: SAMValue
    let alarms: SAMValue?
    let role: SAMValue?
    let triggers: SAMValue?
    let condition: SAMValue?

    /// The tags that what is made for the deployment gets, too.
    var tags: SAMMap {
      guard source["PropagateTags"]?.isTruthy == true else { return SAMMap() }
      return source["Tags"]?.map ?? SAMMap()
    }

    var groupID: String { source.id + "DeploymentGroup" }
  }

  static let application = "ServerlessDeploymentApplication"
  static let role = "CodeDeployServiceRole"
  static let applicationCondition = "ServerlessCodeDeployCondition"

  var preferences: [Preference] = []
}

extension SAMTranslation {
  /// Reads `DeploymentPreference` and has CodeDeploy move the alias.
  mutating func addDeployment(_ function: inout SAMFunction) throws(SAMFault) {
    let source = function.source
    guard let config = source.truthy("DeploymentPreference") else { return }
    let passes = try passesCondition(config, source)
    let enabled = try config["Enabled"].map { value throws(SAMFault) in try found(parameters.resolved(value)) } ?? true
    guard enabled.isTruthy, !["false", "False"].contains(enabled.string ?? "") else { return }
    let type = try config["Type"].map { value throws(SAMFault) in try found(parameters.resolved(value)) }
    guard let type else {
      throw source.fault("'DeploymentPreference' is missing required Property 'Type'", config.span)
    }
    let hooks = config["Hooks"]
    if let hooks, !hooks.isMap {
      throw source.fault("'Hooks' property of 'DeploymentPreference' must be a dictionary", hooks.span ?? config.span)
    }
    guard var alias = function.alias else {
      throw source.fault("'DeploymentPreference' requires AutoPublishAlias property to be specified.", config.span)
    }
    let preference = SAMDeployments.Preference(
      source: source, config: config, type: type, alarms: config["Alarms"], role: config["Role"]?.ifTruthy,
      triggers: config["TriggerConfigurations"],
      condition: passes ? source.body["Condition"] : nil)
    deployments.preferences.append(preference)
    var update: SAMMap = SAMMap()
    update.set("ApplicationName", .ref(SAMDeployments.application))
    update.set("DeploymentGroupName", .ref(preference.groupID))
    if let hook = hooks?["PreTraffic"], hook.isTruthy { update.set("BeforeAllowTrafficHook", hook) }
    if let hook = hooks?["PostTraffic"], hook.isTruthy { update.set("AfterAllowTrafficHook", hook) }
    alias.attributes.set("UpdatePolicy", ["CodeDeployLambdaAliasUpdate": SAMValue(.map(update))])
    function.alias = alias
  }

  /// Whether the deployment group has the function's condition.
  private func passesCondition(_ config: SAMValue, _ source: SAMSource) throws(SAMFault) -> Bool {
    guard let written = config["PassthroughCondition"], !written.isNull else { return inputs.hasRollouts }
    let value = try found(parameters.resolved(written))
    if value.isIntrinsic {
      throw source.fault(
        "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition are FindInMap and "
          + "parameter Refs.", written.span)
    }
    switch value.kind {
    case .bool(let value): return value
    case .string("true"), .string("True"): return true
    case .string("false"), .string("False"): return false
    default: throw source.fault("Invalid value for property PassthroughCondition.", written.span)
    }
  }

  /// The value of a `Fn::FindInMap` whose names are known.
  func found(_ value: SAMValue) throws(SAMFault) -> SAMValue {
    guard value.isIntrinsic, let arguments = value["Fn::FindInMap"]?.list, arguments.count == 3,
      let map = arguments[0].string, let first = arguments[1].string, let second = arguments[2].string,
      let mapping = sections["Mappings"]?[map]
    else { return value }
    guard mapping.isMap, mapping[first] == nil || mapping[first]?.isMap == true else {
      throw .document(
        "Cannot use Fn::FindInMap on Mapping '\(map)' which is not a a two-level map.", arguments[0].span)
    }
    return mapping[first]?[second] ?? value
  }

  /// Adds what gradual deployments share.
  mutating func finishDeployments() {
    guard let first = deployments.preferences.first else { return }
    let condition = deploymentCondition()
    var attributes = SAMMap()
    if let condition { attributes.set("Condition", condition) }
    let span = first.config.span
    put(
      SAMResource(
        SAMDeployments.application, "AWS::CodeDeploy::Application",
        .object(["ComputePlatform": "Lambda", "Tags": sharedTags]), attributes, span: span))
    if deployments.preferences.contains(where: { $0.role == nil }) { put(serviceRole(attributes)) }
    for preference in deployments.preferences {
      do throws(SAMFault) {
        put(try deploymentGroup(preference))
      } catch {
        faults.append(error)
      }
    }
  }

  /// Puts a generated resource in the result.
  mutating func put(_ resource: SAMResource) {
    results.set(resource.id, resource.body, keySpan: resource.span)
  }

  /// The condition under which any deployment happens; nil if one always does.
  private mutating func deploymentCondition() -> SAMValue? {
    let all = deployments.preferences.map { $0.condition?.string }
    guard !all.contains(where: { $0 == nil }) else { return nil }
    return combinedCondition(all.compactMap(\.self), name: SAMDeployments.applicationCondition).map { .string($0) }
  }

  /// The tags of all functions that pass theirs on; nil if there are none.
  private var sharedTags: SAMValue? {
    var all = SAMMap()
    for preference in deployments.preferences {
      for entry in preference.tags.entries { all.set(entry.key, entry.value, keySpan: entry.keySpan) }
    }
    return all.isEmpty ? nil : .list(Self.tagItems(SAMValue(.map(all))))
  }

  private func serviceRole(_ attributes: SAMMap) -> SAMResource {
    let policy =
      partition == "aws" || partition == "aws-cn"
      ? "service-role/AWSCodeDeployRoleForLambda" : "service-role/AWSCodeDeployRoleForLambdaLimited"
    return SAMResource(
      SAMDeployments.role, "AWS::IAM::Role",
      .object([
        "AssumeRolePolicyDocument": Self.trust(["codedeploy.amazonaws.com"]),
        "ManagedPolicyArns": [.string("arn:\(partition):iam::aws:policy/\(policy)")], "Tags": sharedTags,
      ]), attributes, span: deployments.preferences.first?.config.span)
  }

  /// A document that lets services assume a role.
  static func trust(_ services: [String]) -> SAMValue {
    [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Action": ["sts:AssumeRole"], "Effect": "Allow",
          "Principal": ["Service": .list(services.map { .string($0) })],
        ]
      ],
    ]
  }

  private func deploymentGroup(_ preference: SAMDeployments.Preference) throws(SAMFault) -> SAMResource {
    var properties = SAMMap()
    if let alarms = preference.alarms, alarms.isTruthy, !alarms.isNoValue {
      properties.set("AlarmConfiguration", try alarmConfiguration(alarms, preference.source))
    }
    properties.set("ApplicationName", .ref(SAMDeployments.application))
    properties.set(
      "AutoRollbackConfiguration",
      [
        "Enabled": true, "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      ])
    properties.set("DeploymentConfigName", Self.deploymentConfig(preference.type))
    properties.set(
      "DeploymentStyle", ["DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL"])
    properties.set("ServiceRoleArn", preference.role ?? .getAtt(SAMDeployments.role, "Arn"))
    if let triggers = preference.triggers, triggers.isTruthy { properties.set("TriggerConfigurations", triggers) }
    if !preference.tags.isEmpty {
      properties.set("Tags", .list(Self.tagItems(SAMValue(.map(preference.tags)))))
    }
    var attributes = SAMMap()
    if let condition = preference.condition { attributes.set("Condition", condition) }
    return SAMResource(
      preference.groupID, "AWS::CodeDeploy::DeploymentGroup", SAMValue(.map(properties)), attributes,
      span: preference.config.span)
  }

  /// Deployment configurations that AWS has ("Deployment configurations on an AWS Lambda compute platform", AWS CodeDeploy
  /// User Guide) are named with a prefix; anything else is the author's own.
  private static let ownConfigs: Set = [
    "Canary10Percent5Minutes", "Canary10Percent10Minutes", "Canary10Percent15Minutes", "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes", "AllAtOnce",
  ]

  private static func deploymentConfig(_ type: SAMValue) -> SAMValue {
    switch type.kind {
    case .string(let name):
      return ownConfigs.contains(name) ? .sub("CodeDeployDefault.Lambda${ConfigName}", ["ConfigName": type]) : type
    case .list(let items): return SAMValue(.list(items.map(deploymentConfig)), type.span)
    case .map(var map):
      if let name = type["Fn::Sub"]?.string, map.count == 1, ownConfigs.contains(name) {
        return deploymentConfig(.string(name))
      }
      guard let arguments = type.ifArguments?.list, arguments.count == 3 else { return type }
      map.set("Fn::If", [arguments[0], deploymentConfig(arguments[1]), deploymentConfig(arguments[2])])
      return SAMValue(.map(map), type.span)
    case .null, .bool, .number: return type
    }
  }

  private func alarmConfiguration(_ alarms: SAMValue, _ source: SAMSource) throws(SAMFault) -> SAMValue {
    if let arguments = alarms.ifArguments {
      guard let parts = arguments.list, parts.count == 3 else {
        throw source.fault("Fn::If requires 3 arguments", alarms.span)
      }
      return ["Fn::If": [parts[0], try alarmConfiguration(parts[1], source), try alarmConfiguration(parts[2], source)]]
    }
    guard let items = alarms.list else { throw source.fault("Alarms must be a list", alarms.span) }
    let names = items.map { SAMValue.at($0.span, ["Name": $0]) }
    if items.first?.isNoValue != false { return .emptyMap }
    return ["Enabled": true, "Alarms": .list(names)]
  }

  /// A new condition that holds when one of some does, or the only one's name.
  mutating func combinedCondition(_ all: [String], name: String) -> String? {
    let names = Set(all).sorted()
    guard names.count > 1 else { return names.first }
    /// Most conditions in one `Fn::Or` ("Condition functions", AWS CloudFormation Template Reference).
    let most = 10
    var rest = names
    var number = (names.count - 2) / (most - 1)
    while rest.count > 1 {
      let new = number > 0 ? "\(name)\(number)" : name
      number -= 1
      conditions.set(new, ["Fn::Or": .list(rest.prefix(most).map { SAMValue.object(["Condition": .string($0)]) })])
      rest = Array(rest.dropFirst(most)) + [new]
    }
    return name
  }
}
