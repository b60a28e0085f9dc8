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
    lowering.lowerCode(entry, &function)
    lowering.lowerWrappedKeys(entry, &function)
    lowering.lowerSwitches(entry, &function)
    lowering.lowerFunctionNetwork(entry, &function)
    lowering.lowerFunctionRole(entry, &function)
    lowering.lowerLogging(entry, &function)
    lowering.add(function, from: entry)
    lowering.lowerAccess(entry)
    lowering.lowerAsyncInvocation(entry)
    lowering.lowerConsumers(entry)
    lowering.lowerAliases(entry)
    lowering.lowerURL(entry)
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
}
