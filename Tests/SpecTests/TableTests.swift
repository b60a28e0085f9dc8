import Spec
import Testing

@Suite struct TableTests {
  @Test func runtimesHaveTheirLifeCycle() throws {
    #expect(LambdaRuntime.all.count >= 45)
    for runtime in LambdaRuntime.all { #expect(LambdaRuntime.named(runtime.name) == runtime) }
    let old = try #require(LambdaRuntime.named("python3.9"))
    #expect(old.family == "python")
    #expect(old.deprecatedOn?.description == "2025-12-15")
    #expect(old.successor == "python3.14")
    let blocked = try #require(old.createBlockedOn)
    #expect(try #require(old.updateBlockedOn) > blocked)
    #expect(LambdaRuntime.named("python3.14")?.successor == nil)
    #expect(LambdaRuntime.named("python3.15")?.deprecatedOn == nil)
    #expect(LambdaRuntime.named("dotnet9")?.isAcceptedByCloudFormation == false)
    #expect(LambdaRuntime.named("cobol85") == nil)
    for runtime in LambdaRuntime.all {
      if let successor = runtime.successor { #expect(LambdaRuntime.named(successor) != nil) }
    }
  }

  @Test(arguments: [
    ("2026-11-24", true), ("2024-02-29", true), ("2023-02-29", false), ("2026-13-01", false), ("2026-1-01", false),
    ("", false), ("2026-11-2x", false), ("0000-01-01", false),
  ])
  func datesAreChecked(text: String, isDate: Bool) {
    #expect((CalendarDate(parsing: text) != nil) == isDate)
    if isDate { #expect(CalendarDate(parsing: text)?.description == text) }
  }

  @Test func limitsKeepValueUnitAndSource() throws {
    #expect(ServiceLimit.all.count >= 580)
    for limit in ServiceLimit.all {
      #expect(ServiceLimit.id(limit.id) == limit)
      #expect(!limit.source.isEmpty)
      #expect(!limit.subject.isEmpty)
    }
    let timeout = try #require(ServiceLimit.id("LAM-001"))
    #expect(timeout.number == 900)
    #expect(timeout.unit == "s")
    #expect(timeout.kind == .max)
    #expect(timeout.isVerified)
    #expect(!timeout.isAdjustable)
    #expect(ServiceLimit.id("SQS-021")?.isVerified == false)
    #expect(ServiceLimit.id("NONE") == nil)
    let reserved = try #require(ServiceLimit.id("LAM-014"))
    guard case .list(let names) = reserved.value else {
      Issue.record("reserved names are not a list")
      return
    }
    #expect(names.contains("AWS_REGION"))
  }

  @Test func identitiesFitTheirTypes() throws {
    #expect(ResourceIdentity.all.count >= 85)
    for identity in ResourceIdentity.all {
      let type = try #require(ResourceType.named(identity.type))
      #expect(type.identity == identity)
      if let name = identity.nameProperty {
        #expect(type.shape.property(named: name) != nil, "\(type.name) has no \(name)")
      }
      if let attribute = identity.arnAttribute {
        #expect(type.attribute(named: attribute) != nil, "\(type.name) has no \(attribute)")
      }
      #expect(identity.arnAttribute != nil || identity.arnTemplate != nil || identity.refIs == .arn, "\(type.name)")
    }
    let queue = try #require(ResourceType.named("AWS::SQS::Queue")?.identity)
    #expect(queue.refIs == .url)
    #expect(queue.nameProperty == "QueueName")
    #expect(queue.arnTemplate == "arn:${Partition}:sqs:${Region}:${Account}:${Name}")
    #expect(queue.arnAttribute == "Arn")
    #expect(ResourceType.named("AWS::SQS::QueuePolicy")?.identity == nil)
  }

  @Test func keyPathsAreProperties() throws {
    for identity in ResourceIdentity.all {
      guard let path = identity.keyPath else { continue }
      var shape = try #require(ResourceType.named(identity.type)).shape
      for step in path.split(separator: "/") {
        let next = step == "*" ? shape.items : shape.property(named: String(step))?.shape
        shape = try #require(next, "\(identity.type) has no \(path)")
      }
      #expect(shape.kinds.contains(.string))
    }
    #expect(ResourceIdentity.of("AWS::SQS::Queue")?.keyPath == "KmsMasterKeyId")
  }

  @Test func wiresAreFoundWhole() {
    #expect(Set(WirePermission.all.map(\.wire)).count >= 100)
    for wire in Set(WirePermission.all.map(\.wire)) {
      #expect(WirePermission.for(wire: wire).count == WirePermission.all.count { $0.wire == wire })
    }
    let queue = WirePermission.for(wire: "rule-queue").first { $0.side == .resource }
    #expect(queue?.principal == "events.amazonaws.com")
    #expect(queue.map { Array($0.actions) } == ["sqs:SendMessage"])
    #expect(queue?.condition == "aws:SourceArn")
    #expect(queue?.conditionOperator == "ArnEquals")
    #expect(WirePermission.for(wire: "queue-rule").isEmpty)
  }

  @Test func verbsFitTheirTypes() {
    let send = AccessVerb.find(verb: "send", resourceType: "AWS::SQS::Queue")
    #expect(send.contains { $0.on == "target" && $0.actions.contains("sqs:SendMessage") })
    #expect(AccessVerb.find(verb: "send", resourceType: "AWS::SNS::Topic").isEmpty)
    #expect(send.allSatisfy { $0.isVerified })
    #expect(
      AccessVerb.resourceTypes(of: "read") == [
        "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table", "AWS::Kinesis::Stream", "AWS::S3::Bucket",
      ])
    for verb in AccessVerb.all { #expect(ResourceType.named(verb.resourceType) != nil) }
  }
}
