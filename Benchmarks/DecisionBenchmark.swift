import Foundation
import Policy
import Source

/// Decisions of the policy engine against a role of 20 statements with conditions, as the local run makes one for each call:
/// how much of a second of one core 500,000 of them take. It is the one figure here that is promised as a number and not as a
/// ratio, so the reference is the second itself.
enum DecisionBenchmark: Benchmark {
  static let name = "decide"
  private static let promised = 500_000
  private static let rounds = 7
  /// Bytes by which the process may have grown after a million decisions: what the allocator keeps, not one a decision.
  private static let mostGrowth = 512 * 1024

  static func ratio(corpus: String) throws -> Double {
    let policies = PolicySet(identity: [role])
    let requests = Self.requests
    let allowed = requests.count { policies.decide($0).isAllowed }
    // Half of them allowed, by early and late statements, or the work would not be what a run does.
    guard allowed > requests.count / 4, allowed < requests.count else {
      throw Failure("\(allowed) of \(requests.count) allowed")
    }
    var seconds: [Double] = []
    for _ in 0..<rounds { seconds.append(cpuTime { decide(promised, policies, requests) }) }
    let before = try residentBytes()
    decide(1_000_000, policies, requests)
    let growth = try residentBytes() - Int(before)
    let best = seconds.min() ?? .nan
    print(
      "decide: \(Int(Double(promised) / best)) decisions a second of one core, \(allowed) of \(requests.count) allowed; "
        + "\(growth) bytes more after a million")
    guard growth <= mostGrowth else { throw Failure("a million decisions left \(growth) bytes behind") }
    return best
  }

  private static func decide(_ count: Int, _ policies: PolicySet, _ requests: [AccessRequest]) {
    var allowed = 0
    for index in 0..<count where policies.decide(requests[index % requests.count]).isAllowed { allowed += 1 }
    guard allowed > 0 else { fatalError("nothing was allowed") }
  }

  /// Memory of this process that is in use (`proc_pid_statm(5)`).
  private static func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { throw Failure("/proc/self/statm reads otherwise") }
    return pages * Int(getpagesize())
  }

  private static func cpuTime(_ work: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    work()
    return now() - start
  }
}

// MARK: The role and the calls

extension DecisionBenchmark {
  private static let nowhere = Span(SourceID(0), 0, 0)
  private static let account = "111122223333"
  private static let services = ["sqs", "sns", "dynamodb", "events", "kinesis"]
  private static let verbs = ["SendMessage", "Publish", "GetItem", "PutEvents", "PutRecord"]
  private static let resources = ["orders", "shipped", "table/orders", "event-bus/shop", "stream/clicks"]

  /// Twenty statements, four of each service, with the conditions that people write.
  private static let role: CompiledPolicy = {
    let statements = (0..<20).map { index in
      let kind = index % services.count
      return object([
        "Effect": text(index == 17 ? "Deny" : "Allow"),
        "Action": list(["\(services[kind]):\(verbs[kind])", "\(services[kind]):Describe*"]),
        "Resource": list(["arn:aws:\(services[kind]):*:\(account):\(resources[kind])-\(index / services.count)*"]),
        "Condition": object([
          "StringEquals": object(["aws:PrincipalAccount": text(account)]),
          "StringLike": object(["aws:PrincipalTag/team": list(["shop-*", "platform"])]),
          "Bool": object(["aws:SecureTransport": text("true")]),
          "IpAddress": object(["aws:SourceIp": list(["10.0.0.0/8", "2001:db8::/33"])]),
        ]),
      ])
    }
    let document = object(["Version": text("2012-10-17"), "Statement": Datum(.list(statements), nowhere)])
    return CompiledPolicy(PolicyDocument(reading: document), as: .identity)
  }()

  /// Calls of every service, on resources that an early, a late and no statement names.
  private static let requests: [AccessRequest] = (0..<30).map { index in
    let kind = index % services.count
    let name = "arn:aws:iam::\(account):role/worker"
    return AccessRequest(
      action: "\(services[kind]):\(verbs[kind])",
      resource: PartialText(
        "arn:aws:\(services[kind]):eu-west-1:\(account):\(resources[kind])-\(index / services.count)x"),
      principal: .role(PartialText(name), account: PartialText(account)),
      context: [
        "aws:PrincipalTag/team": ["shop-intake"], "aws:SecureTransport": ["true"], "aws:SourceIp": ["10.1.2.3"],
      ])
  }

  private static func object(_ members: KeyValuePairs<String, Datum>) -> Datum {
    Datum(.map(members.map { Datum.Member(key: $0.key, keySpan: nowhere, value: $0.value) }), nowhere)
  }

  private static func text(_ text: String) -> Datum { Datum(.string(PartialText(text)), nowhere) }

  private static func list(_ texts: [String]) -> Datum { Datum(.list(texts.map(text)), nowhere) }
}
