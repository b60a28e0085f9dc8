import Synchronization
import Wiring

/// Runs functions: finds version and environment of an invocation, waits for its end, and tells what went wrong.
public final class FunctionRunner: FunctionInvoker, Planned {
  /// A function, and the version of it that an invocation runs.
  struct Target: Sendable {
    var function: FunctionPlan
    var version: String
    /// ARN as it was invoked, with the qualifier if there was one.
    var arn: String
  }

  private struct State {
    var run: RunPlan?
    var functions: [String: FunctionPlan] = [:]
  }

  /// The environments.
  public let sandboxes: Sandboxes
  private let narrator: any Narrator
  private let random: @Sendable () -> Double
  private let state = Mutex(State())

  /// Makes a runner.
  ///
  /// - Parameter random: a number from 0 up to 1, which picks the version that an alias with weights runs.
  public init(
    sandboxes: Sandboxes, narrator: any Narrator,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.sandboxes = sandboxes
    self.narrator = narrator
    self.random = random
  }

  /// Takes a plan.
  public func apply(_ plan: RunPlan) async {
    await sandboxes.apply(plan)
    state.withLock { state in
      state.run = plan
      state.functions = Dictionary(plan.plan.functions.map { ($0.name, $0) }) { first, _ in first }
    }
  }

  /// The plan.
  var plan: WiringPlan? { state.withLock { $0.run?.plan } }

  /// The folder that the plan's paths are relative to.
  var folder: String { state.withLock { $0.run?.folder ?? "" } }

  /// A function by its name.
  func function(_ name: String) -> FunctionPlan? { state.withLock { $0.functions[name] } }

  /// What an ARN or name means; nil if there is no such function, version or alias.
  func target(_ text: String, qualifier: String? = nil) -> Target? {
    guard let name = FunctionName(text), let function = function(name.name) else { return nil }
    guard let qualifier = qualifier ?? name.qualifier else {
      return Target(function: function, version: "$LATEST", arn: function.arn)
    }
    let arn = "\(function.arn):\(qualifier)"
    if qualifier == "$LATEST" || function.versions.contains(where: { String($0.number) == qualifier }) {
      return Target(function: function, version: qualifier, arn: arn)
    }
    guard let alias = function.aliases.first(where: { $0.name == qualifier }) else { return nil }
    return Target(function: function, version: pick(alias), arn: arn)
  }

  /// "Using routing configurations on an alias" (Lambda Developer Guide): each further version has its share, the alias's own the rest.
  private func pick(_ alias: AliasPlan) -> String {
    guard !alias.weights.items.isEmpty else { return alias.version }
    var point = random()
    for share in alias.weights.items {
      if point < share.value { return share.name }
      point -= share.value
    }
    return alias.version
  }

  /// Invokes a function and waits for the answer.
  public func invoke(_ invocation: Invocation) async -> InvocationResult {
    guard let target = target(invocation.function) else {
      return InvocationResult(.notFound, payload: Array("Function not found: \(invocation.function)".utf8))
    }
    return await run(invocation, target).result
  }

  /// Invokes a target; a throttle's reason beside the result.
  func run(_ invocation: Invocation, _ target: Target) async -> (result: InvocationResult, throttle: ThrottleReason?) {
    var invocation = invocation
    // Without a payload Lambda gives an empty object.
    if invocation.payload.isEmpty { invocation.payload = Array("{}".utf8) }
    let function = target.function
    let end = await sandboxes.run(invocation, function: function.name, version: target.version, arn: target.arn)
    let story = FailureStory(function: function, invocation: invocation)
    switch end {
    case .ran(let outcome):
      if let occurrence = story.occurrence(outcome) { narrator.tell(occurrence) }
      // An API mentions its request with the answer.
      if invocation.isMentioned || outcome.ending != .returned {
        narrator.mention("\(function.shown) \(story.words(outcome.ending)) \(LogText.fixed(outcome.duration)) ms")
      }
      return (
        InvocationResult(
          outcome.ending == .returned ? .returned : .functionError("Unhandled"), payload: outcome.payload,
          executedVersion: target.version, logTail: outcome.logTail), nil
      )
    case .throttled(let reason):
      narrator.tell(story.throttled(reason))
      return (
        InvocationResult(.throttled, payload: Array("Rate Exceeded.".utf8), executedVersion: target.version), reason
      )
    case .cannotStart(let fault):
      narrator.tell(story.cannotStart(fault))
      let payload = FunctionFault(fault.type, "RequestId: \(invocation.requestID) Error: \(fault.message)").json
      return (InvocationResult(.functionError("Unhandled"), payload: payload, executedVersion: target.version), nil)
    case .unknown:
      return (InvocationResult(.notFound, payload: Array("Function not found: \(target.arn)".utf8)), nil)
    case .stopped:
      return (
        InvocationResult(.throttled, payload: Array("the run ends".utf8), executedVersion: target.version), .local
      )
    }
  }
}
