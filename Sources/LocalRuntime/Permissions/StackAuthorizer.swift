import Diagnostics
import Policy
import RunFindings
import Source
import Synchronization
public import WireProtocols
import Wiring

/// Decides every call and delivery of a run by the policies of its plan, with the engine that the compiler checks with.
///
/// The policies are prepared once for a plan. An answer is kept for as long as no policy changes, unless the time of the call
/// decides it.
public final class StackAuthorizer: Authorizer, Planned {
  /// The most answers that are kept. A stack has some hundred callers, actions and resources that meet; whoever asks about
  /// more is looking for what there is, and must not fill the memory.
  static let mostAnswers = 8192

  fileprivate struct State {
    var snapshot: PolicySnapshot
    /// Counts the snapshots, so that no answer of an old one is kept for a new one.
    var generation = 0
    var answers: [Question: Answer] = [:]
    /// The documents of the plan, to see at a reload which changed.
    var planned: [String: [PolicyPlan]] = [:]
    /// What was put in place of the plan's policies; the text is nil where a policy was removed.
    var overrides: [String: String?] = [:]
    var unknown: Set<String> = []
  }

  fileprivate enum Answer: Sendable {
    case allowed
    case denied(Denial)
  }

  /// A denial, as it is answered and told.
  fileprivate final class Denial: Sendable {
    let error: ServiceError
    let occurrence: Occurrence

    init(_ judgement: Judgement, isLetThrough: Bool) {
      error = judgement.error
      occurrence = judgement.occurrence(isLetThrough: isLetThrough)
    }
  }

  /// How permissions are taken.
  public let mode: IAMMode
  private let clock: any RunClock
  private let narrator: any Narrator
  private let recorder: CallRecorder?
  private let state: Mutex<State>

  /// Makes an authorizer that knows no policy yet.
  public convenience init(_ mode: IAMMode, clock: any RunClock, narrator: any Narrator) {
    self.init(mode, clock: clock, narrator: narrator, recorder: nil)
  }

  /// Makes an authorizer that writes down what roles are used for.
  init(_ mode: IAMMode, clock: any RunClock, narrator: any Narrator, recorder: CallRecorder?) {
    self.mode = mode
    self.clock = clock
    self.narrator = narrator
    self.recorder = recorder
    state = Mutex(State(snapshot: PolicySnapshot(WiringPlan(stack: ""))))
  }

  /// Takes the policies of a plan. What a call put in place of a resource's policy stays, unless the stack's own changed.
  public func apply(_ plan: RunPlan) async { apply(plan.plan) }

  func apply(_ plan: WiringPlan) {
    recorder?.apply(plan)
    let snapshot = PolicySnapshot(plan)
    let planned = PolicySnapshot.documents(of: plan).mapValues { $0.map(\.plan) }
    let told = state.withLock { state -> [Occurrence] in
      state.overrides = state.overrides.filter { state.planned[$0.key] == planned[$0.key] }
      state.planned = planned
      state.replace(snapshot.replacing(state.overrides.mapValues { PolicySnapshot.prepared($0) }))
      return snapshot.unknownPolicies.filter { state.unknown.insert($0.subject).inserted }
    }
    if mode != .off { for occurrence in told { narrator.tell(occurrence) } }
  }

  /// Whether a caller may; a denial has been told when this returns.
  public func denial(of permission: Permission, to caller: Caller) -> ServiceError? {
    answer(Question(permission, by: caller))
  }

  /// Whether a service may deliver; a denial has been told when this returns. A role must admit the service, and allow.
  public func denial(of permission: Permission, to sender: Sender) -> ServiceError? {
    if case .role(let arn, let service) = sender, let error = answer(Question(trustOf: arn, in: service)) {
      return error
    }
    return answer(Question(permission, by: sender), isTold: !isPoll(permission, sender))
  }

  /// The actions that Lambda polls a queue with (Lambda Developer Guide, "Execution role permissions" for SQS).
  private static let pollActions: Set<String> = [
    "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
  ]

  /// Whether a denial is one of several that the poller tells as one, at its mapping.
  private func isPoll(_ permission: Permission, _ sender: Sender) -> Bool {
    guard mode == .strict, case .role(_, "lambda.amazonaws.com") = sender else { return false }
    return Self.pollActions.contains(permission.action)
  }

  private func answer(_ question: Question, isTold: Bool = true) -> ServiceError? {
    recorder?.note(question)
    guard mode != .off else { return nil }
    let (kept, snapshot, generation) = state.withLock { ($0.answers[question], $0.snapshot, $0.generation) }
    let answer = kept ?? judge(question, snapshot, generation)
    guard case .denied(let denial) = answer else { return nil }
    if isTold { narrator.tell(denial.occurrence) }
    return mode == .strict ? denial.error : nil
  }

  private func judge(_ question: Question, _ snapshot: PolicySnapshot, _ generation: Int) -> Answer {
    let judgement = Judgement(question, in: snapshot, at: clock.now)
    let answer = judgement.isAllowed ? Answer.allowed : .denied(Denial(judgement, isLetThrough: mode == .soft))
    guard !judgement.dependsOnTime else { return answer }
    state.withLock { state in
      guard state.generation == generation else { return }
      if state.answers.count >= Self.mostAnswers { state.answers.removeAll(keepingCapacity: true) }
      state.answers[question] = answer
    }
    return answer
  }
}

extension StackAuthorizer {
  /// Puts a resource's policy in place of the one of the plan; nil removes it.
  ///
  /// - Throws: what the resource's service answers to a document that it does not take.
  public func setPolicy(_ document: String?, of resource: String) throws(ServiceError) {
    if let document { try PolicyText.check(document, of: resource) }
    state.withLock { state in
      state.overrides[resource] = .some(document)
      state.replace(state.snapshot.replacing([resource: PolicySnapshot.prepared(document)]))
    }
  }

  /// The JSON text of a resource's policy; nil if it has none.
  public func policy(of resource: String) -> String? {
    let (override, planned) = state.withLock { ($0.overrides[resource], $0.planned[resource]) }
    if let override { return override }
    return planned.flatMap(PolicyText.joined)
  }
}

extension StackAuthorizer.State {
  fileprivate mutating func replace(_ snapshot: PolicySnapshot) {
    self.snapshot = snapshot
    generation += 1
    answers.removeAll(keepingCapacity: true)
  }
}

extension PolicySnapshot {
  /// The policies of a resource as a call set them.
  fileprivate static func prepared(_ text: String?) -> [PlacedPolicy] {
    guard let text, let datum = PolicyText.datum(text) else { return [] }
    return [PlacedPolicy(datum.positioned, as: .resource, origin: .call)]
  }

  /// What must be said of managed policies whose text is not known here.
  fileprivate var unknownPolicies: [Occurrence] {
    roles.values.sorted { $0.plan.id < $1.plan.id }.flatMap { role in
      var told = role.unknown.map { arn in
        Occurrence(
          .notActedOn, "the managed policy `\(arn)` of `\(role.shown)` is not known here", at: role.plan.place,
          consequences: ["it allows nothing in this run"],
          help: ["write the statements that the role needs into the stack"], subject: "\(role.plan.arn) \(arn)")
      }
      if role.boundary == nil, let arn = role.plan.boundaryARN {
        told.append(
          Occurrence(
            .notActedOn, "the permissions boundary `\(arn)` of `\(role.shown)` is not known here", at: role.plan.place,
            consequences: ["it limits nothing in this run"], subject: "\(role.plan.arn) \(arn)"))
      }
      return told
    }
  }
}
