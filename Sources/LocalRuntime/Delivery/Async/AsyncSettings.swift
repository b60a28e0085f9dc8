import Wiring

/// What the plan says of asynchronous invocations of one function and qualifier.
struct AsyncSettings: Sendable {
  /// Name of the function.
  var name: String
  /// ARN of the execution role: Lambda sends to destinations and dead-letter queues with it.
  var role: String
  var plan: AsyncInvocationPlan
  /// ARN of the function's dead-letter queue or topic.
  var deadLetter: String?
  /// Whether reserved concurrency is 0: then nothing is tried again.
  var isOff: Bool
  /// Where what is told of it stands.
  var place: Place?
}

/// The functions of a plan, by what an asynchronous invocation names.
struct AsyncTargets: Sendable {
  private var functions: [String: FunctionPlan] = [:]

  init() {}

  init(_ plan: WiringPlan) {
    for function in plan.functions { functions[function.arn] = function }
  }

  /// The settings for a function's ARN, with a qualifier or without one; nil if there is no such function.
  func settings(for arn: String) -> AsyncSettings? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    let qualifier = parts.count > 7 ? String(parts[7]) : "$LATEST"
    guard let function = functions[parts.prefix(7).joined(separator: ":")] else { return nil }
    let isKnown =
      qualifier == "$LATEST" || function.aliases.contains { $0.name == qualifier }
      || function.versions.contains { String($0.number) == qualifier }
    guard isKnown else { return nil }
    let plan = function.asyncInvocations.first { $0.qualifier == qualifier }
    return AsyncSettings(
      name: function.shown, role: function.role, plan: plan ?? AsyncInvocationPlan(id: function.id),
      deadLetter: function.deadLetter, isOff: function.reservedConcurrency == 0, place: plan?.place ?? function.place)
  }
}
