import Synchronization
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

@Suite struct LogsServiceTests {
  let clock = ManualClock()
  let group = "/aws/lambda/app"

  private func call(_ operation: String, _ input: WireObject) -> ServiceCall {
    ServiceCall(operation, input, by: Caller(.administrator, accessKey: "", session: ""), requestID: "")
  }

  private func send(_ service: LogsService, _ operation: String, _ input: WireObject) async throws -> WireObject {
    let known = try #require(LogsService.operations[operation])
    return try await known.answer(service, call(operation, input))
  }

  private func filled(_ count: Int) -> LogsService {
    let service = LogsService(clock: clock)
    for number in 0..<count {
      service.append(
        group: group, stream: number.isMultiple(of: 2) ? "even" : "odd",
        lines: [(clock.now.adding(milliseconds: Int64(number)), "line \(number)")])
    }
    return service
  }

  private func messages(_ output: WireObject) -> [String] {
    output.list("events").compactMap { $0.object?.string("message") }
  }

  @Test func filterPagesWithoutLossOrRepetition() async throws {
    let service = filled(25)
    var (seen, token, pages) = ([String](), WireValue?.none, 0)
    repeat {
      let output = try await send(
        service, "FilterLogEvents", ["logGroupName": .string(group), "limit": 10, "nextToken": token])
      seen += messages(output)
      token = output["nextToken"]
      pages += 1
    } while token != nil
    #expect(seen == (0..<25).map { "line \($0)" } && pages == 3)
  }

  @Test func filterKnowsTimesStreamsAndPatterns() async throws {
    let service = filled(10)
    let start = clock.now.milliseconds
    let byTime = try await send(
      service, "FilterLogEvents",
      ["logGroupName": .string(group), "startTime": .integer(start + 2), "endTime": .integer(start + 4)])
    #expect(messages(byTime) == ["line 2", "line 3"])
    let byStream = try await send(
      service, "FilterLogEvents", ["logGroupName": .string(group), "logStreamNamePrefix": "od"])
    #expect(messages(byStream) == [1, 3, 5, 7, 9].map { "line \($0)" })
    let byPattern = try await send(
      service, "FilterLogEvents", ["logGroupName": .string(group), "filterPattern": "?3 ?4"])
    #expect(messages(byPattern) == ["line 3", "line 4"])
    let byARN = try await send(
      service, "FilterLogEvents",
      ["logGroupIdentifier": .string("arn:aws:logs:us-east-1:000000000000:log-group:\(group):*"), "limit": 1])
    #expect(messages(byARN) == ["line 0"])
  }

  @Test func eventIDsAreUniqueAndStable() async throws {
    let service = filled(3)
    let ids = { (output: WireObject) in output.list("events").compactMap { $0.object?.string("eventId") } }
    let input: WireObject = ["logGroupName": .string(group)]
    let first = ids(try await send(service, "FilterLogEvents", input))
    #expect(Set(first).count == 3 && first.allSatisfy { $0.count == 56 })
    #expect(ids(try await send(service, "FilterLogEvents", input)) == first)
  }

  @Test func getReadsBothWaysAndTheTokenStandsAtTheEnd() async throws {
    let service = filled(10)
    let base: WireObject = ["logGroupName": .string(group), "logStreamName": "even", "limit": 2]
    let last = try await send(service, "GetLogEvents", base)
    #expect(messages(last) == ["line 6", "line 8"])
    var back = base
    back["nextToken"] = last["nextBackwardToken"]
    #expect(messages(try await send(service, "GetLogEvents", back)) == ["line 2", "line 4"])
    var forward = base
    forward["nextToken"] = last["nextForwardToken"]
    let end = try await send(service, "GetLogEvents", forward)
    #expect(messages(end).isEmpty && end["nextForwardToken"] == last["nextForwardToken"])
    service.append(group: group, stream: "even", lines: [(clock.now.adding(seconds: 1), "new")])
    #expect(messages(try await send(service, "GetLogEvents", forward)) == ["new"])
  }

  @Test func oldestGoWhenTheGroupIsFull() {
    let service = LogsService(clock: clock)
    let line = String(repeating: "x", count: 1 << 20)
    for number in 0..<20 {
      service.append(group: group, stream: "s\(number)", lines: [(clock.now, line)])
    }
    let kept = service.state.withLock { $0.groups[group] }
    #expect((kept?.bytes ?? .max) <= LogGroup.cap && kept?.events.count == 15)
    #expect(kept?.streams.count == 15 && kept?.streams["s0"] == nil)
  }

  @Test func putRefusesWhatIsTooOldOrTooNew() async throws {
    let service = filled(1)
    let now = clock.now.milliseconds
    let times = [now - 15 * 86_400_000, now, now + 3 * 3_600_000]
    let output = try await send(
      service, "PutLogEvents",
      [
        "logGroupName": .string(group), "logStreamName": "even",
        "logEvents": .list(times.map { .object(["timestamp": .integer($0), "message": "put"]) }),
      ])
    let rejected = output.object("rejectedLogEventsInfo")
    #expect(rejected?.integer("tooOldLogEventEndIndex") == 1 && rejected?.integer("tooNewLogEventStartIndex") == 2)
    #expect(
      messages(try await send(service, "FilterLogEvents", ["logGroupName": .string(group), "filterPattern": "put"]))
        .count == 1)
  }

  @Test func groupsAndStreamsComeAndGo() async throws {
    let service = LogsService(clock: clock)
    _ = try await send(service, "CreateLogGroup", ["logGroupName": "g"])
    await #expect(throws: ServiceError.self) { try await send(service, "CreateLogGroup", ["logGroupName": "g"]) }
    _ = try await send(service, "CreateLogStream", ["logGroupName": "g", "logStreamName": "b"])
    _ = try await send(service, "CreateLogStream", ["logGroupName": "g", "logStreamName": "a"])
    let streams = try await send(service, "DescribeLogStreams", ["logGroupName": "g", "limit": 1])
    #expect(streams.list("logStreams").compactMap { $0.object?.string("logStreamName") } == ["a"])
    #expect(streams.string("nextToken") == "a")
    let groups = try await send(service, "DescribeLogGroups", ["logGroupNamePrefix": "g"])
    #expect(
      groups.list("logGroups").first?.object?.string("arn") == "arn:aws:logs:us-east-1:000000000000:log-group:g:*")
    _ = try await send(service, "DeleteLogGroup", ["logGroupName": "g"])
    await #expect(throws: ServiceError.self) { try await send(service, "FilterLogEvents", ["logGroupName": "g"]) }
  }

  @Test func permissionsAreOnGroupsAndStreams() async throws {
    let service = LogsService(clock: clock)
    let filter = try #require(LogsService.operations["FilterLogEvents"])
    let asked = try await filter.permissions(service, call("FilterLogEvents", ["logGroupName": "g"]))
    #expect(asked.map(\.resource) == ["arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:"])
  }
}

@Suite struct LogFilterPatternTests {
  @Test(arguments: [
    ("", "anything", true), ("ERROR", "an ERROR here", true), ("ERROR", "an error here", false),
    ("a b", "b then a", true), ("a b", "only b", false), (#""a b""#, "a b", true), (#""a b""#, "a  b", false),
    ("?a ?b", "b", true), ("?a ?b", "c", false), ("x -y", "x", true), ("x -y", "x y", false),
    (#"-"p q""#, "p q", false),
    (#""say \"hi\"""#, #"say "hi""#, true),
  ])
  func matches(pattern: String, message: String, expected: Bool) throws {
    #expect(try LogFilterPattern(pattern).matches(message) == expected)
  }

  @Test(arguments: ["{ $.x = 1 }", "[a, b]", "%x%", #""open"#])
  func refuses(pattern: String) { #expect(throws: ServiceError.self) { try LogFilterPattern(pattern) } }
}
