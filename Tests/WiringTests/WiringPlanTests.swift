import Foundation
import Testing
import Wiring

@Suite struct WiringPlanTests {
  private func decode(_ text: String) throws -> WiringPlan {
    try JSONDecoder().decode(WiringPlan.self, from: Data(text.utf8))
  }

  private func encode(_ plan: WiringPlan) throws -> Data { try JSONEncoder().encode(JSONValue(encoding: plan)) }

  @Test func absentFieldsHaveAWSDefaults() throws {
    let plan = try decode(
      #"""
      {"version": 1, "stack": "hand", "queues": [{"id": "Q", "name": "q", "arn": "arn:q", "url": "${edge}/0/q"}]}
      """#)
    let queue = try #require(plan.queues.first)
    #expect(plan.region == "us-east-1" && plan.account == "000000000000" && plan.functions.isEmpty)
    #expect(queue.visibilityTimeout == 30 && queue.retention == 345_600 && !queue.fifo && queue.place == nil)
  }

  @Test func anotherVersionIsRefused() {
    #expect(throws: DecodingError.self) { try decode(#"{"version": 2, "stack": "x"}"#) }
  }

  @Test func missingRequiredFieldIsRefused() {
    #expect(throws: DecodingError.self) { try decode(#"{"version": 1, "stack": "x", "queues": [{"id": "Q"}]}"#) }
  }

  @Test func whatIsLeftOutIsEmptyAndWhatIsNotKnownIsIgnored() throws {
    let plan = try decode(
      #"""
      {"version": 1, "stack": "hand", "section of later": [1],
       "streams": [{"id": "S", "name": "s", "arn": "arn:s", "shards": 2, "later": true}],
       "buckets": [{"id": "B", "name": "b", "arn": "arn:b", "notifications": [{"event": "e", "target": "arn:f"}]}]}
      """#)
    let stream = try #require(plan.streams.first)
    #expect(stream.shards == 2 && stream.consumers.isEmpty && stream.settings == Members() && stream.mode == nil)
    let bucket = try #require(plan.buckets.first)
    #expect(!bucket.eventBridge && bucket.notifications.first?.filter == Members() && bucket.policies.isEmpty)
  }

  @Test func whatIsNeverLeftOutIsAskedFor() {
    #expect(throws: DecodingError.self) { try decode(#"{"version": 1, "stack": "x", "streams": [{"id": "S"}]}"#) }
    #expect(throws: DecodingError.self) {
      try decode(#"{"version": 1, "stack": "x", "pipes": [{"id": "P", "name": "p", "arn": "a", "filters": 1}]}"#)
    }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var plan = WiringPlan(stack: "round")
    var rule = RulePlan(id: "R", name: "r", arn: "arn:r")
    var pattern = Members<JSONValue>()
    pattern.set("detail", .array([.integer(100), .decimal(0.5), .bool(true), .null, .string("x"), .array([])]))
    rule.pattern = .object(pattern)
    rule.targets = [TargetPlan(id: "1", arn: "arn:t")]
    rule.place = Place(file: "stack.yaml", line: 3, column: 5)
    plan.rules = [rule]
    #expect(try JSONDecoder().decode(WiringPlan.self, from: encode(plan)) == plan)
  }

  @Test func membersKeepTheirOrderAndTakeTheLastValue() {
    var members = Members<String>()
    for (name, value) in [("b", "1"), ("a", "2"), ("b", "3")] { members.set(name, value) }
    #expect(members.items.map(\.name) == ["b", "a"])
    #expect(members["b"] == "3")
  }

  @Test func encodingKeepsTheOrderOfDeclaration() throws {
    guard case .object(let members) = try JSONValue(encoding: WiringPlan(stack: "s")) else {
      Issue.record("a plan is an object")
      return
    }
    #expect(members.items.prefix(4).map(\.name) == ["version", "stack", "region", "account"])
    #expect(members.items.last?.name == "unsupported")
  }
}
