import Source
import Template
import YAML

/// A deployment that is made when everything it is a snapshot of is there.
struct RestDeployment {
  /// The logical id of the API.
  let api: String
  /// What it is a snapshot of, by logical id.
  let members: [String]
  /// The logical id of the stage that gets it.
  let stage: String
  /// Whether the stage stays with another deployment, and gives a part of its requests to this one.
  let isCanary: Bool
  /// The place of the API among all entries.
  let order: Int
  /// The API's key.
  let span: Span
}

extension StackLowering {
  /// The stage of a REST API (AWS::ApiGateway::Stage), and what its deployment will be.
  mutating func addRestStage(of rest: inout RestAPI) {
    let entry = rest.entry
    let span = entry.keySpan("stage") ?? entry.span
    var stage = derived("\(entry.logicalID)Stage", "AWS::ApiGateway::Stage", from: entry, at: span)
    stage.properties.set("RestApiId", at: entry.span, ref(entry))
    stage.properties.set("StageName", at: span, stageName(of: entry, .rest))
    if let variables = entry.value("variables", &self) {
      stage.properties.set("Variables", at: entry.keySpan("variables") ?? span, variables)
    }
    if let tracing = entry.value("tracing", &self) {
      stage.properties.set("TracingEnabled", at: entry.keySpan("tracing") ?? span, tracing)
    }
    if let logs = accessLogs(of: entry, .rest) { stage.properties.set("AccessLogSetting", at: logs.span, logs) }
    let all = settingsOfAll(entry, in: &stage)
    let settings = (all.map { [$0] } ?? []) + rest.settings
    if let first = settings.first {
      stage.properties.set("MethodSettings", at: first.span, .list(settings, first.span))
    }
    let isCanary = setCanary(entry, in: &stage)
    stage.condition = condition(of: entry)
    add(stage)
    deployments.append(
      RestDeployment(
        api: entry.logicalID, members: rest.members, stage: stage.logicalID, isCanary: isCanary, order: currentOrder,
        span: entry.span))
  }

  /// What holds for every method; switches the cache on where there is one.
  private mutating func settingsOfAll(_ api: Entry, in stage: inout Resource) -> Value? {
    var members = ValueMap()
    for property in api.entry("throttle", &self)?.properties(&self).entries ?? [] { members.entries.append(property) }
    if let level = api.value("logLevel", &self) {
      members.set("LoggingLevel", at: api.keySpan("logLevel") ?? level.span, level)
    }
    if let metrics = api.value("metrics", &self) {
      members.set("MetricsEnabled", at: api.keySpan("metrics") ?? metrics.span, metrics)
    }
    if let cache = api.entry("cache", &self), let place = api.keySpan("cache") {
      stage.properties.set("CacheClusterEnabled", at: place, .bool(true, place))
      if let size = cache.value("size", &self) {
        stage.properties.set("CacheClusterSize", at: cache.keySpan("size") ?? place, size.gigabytes)
      }
      members.set("CachingEnabled", at: place, .bool(true, place))
      members.set("CacheDataEncrypted", at: place, .bool(true, place))
      for property in cache.properties(&self).entries {
        members.set(property.key, at: property.keySpan, property.value)
      }
    }
    guard let first = members.entries.first else { return nil }
    return Self.settings(("ANY", "/*"), members, at: first.keySpan)
  }

  private mutating func setCanary(_ api: Entry, in stage: inout Resource) -> Bool {
    guard let canary = api.entry("canary", &self), let place = api.keySpan("canary") else { return false }
    stage.properties.set("CanarySetting", at: place, Value(.map(canary.properties(&self)), place))
    guard let stable = canary.value("stable", &self) else { return false }
    stage.properties.set("DeploymentId", at: canary.keySpan("stable") ?? place, stable)
    return true
  }

  /// Makes the deployments. A deployment is a snapshot: its logical id changes with what it is a snapshot of, so that a
  /// change is deployed ("AWS::ApiGateway::Deployment", CloudFormation Template Reference).
  mutating func addDeployments() {
    for deployment in deployments {
      var hash = ContentHash()
      for id in [deployment.api] + deployment.members {
        guard let resource = resource(made: id) else { continue }
        hash.add(id)
        for property in resource.properties.entries where !Self.undeployed.contains(property.key) {
          hash.add("\(property.key)=\(property.value.signature)")
        }
      }
      let id = "\(deployment.api)Deployment\(hash.text)"
      var made = Resource(id, "AWS::ApiGateway::Deployment", at: deployment.span, origin: .derived)
      made.properties.set("RestApiId", at: deployment.span, .ref(deployment.api, deployment.span))
      made.dependsOn = deployment.members.filter { resource(made: $0)?.isDeployedLast == true }
        .map { Name($0, deployment.span) }
      made.condition = resource(made: deployment.api)?.condition
      made.label = resource(made: deployment.api)?.label ?? id
      if deployment.isCanary {
        // The one before is still the stage's when CloudFormation would delete it.
        made.attributes.set("DeletionPolicy", at: deployment.span, .string("Retain", deployment.span))
      }
      add(made, order: deployment.order)
      update(deployment.stage) { stage in
        let reference = Value.ref(id, deployment.span)
        guard deployment.isCanary, var canary = stage["CanarySetting"]?.map else {
          stage.properties.set("DeploymentId", at: deployment.span, reference)
          return
        }
        canary.set("DeploymentId", at: deployment.span, reference)
        stage.properties.set(
          "CanarySetting", at: stage["CanarySetting"]?.span ?? deployment.span, Value(.map(canary), deployment.span))
      }
    }
  }

  /// Properties of an API that no deployment holds.
  private static let undeployed: Set<String> = ["Name", "Description", "Tags"]
}

extension Resource {
  /// Whether a deployment names it in `DependsOn`: what these refer to is made before them.
  fileprivate var isDeployedLast: Bool {
    ["AWS::ApiGateway::Method", "AWS::ApiGateway::GatewayResponse"].contains(type)
  }
}

extension Value {
  /// `0.5` of `0.5 GB`: the sizes that AWS has for a cache are texts.
  fileprivate var gigabytes: Value {
    guard let text = string else { return self }
    return .string(text.droppingSuffix("GB").droppingSuffix(" "), span)
  }
}

/// A number that stands for a content: FNV-1a of 64 bits (draft-eastlake-fnv).
struct ContentHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds a text.
  mutating func add(_ text: String) {
    for byte in text.utf8 {
      state ^= UInt64(byte)
      state = state &* 0x0000_0100_0000_01b3
    }
    state ^= 0xff
    state = state &* 0x0000_0100_0000_01b3
  }

  /// Ten hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(10))
  }
}
