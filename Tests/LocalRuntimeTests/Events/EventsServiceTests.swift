import Diagnostics
import Events
import Source
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

private let bus = "arn:aws:events:us-east-1:000000000000:event-bus/shop"
private let queue = "arn:aws:sqs:us-east-1:000000000000:jobs"

@Suite(.timeLimit(.minutes(1))) struct EventsServiceTests {
  let store = FakeStore()
  let deliverer = FakeDeliverer()
  let narrator = FakeNarrator()
  let authorizer = FakeAuthorizer()
  let clock = ManualClock()

  private func service() async throws -> EventsService {
    try await EventsService(
      store: store, deliverer: deliverer, authorizer: authorizer, narrator: narrator, clock: clock)
  }

  private func planned(_ change: (inout RulePlan) -> Void = { _ in }) async throws -> EventsService {
    let service = try await service()
    var rule = RulePlan(
      id: "R", name: "sold", arn: "arn:aws:events:us-east-1:000000000000:rule/shop/sold")
    rule.bus = "shop"
    var pattern = Members<JSONValue>()
    pattern.set("source", .array([.string("shop")]))
    rule.pattern = .object(pattern)
    rule.targets = [TargetPlan(id: "T", arn: queue)]
    rule.place = Place(file: "stack.yaml", line: 4, column: 3)
    change(&rule)
    var plan = WiringPlan(stack: "s")
    var busPlan = BusPlan(id: "B", name: "shop", arn: bus)
    busPlan.place = Place(file: "stack.yaml", line: 2, column: 3)
    plan.buses = [busPlan]
    plan.rules = [rule]
    await service.apply(RunPlan(plan, edge: "", folder: ""))
    return service
  }

  private func entry(_ change: KeyValuePairs<String, WireValue?> = [:]) -> WireObject {
    var entry: WireObject = [
      "Source": "shop", "DetailType": "Sold", "Detail": #"{"n":1,"who":"Ann"}"#, "EventBusName": "shop",
    ]
    for (name, value) in change { entry[name] = value }
    return entry
  }

  private func put(_ service: EventsService, _ entries: WireObject...) async throws -> WireObject {
    try await service.call("PutEvents", ["Entries": .list(entries.map { .object($0) })])
  }

  @Test func sendsTheWholeEventToTheTargetsOfMatchingRules() async throws {
    let service = try await planned()
    let answer = try await put(
      service, entry(["Time": .timestamp(1_700_000_000.5), "Resources": .list(["r1"])]))
    let id = try #require(answer.list("Entries").first?.object?.string("EventId"))
    let order = await deliverer.orders.item(0)
    #expect(
      order.parcel.body
        == #"{"version":"0","id":"\#(id)","detail-type":"Sold","source":"shop","account":"000000000000","#
        + #""time":"2023-11-14T22:13:20Z","region":"us-east-1","resources":["r1"],"detail":{"n":1,"who":"Ann"}}"#)
    #expect(
      order.parcel.sender
        == .service("events.amazonaws.com", source: "arn:aws:events:us-east-1:000000000000:rule/shop/sold"))
    #expect(order.retry == RetryPolicy(retries: 185, maxAge: 86_400_000, backoff: .rule))
    #expect(order.place?.line == 4)
  }

  @Test func usesInputsRetriesDeadLettersAndRoles() async throws {
    var constant = TargetPlan(id: "1", arn: queue)
    constant.input = #"{"fixed":true}"#
    constant.retries = 2
    constant.maxAge = 60
    constant.deadLetter = queue + "-dead"
    constant.messageGroup = "g"
    var path = TargetPlan(id: "2", arn: queue)
    path.inputPath = "$.detail.who"
    path.role = "arn:aws:iam::000000000000:role/r"
    var transformed = TargetPlan(id: "3", arn: queue)
    transformed.transformer = InputTransformerPlan(template: #"{"name":"<who>","rule":"<aws.events.rule-name>"}"#)
    transformed.transformer?.paths.set("who", "$.detail.who")
    let targets = [constant, path, transformed]
    let service = try await planned { $0.targets = targets }
    _ = try await put(service, entry())
    let orders = await deliverer.orders.first(3)
    #expect(orders.map(\.parcel.body) == [#"{"fixed":true}"#, #""Ann""#, #"{"name":"Ann","rule":"sold"}"#])
    #expect(orders[0].retry == RetryPolicy(retries: 2, maxAge: 60_000, backoff: .rule))
    #expect(orders[0].deadLetter?.form == .rule(arn: "arn:aws:events:us-east-1:000000000000:rule/shop/sold"))
    #expect(orders[0].parcel.messageGroup == "g")
    #expect(
      orders[1].parcel.sender == .role("arn:aws:iam::000000000000:role/r", service: "events.amazonaws.com"))
  }

  @Test func answersEachEntryByItself() async throws {
    let service = try await planned()
    let answer = try await put(
      service, entry(["Source": nil]), entry(["Detail": "{"]), entry(["Detail": "[1]"]), entry(["Source": "aws.ec2"]),
      entry(["DetailType": ""]), entry())
    #expect(answer.integer("FailedEntryCount") == 5)
    #expect(
      answer.list("Entries").map { $0.object?.string("ErrorCode") } == [
        "InvalidArgument", "MalformedDetail", "MalformedDetail", "NotAuthorizedForSource", "InvalidArgument", nil,
      ])
    #expect(
      answer.list("Entries").first?.object?.string("ErrorMessage")
        == "Parameter Source is not valid. Reason: Source is a required argument.")
    #expect(deliverer.orders.items.count == 1)
  }

  @Test func refusesCallsThatAreTooLarge() async throws {
    let service = try await planned()
    let many = WireObject(dictionaryLiteral: ("Entries", .list((0..<11).map { _ in .object(entry()) })))
    #expect(try await service.error("PutEvents", many).shape == "ValidationException")
    let detail = #"{"a":"\#(String(repeating: "x", count: 1_048_576))"}"#
    let large: WireObject = ["Entries": .list([.object(entry(["Detail": .string(detail)]))])]
    #expect(
      try await service.error("PutEvents", large).message
        == "Total size of the entries in the request is over the limit.")
  }

  @Test func tellsOnceOfEventsThatMatchNothing() async throws {
    let service = try await planned()
    _ = try await put(service, entry(["Source": "other"]), entry(["Source": "other"]))
    #expect(narrator.lines == ["no-rule-matched: no rule of bus `shop` matches the event `Sold` from `other`"])
    #expect(narrator.told.items.first?.place?.line == 2)
  }

  @Test func takesAndDropsEventsForABusThatIsNotThere() async throws {
    let service = try await planned()
    let answer = try await put(service, entry(["EventBusName": "nowhere"]))
    #expect(answer.integer("FailedEntryCount") == 0)
    #expect(narrator.lines.first?.contains("there is no bus `nowhere`") == true)
  }

  @Test func isNotMatchedByDisabledRulesAndFindsABusByARN() async throws {
    let service = try await planned()
    _ = try await service.call("DisableRule", ["Name": "sold", "EventBusName": "shop"])
    _ = try await put(service, entry())
    #expect(deliverer.orders.items.isEmpty)
    _ = try await service.call("EnableRule", ["Name": "sold", "EventBusName": "shop"])
    _ = try await put(service, entry(["EventBusName": .string(bus)]))
    #expect(deliverer.orders.items.count == 1)
  }

  @Test func passesEventsFromBusToBusUnchanged() async throws {
    let other = "arn:aws:events:us-east-1:000000000000:event-bus/default"
    let service = try await planned { $0.targets = [TargetPlan(id: "T", arn: other)] }
    let answer = try await put(service, entry())
    let id = answer.list("Entries").first?.object?.string("EventId")
    let parcel = await deliverer.orders.item(0).parcel
    #expect(parcel.event?.id == id && parcel.body == #"{"n":1,"who":"Ann"}"#)
    _ = try await service.call("PutRule", ["Name": "all", "EventPattern": #"{"source":["shop"]}"#])
    _ = try await service.call(
      "PutTargets", ["Rule": "all", "Targets": .list([.object(["Id": "1", "Arn": .string(queue)])])])
    #expect(await service.receive(parcel) == .delivered)
    #expect(JSON.read(await deliverer.orders.item(1).parcel.body)?["id"]?.literal == id)
  }

  @Test func saysWhichTargetsItDoesNotReachAndTellsEachLoss() async throws {
    let machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m"
    let service = try await planned { $0.targets = [TargetPlan(id: "T", arn: machine)] }
    #expect(narrator.lines.map { $0.prefix(12) } == ["not-acted-on"])
    _ = try await put(service, entry())
    #expect(narrator.told.items.map(\.rule.name) == ["not-acted-on", "event-dropped"])
  }

  @Test func testsPatterns() async throws {
    let service = try await planned()
    let event =
      #"{"id":"1","account":"1","source":"s","time":"2026-01-01T00:00:00Z","region":"r","resources":[],"detail-type":"d","detail":{"n":4}}"#
    func result(_ pattern: String) async throws -> Bool? {
      try await service.call("TestEventPattern", ["EventPattern": .string(pattern), "Event": .string(event)])
        .bool("Result")
    }
    #expect(try await result(#"{"detail":{"n":[{"numeric":[">",3]}]}}"#) == true)
    #expect(try await result(#"{"source":["x"]}"#) == false)
    let error = try await service.error(
      "TestEventPattern", ["EventPattern": #"{"source":"x"}"#, "Event": .string(event)])
    #expect(error.shape == "InvalidEventPatternException")
  }

  @Test func rulesAndBusesOfCallsLastAndCanBeRead() async throws {
    let first = try await planned()
    _ = try await first.call("CreateEventBus", ["Name": "extra"])
    _ = try await first.call(
      "PutRule", ["Name": "r", "EventBusName": "extra", "EventPattern": #"{"source":["a"]}"#, "Description": "d"])
    let target: WireObject = [
      "Id": "1", "Arn": .string(queue), "RetryPolicy": .object(["MaximumRetryAttempts": 3]),
      "InputTransformer": .object([
        "InputPathsMap": .object(["x": "$.detail.x"]), "InputTemplate": #""got <x>""#,
      ]),
    ]
    _ = try await first.call(
      "PutTargets", ["Rule": "r", "EventBusName": "extra", "Targets": .list([.object(target)])])

    let second = try await planned()
    let rule = try await second.call("DescribeRule", ["Name": "r", "EventBusName": "extra"])
    #expect(rule.string("Arn") == "arn:aws:events:us-east-1:000000000000:rule/extra/r")
    #expect(rule.string("State") == "ENABLED" && rule.string("Description") == "d")
    let targets = try await second.call("ListTargetsByRule", ["Rule": "r", "EventBusName": "extra"])
    #expect(targets.list("Targets").first?.object?.object("InputTransformer")?.string("InputTemplate") == #""got <x>""#)
    #expect(targets.list("Targets").first?.object?.object("RetryPolicy")?.integer("MaximumRetryAttempts") == 3)
    #expect(
      try await second.call("ListRuleNamesByTarget", ["TargetArn": .string(queue), "EventBusName": "extra"])
        .strings("RuleNames") == ["r"])
    #expect(
      try await second.call("ListEventBuses").list("EventBuses").map { $0.object?.string("Name") } == [
        "default", "extra", "shop",
      ])
    #expect(
      try await second.error("DeleteRule", ["Name": "r", "EventBusName": "extra"]).message
        == "Rule can't be deleted since it has targets.")
    let removed = try await second.call(
      "RemoveTargets", ["Rule": "r", "EventBusName": "extra", "Ids": .list(["1", "9"])])
    #expect(removed.integer("FailedEntryCount") == 1)
    _ = try await second.call("DeleteRule", ["Name": "r", "EventBusName": "extra"])
    _ = try await second.call("DeleteEventBus", ["Name": "extra"])
    #expect(store.contents(of: "events").isEmpty)
    #expect(try await second.error("DescribeEventBus", ["Name": "extra"]).shape == "ResourceNotFoundException")
  }

  private static let refused: [(String, WireObject, String)] = [
    ("PutRule", ["Name": "r"], "Parameter(s) EventPattern or ScheduleExpression must be specified."),
    ("PutRule", ["Name": "r", "ScheduleExpression": "rate(1 minutes)"], "Parameter ScheduleExpression is not valid."),
    (
      "PutRule", ["Name": "r", "EventBusName": "shop", "ScheduleExpression": "rate(1 minute)"],
      "ScheduleExpression is supported only on the default event bus."
    ),
    ("DescribeRule", ["Name": "r"], "Rule r does not exist on EventBus default."),
    ("PutTargets", ["Rule": "r", "EventBusName": "none"], "Event bus none does not exist."),
    ("CreateEventBus", ["Name": "shop"], "Event bus shop already exists."),
    ("DeleteEventBus", ["Name": "default"], "Cannot delete event bus default."),
    ("ListTagsForResource", ["ResourceARN": "arn:x"], "Resource arn:x does not exist."),
  ]

  @Test(arguments: refused)
  func refusesWithAWSsWords(operation: String, input: WireObject, message: String) async throws {
    #expect(try await planned().error(operation, input).message == message)
  }

  @Test func editsPoliciesAndTags() async throws {
    let service = try await planned()
    _ = try await service.call(
      "PutPermission",
      ["EventBusName": "shop", "StatementId": "s", "Principal": "111122223333", "Action": "events:PutEvents"])
    #expect(
      authorizer.policy(of: bus)
        == #"{"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","#
        + #""Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"events:PutEvents","Resource":"\#(bus)"}]}"#)
    _ = try await service.call("RemovePermission", ["EventBusName": "shop", "StatementId": "s"])
    #expect(authorizer.policy(of: bus) == nil)
    _ = try await service.call(
      "TagResource", ["ResourceARN": .string(bus), "Tags": .list([.object(["Key": "a", "Value": "1"])])])
    #expect(
      try await service.call("ListTagsForResource", ["ResourceARN": .string(bus)]).list("Tags") == [
        .object(["Key": "a", "Value": "1"])
      ])
  }

  @Test func saysWhatEachCallNeeds() async throws {
    let service = try await planned()
    let put = try await service.permissions("PutEvents", ["Entries": .list([.object(entry()), .object(entry())])])
    #expect(
      put == [
        Permission(
          "events:PutEvents", on: bus, context: ["events:source": ["shop"], "events:detail-type": ["Sold"]])
      ])
    #expect(
      try await service.permissions("DeleteRule", ["Name": "sold", "EventBusName": "shop"]) == [
        Permission("events:DeleteRule", on: "arn:aws:events:us-east-1:000000000000:rule/shop/sold")
      ])
  }

  @Test func firesByTheClock() async throws {
    let service = try await planned {
      $0.bus = "default"
      $0.pattern = nil
      $0.schedule = "rate(5 minutes)"
    }
    let task = Task { await service.run() }
    await clock.untilSleeping()
    clock.advance(seconds: 299)
    #expect(deliverer.orders.items.isEmpty)
    clock.advance(seconds: 1)
    let event = try #require(JSON.read(await deliverer.orders.item(0).parcel.body))
    #expect(event["source"]?.literal == "aws.events")
    #expect(event["detail-type"]?.literal == "Scheduled Event")
    #expect(event["time"]?.literal == "2026-01-01T00:05:00Z")
    #expect(event["resources"]?.items?.first?.literal == "arn:aws:events:us-east-1:000000000000:rule/shop/sold")
    #expect(event["detail"]?.json == "{}")
    await clock.untilSleeping()
    clock.advance(seconds: 300)
    await deliverer.orders.first(2)
    task.cancel()
    await task.value
  }

  @Test func keepsTheTimeOfAnUnchangedScheduleOverAReload() async throws {
    let schedule: (inout RulePlan) -> Void = {
      $0.bus = "default"
      $0.schedule = "cron(30 0 * * ? *)"
    }
    let service = try await planned(schedule)
    #expect(await service.firings.values.map(\.next) == [clock.now.adding(seconds: 1_800)])
    clock.advance(seconds: 60)
    _ = try await service.call("PutRule", ["Name": "tick", "ScheduleExpression": "rate(1 hour)"])
    #expect(
      Set(await service.firings.values.map(\.next)) == [
        clock.now.adding(seconds: 1_740), clock.now.adding(seconds: 3_600),
      ])
    _ = try await service.call("DisableRule", ["Name": "tick"])
    #expect(await service.firings.count == 1)
  }
}
