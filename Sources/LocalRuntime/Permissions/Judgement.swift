import Policy
import Source
import WireProtocols

/// One question, decided.
struct Judgement: Sendable {
  let question: Question
  let asker: Asker
  let snapshot: PolicySnapshot
  let request: AccessRequest
  let policies: PolicySet
  /// The documents of each layer that applies, as `policies` has them.
  let placed: [PolicyLayer: [PlacedPolicy]]
  let decision: Decision

  /// Decides a question by the policies of a moment.
  init(_ question: Question, in snapshot: PolicySnapshot, at now: Moment) {
    self.question = question
    self.snapshot = snapshot
    let asker = question.asker(in: snapshot)
    self.asker = asker
    var placed: [PolicyLayer: [PlacedPolicy]] = [
      .resource: snapshot.policies(of: question.permission.resource), .identity: asker.role?.identity ?? [],
    ]
    if let boundary = asker.role?.boundary { placed[.boundary] = [boundary] }
    self.placed = placed
    func compiled(_ layer: PolicyLayer) -> [CompiledPolicy] { (placed[layer] ?? []).map(\.compiled) }
    policies = PolicySet(
      identity: compiled(.identity), resource: compiled(.resource),
      boundary: placed[.boundary] == nil ? nil : compiled(.boundary))
    dependsOnTime = placed.values.contains { $0.contains(where: \.dependsOnTime) }
    request = Self.request(question, asker, snapshot, now: dependsOnTime ? now : nil)
    decision = policies.decide(request)
  }

  /// Whether the same question may have another answer later, though no policy changed.
  let dependsOnTime: Bool

  /// Whether it may. What the engine leaves open is denied, since nothing says that it is allowed; but for a role's trust, of
  /// which the circumstances are not all known here.
  var isAllowed: Bool {
    switch decision.outcome {
    case .allow: true
    case .implicitDeny, .explicitDeny: false
    case .depends: if case .trust = question.party { true } else { false }
    }
  }

  private static func request(
    _ question: Question, _ asker: Asker, _ snapshot: PolicySnapshot, now: Moment?
  ) -> AccessRequest {
    // The edge stands for AWS's endpoints, which are called by TLS.
    var context: [String: [PartialText]] = [
      "aws:SecureTransport": ["true"], "aws:ViaAWSService": ["false"],
      "aws:RequestedRegion": [PartialText(snapshot.region)],
    ]
    for (key, value) in asker.context { context[key] = [PartialText(value)] }
    for (key, values) in question.permission.context { context[key] = values.map { PartialText($0) } }
    if let now {
      context["aws:CurrentTime"] = [PartialText(now.iso8601)]
      context["aws:EpochTime"] = [PartialText(String(now.milliseconds / 1000))]
    }
    var isComplete = true
    if case .trust = question.party { isComplete = false }
    return AccessRequest(
      action: question.permission.action, resource: PartialText(question.permission.resource),
      principal: asker.principal, context: context, isContextComplete: isComplete)
  }
}

extension Moment {
  /// The time as ISO 8601 writes it, in UTC and to the second: `2026-11-24T10:00:00Z`.
  fileprivate var iso8601: String {
    let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let time = seconds - day * 86_400
    // Days to a date of the Gregorian calendar, a year beginning in March so that the leap day comes last.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * ofYear + 2) / 153
    let date = ofYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(year, 4))-\(digits(civilMonth, 2))-\(digits(date, 2))"
      + "T\(digits(time / 3600, 2)):\(digits(time / 60 % 60, 2)):\(digits(time % 60, 2))Z"
  }
}
