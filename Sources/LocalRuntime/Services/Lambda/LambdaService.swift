import Synchronization
import WireProtocols
import Wiring

/// Lambda's control plane as far as a run needs it, and `Invoke`.
public final class LambdaService: AWSService, Planned, FunctionInvoker, ParcelReceiver {
  /// Name of the model.
  public static let model = "lambda"

  let runner: FunctionRunner
  let queue: any AsyncInvoker
  let authorizer: any Authorizer
  /// Resource policies are read, changed and written one at a time.
  let policyEdits = Mutex(())
  private let applied: Mutex<Moment>
  private let clock: any RunClock

  /// Makes the service over a runner; asynchronous invocations go into the queue.
  public init(runner: FunctionRunner, queue: any AsyncInvoker, authorizer: any Authorizer, clock: any RunClock) {
    self.runner = runner
    self.queue = queue
    self.authorizer = authorizer
    self.clock = clock
    applied = Mutex(clock.now)
  }

  /// Takes a plan, for the runner too.
  public func apply(_ plan: RunPlan) async {
    await runner.apply(plan)
    let now = clock.now
    applied.withLock { $0 = now }
  }

  /// When the plan was last applied: `LastModified` of everything.
  var lastModified: Moment { applied.withLock { $0 } }

  /// Invokes a function and waits for the answer.
  public func invoke(_ invocation: Invocation) async -> InvocationResult { await runner.invoke(invocation) }

  /// Takes a parcel for asynchronous invocation, as SNS and EventBridge deliver to functions.
  public func receive(_ parcel: Parcel) async -> DeliveryOutcome {
    guard runner.target(parcel.target) != nil else {
      return .failed(
        DeliveryFailure("ResourceNotFoundException", "Function not found: \(parcel.target)", isRetriable: false))
    }
    let payload = Array(parcel.body.utf8)
    guard payload.count <= Self.asyncCap else {
      return .failed(
        DeliveryFailure("RequestTooLargeException", Self.tooLarge(payload.count, Self.asyncCap), isRetriable: false))
    }
    let origin =
      switch parcel.sender {
      case .service(let name, _): name
      case .role(_, let service): service
      }
    do throws(StoreError) {
      try await queue.enqueue(
        Invocation(of: parcel.target, payload: payload, requestID: RequestID.make(), origin: origin))
      return .delivered
    } catch {
      return .failed(DeliveryFailure("ServiceException", error.reason, isRetriable: true))
    }
  }

  /// Most bytes of a synchronous event (Lambda Developer Guide, "Lambda quotas": 6 MB).
  static let syncCap = 6 * 1024 * 1024
  /// Most bytes of an asynchronous event (the same page: 1 MB).
  static let asyncCap = 1024 * 1024

  static func tooLarge(_ count: Int, _ cap: Int) -> String {
    "\(count) byte payload is too large for the \(cap == asyncCap ? "Event" : "RequestResponse") invocation type (limit \(cap) bytes)"
  }

  /// The refusal of a function, version or alias that is not there.
  static func notFound(_ arn: String) -> ServiceError {
    ServiceError("ResourceNotFoundException", "Function not found: \(arn)", members: ["Type": "User"])
  }
}
