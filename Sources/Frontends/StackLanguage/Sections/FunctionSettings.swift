import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// What a function's code is: `code:` with `handler:` and `runtime:`, or `image:`.
  mutating func lowerCode(_ entry: Entry, _ function: inout Resource) {
    guard let node = entry.node("image") else {
      for key in ["runtime", "handler", "code"] where !entry.has(key) {
        findings.report(.missingKey(key, in: entry.name, at: entry.span))
      }
      if let code = code(entry, property: "Code", owner: function.logicalID) {
        function.properties.set("Code", at: entry.keySpan("code") ?? entry.span, code)
      }
      return
    }
    if let code = entry.keySpan("code") {
      findings.report(.exactlyOneKey(["code", "image"], given: 2, in: entry.name, at: code))
    }
    let span = entry.keySpan("image") ?? node.span
    guard let shape = entry.shape.key("image")?.type.objectShape,
      let image = Entry([node], shape: shape, name: "image", lowering: &self)
    else { return }
    if let uri = image.value("uri", &self) {
      function.properties.set("PackageType", at: span, .string("Image", span))
      function.properties.set("Code", at: span, .object(uri.span, ["ImageUri": uri]))
    }
    let config = image.properties(&self)
    if !config.isEmpty { function.properties.set("ImageConfig", at: span, Value(.map(config), node.span)) }
  }

  /// Keys that become an object of one member.
  mutating func lowerSwitches(_ entry: Entry, _ function: inout Resource) {
    let switches = [
      ("snapStart", "SnapStart", "ApplyOn", "PublishedVersions"),
      ("tenantIsolation", "TenancyConfig", "TenantIsolationMode", "PER_TENANT"),
    ]
    for (key, property, member, word) in switches {
      guard let value = entry.value(key, &self), let span = entry.keySpan(key), value.bool != false else { continue }
      function.properties.set(
        property, at: span, Value(.map(ValueMap([.init(member, at: span, .string(word, value.span))])), value.span))
    }
    guard let files = entry.entry("fileSystem", &self), let node = entry.node("fileSystem") else { return }
    var config = files.properties(&self)
    if let point = files.value("accessPoint", &self), isOutsideOrRaw(point) {
      config.set("Arn", at: files.keySpan("accessPoint") ?? point.span, point)
    }
    function.properties.set(
      "FileSystemConfigs", at: entry.keySpan("fileSystem") ?? node.span,
      .list([Value(.map(config), node.span)], node.span))
  }

  /// No section has access points: a path leads to `resources:`.
  private mutating func isOutsideOrRaw(_ point: Value) -> Bool {
    guard let declared = declared(of: point), let kind = declared.section.kind else { return true }
    findings.report(
      .wrongType("accessPoint", wanted: "an EFS access point", got: "a \(kind.noun)", at: point.span))
    return false
  }

  /// `logging:`, with the log group: one of `logs:`, or the function's own, which goes with the stack and has a retention.
  mutating func lowerLogging(_ entry: Entry, _ function: inout Resource) {
    let logging = entry.entry("logging", &self)
    var config = logging?.properties(&self) ?? ValueMap()
    let span = entry.keySpan("logging") ?? entry.keySpan("logRetention") ?? entry.span
    if let logging, let group = logging.value("group", &self), let declared = declared(of: group) {
      if let retention = entry.keySpan("logRetention") {
        findings.report(.exactlyOneKey(["logRetention", "logging.group"], given: 2, in: entry.name, at: retention))
      }
      config.set("LogGroup", at: group.span, .ref(declared.logicalID, group.span))
      grantWire("function-logs", to: function.logicalID, on: group, at: group.span, unlessNamed: entry)
    } else if entry.bool("logGroup") == false {
      leaveLogGroup(entry, of: function)
    } else {
      _ = entry.value("logGroup", &self)
      let id = lowerOwnLogGroup(entry, &function)
      config.set("LogGroup", at: span, .ref(id, span))
    }
    if !config.isEmpty { function.properties.set("LoggingConfig", at: span, Value(.map(config), span)) }
  }

  /// `logGroup: false`: Lambda makes the group, which the role must allow.
  private mutating func leaveLogGroup(_ entry: Entry, of function: Resource) {
    let span = entry.keySpan("logGroup") ?? entry.span
    if let retention = entry.keySpan("logRetention") {
      findings.report(.exactlyOneKey(["logRetention", "logGroup"], given: 2, in: entry.name, at: retention))
    }
    guard !entry.has("role") else { return }
    let group = Value.sub(
      "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*", span)
    let ends = WireEnds(target: group, holding: ["log-group-undeclared"])
    for statement in statements(of: "function-logs", ends, at: span) {
      grant(statement, in: .functionRole(function.logicalID))
    }
  }

  private mutating func lowerOwnLogGroup(_ entry: Entry, _ function: inout Resource) -> String {
    let span = entry.keySpan("logRetention") ?? entry.span
    let id = function.logicalID.droppingSuffix("Function") + "LogGroup"
    var group = derived(id, "AWS::Logs::LogGroup", from: entry, at: span)
    group.properties.set(
      "RetentionInDays", at: span, entry.value("logRetention", &self) ?? .integer(FunctionKeys.logRetentionDays, span))
    group.condition = condition(of: entry)
    add(group)
    grantWire("function-logs", to: function.logicalID, on: .getAtt(id, "Arn", span), at: span, unlessNamed: entry)
    return id
  }

  /// `url:`, with what lets everybody call where `auth` is `none`. With `iam` the caller's own policy allows it.
  mutating func lowerURL(_ entry: Entry) {
    guard let node = entry.node("url"),
      let item = Entry([node], shape: FunctionURLKeys.shape, name: "url", lowering: &self)
    else { return }
    let span = entry.keySpan("url") ?? node.span
    let id = Self.urlID(function: entry.logicalID)
    var url = derived(id, "AWS::Lambda::Url", from: entry, at: span)
    url.properties.set("TargetFunctionArn", at: span, .getAtt(entry.logicalID, "Arn", span))
    url.properties.set("AuthType", at: span, .string("AWS_IAM", span))
    for property in item.properties(&self).entries {
      url.properties.set(property.key, at: property.keySpan, property.value)
    }
    var target = ref(entry)
    if let alias = item.node("alias"), let declared = entry.declared {
      guard let aliasID = aliasID(of: declared, named: alias.text) else {
        findings.report(
          .unknownPath(alias.text, at: alias.contentSpan, candidates: declared.aliasNames))
        return
      }
      url.dependsOn.append(Name(aliasID, alias.contentSpan))
      target = .ref(aliasID, alias.contentSpan)
    }
    url.condition = condition(of: entry)
    add(url)
    guard item.text("auth") == "none" else { return }
    for row in WirePermission.for(wire: "url-function") where row.side == .resource {
      addPublicPermission(row, on: target, of: entry, at: item.keySpan("auth") ?? span)
    }
  }

  /// The condition keys of Lambda's own that a permission can have, with their properties.
  private static let restrictions = [
    "lambda:FunctionUrlAuthType": "FunctionUrlAuthType", "lambda:InvokedViaFunctionUrl": "InvokedViaFunctionUrl",
  ]

  private mutating func addPublicPermission(_ row: WirePermission, on target: Value, of entry: Entry, at span: Span) {
    for action in row.actions {
      let word = action == "lambda:InvokeFunctionUrl" ? "" : "Invoke"
      let id = Self.urlID(function: entry.logicalID) + word + "Permission"
      var permission = derived(id, "AWS::Lambda::Permission", from: entry, at: span)
      permission.properties.set("Action", at: span, .string(action, span))
      permission.properties.set("FunctionName", at: span, target)
      permission.properties.set("Principal", at: span, .string(row.principal, span))
      if let key = row.condition, let property = Self.restrictions[key], let value = row.conditionValue {
        permission.properties.set(
          property, at: span, value == "true" ? .bool(true, span) : .string(value, span))
      }
      permission.condition = condition(of: entry)
      add(permission)
    }
  }

  /// The logical id of a function's URL.
  static func urlID(function: String) -> String { function.droppingSuffix("Function") + "Url" }
}
