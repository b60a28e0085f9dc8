import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let functions = Section(
    .functions,
    """
    Lambda functions. One without `role:` gets a role with exactly what its arrows and `access:` need; a named role is \
    checked and never extended. Each has a log group of its own.
    """,
    keys: FunctionKeys.all,
    example: """
      functions:
        checkout:
          runtime: python3.13
          handler: app.checkout
          code: src/checkout
          timeout: 10s
          environment: { ORDERS_URL: "${queues.orders.url}" }
          access:
            - send: queues.orders
        fulfil:
          runtime: python3.13
          handler: app.fulfil
          code: src/fulfil
          timeout: 30s
          consumes: { queue: queues.orders, batchSize: 10 }
      queues:
        orders: { visibilityTimeout: 3m }
      """
  ) { lowering, entry in
    var function = lowering.resource(entry, .functions)
    if let code = lowering.artifact(entry, property: "Code", owner: function.logicalID) {
      function.properties.set("Code", at: entry.keySpan("code") ?? entry.span, code)
    }
    lowering.lowerWrappedKeys(entry, &function)
    lowering.lowerFunctionRole(entry, &function)
    lowering.lowerLogGroup(entry, &function)
    lowering.add(function, from: entry)
    lowering.lowerAccess(entry)
    lowering.lowerAsyncInvocation(entry)
    lowering.lowerConsumers(entry)
    lowering.lowerAliases(entry)
  }
}

extension StackLowering {
  /// Keys whose value is one member of an object in CloudFormation.
  private static let wrapped: [(key: String, property: String, member: String)] = [
    ("environment", "Environment", "Variables"), ("ephemeralStorage", "EphemeralStorage", "Size"),
    ("tracing", "TracingConfig", "Mode"),
  ]

  fileprivate mutating func lowerWrappedKeys(_ entry: Entry, _ function: inout Resource) {
    for (key, property, member) in Self.wrapped {
      guard let value = entry.value(key, &self), let span = entry.keySpan(key) else { continue }
      let map = ValueMap([.init(member, at: span, value)])
      function.properties.set(property, at: span, Value(.map(map), value.span))
    }
    if let architecture = entry.value("architecture", &self), let span = entry.keySpan("architecture") {
      function.properties.set("Architectures", at: span, .list([architecture], architecture.span))
    }
  }

  /// The role: the one that is named, or one made for this function alone.
  fileprivate mutating func lowerFunctionRole(_ entry: Entry, _ function: inout Resource) {
    if let node = entry.node("role") {
      if let role = entry.value("role", &self) {
        function.properties.set("Role", at: entry.keySpan("role") ?? node.span, role)
      }
      return
    }
    let span = entry.span
    let id = Self.roleID(function: function.logicalID)
    var role = derived(id, "AWS::IAM::Role", from: entry)
    role.properties.set(
      "AssumeRolePolicyDocument", at: span,
      Self.trustPolicy(services: [.string("lambda.amazonaws.com", span)], at: span))
    if let network = entry.node("network") {
      // Stands in the role itself: Lambda checks it when the function is made, before any other policy exists.
      role.properties.set("Policies", at: network.span, networkPolicy(at: network.span))
    }
    role.condition = condition(of: entry)
    add(role)
    function.properties.set("Role", at: span, .getAtt(id, "Arn", span))
    if entry.text("tracing") == "Active", let tracing = entry.node("tracing") {
      grantWire("function-tracing", to: function.logicalID, on: .string("*", tracing.span), at: tracing.span)
    }
  }

  private func networkPolicy(at span: Span) -> Value {
    let document = Statement.document(statements(of: "function-network", WireEnds(), at: span), at: span)
    return .list(
      [.object(span, ["PolicyName": .string("network", span), "PolicyDocument": document])], span)
  }

  /// A trust policy that lets services assume a role.
  static func trustPolicy(services: [Value], at span: Span) -> Value {
    let principal: Value = services.count == 1 ? services[0] : .list(services, span)
    let statement = Value.object(
      span,
      [
        "Effect": .string("Allow", span), "Principal": .object(span, ["Service": principal]),
        "Action": .string("sts:AssumeRole", span),
      ])
    return .object(span, ["Version": .string("2012-10-17", span), "Statement": .list([statement], span)])
  }

  /// A log group of the function's own: it goes with the stack, and its retention is set.
  fileprivate mutating func lowerLogGroup(_ entry: Entry, _ function: inout Resource) {
    let span = entry.keySpan("logRetention") ?? entry.span
    let id = function.logicalID.droppingSuffix("Function") + "LogGroup"
    var group = derived(id, "AWS::Logs::LogGroup", from: entry, at: span)
    group.properties.set(
      "RetentionInDays", at: span, entry.value("logRetention", &self) ?? .integer(FunctionKeys.logRetentionDays, span))
    group.condition = condition(of: entry)
    add(group)
    function.properties.set("LoggingConfig", at: span, .object(span, ["LogGroup": .ref(id, span)]))
    grantWire("function-logs", to: function.logicalID, on: .getAtt(id, "Arn", span), at: span, unlessNamed: entry)
  }
}
