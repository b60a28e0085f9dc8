import Spec
import Testing

@Suite struct IAMTests {
  @Test func everyActionIsFoundByItsName() {
    #expect(IAMService.all.count >= 450)
    var actions = 0
    for service in IAMService.all {
      #expect(IAMService.named(service.prefix) == service)
      for action in service.actions {
        #expect(service.action(named: action.shortName) == action)
        _ = action.resourceTypes.map(\.type.name)
        actions += 1
      }
    }
    #expect(actions > 22_000)
  }

  @Test func caseDoesNotMatter() throws {
    let send = try #require(IAMAction.named("SQS:sendmessage"))
    #expect(send.name == "sqs:SendMessage")
    #expect(send.accessLevel == .write)
    let queue = try #require(send.resourceTypes.first)
    #expect(queue.type.name == "queue")
    #expect(queue.isRequired)
    #expect(Array(queue.type.arnFormats) == ["arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"])
  }

  @Test(arguments: ["", ":", "sqs", "sqs:", "sqs:Send", "nosuch:SendMessage", "sqs:SendMessage:x", "*:*"])
  func unknownActionsAreNil(action: String) {
    #expect(IAMAction.named(action) == nil)
  }

  @Test(arguments: [
    ("sqs:Send*", ["sqs:SendMessage"]),
    ("sqs:*Messag?", ["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"]),
    ("sqs:s*d*e", ["sqs:SendMessage"]),
    ("sqs:Nothing*", []),
    ("nosuch:*", []),
  ])
  func wildcardsExpand(pattern: String, expected: [String]) {
    #expect(IAMAction.matching(pattern).map(\.name) == expected)
  }

  @Test func wholeServiceExpands() throws {
    #expect(IAMAction.matching("sqs:*").count == (try #require(IAMService.named("sqs"))).actions.count)
  }

  @Test func keysKnowTheirTypes() throws {
    let lambda = try #require(IAMService.named("lambda"))
    #expect(lambda.conditionKeys.contains { $0.name == "lambda:FunctionArn" && $0.type == .arn })
    let sqs = try #require(IAMService.named("sqs"))
    #expect(sqs.conditionKeys.contains { $0.name == "aws:TagKeys" && $0.isMultivalued })
    let invoke = try #require(IAMAction.named("lambda:InvokeFunction"))
    #expect(invoke.conditionKeys.contains("lambda:InvokedViaFunctionUrl"))
  }

  @Test(arguments: [
    ("aws:SourceArn", "aws:SourceArn", IAMConditionKey.ValueType.arn, false),
    ("AWS:sourcearn", "aws:SourceArn", .arn, false),
    ("aws:TagKeys", "aws:TagKeys", .string, true),
    ("aws:RequestTag/team", "aws:RequestTag/${TagKey}", .string, false),
    ("aws:SourceIp", "aws:SourceIp", .ipAddress, false),
    ("lambda:FunctionUrlAuthType", "lambda:FunctionUrlAuthType", .string, false),
  ])
  func keysAreFoundByName(name: String, found: String, type: IAMConditionKey.ValueType, many: Bool) throws {
    let key = try #require(IAMConditionKey.named(name))
    #expect(key.name == found)
    #expect(key.type == type)
    #expect(key.isMultivalued == many)
  }

  @Test(arguments: ["", "aws", "aws:", "aws:SourceArm", "aws:Sourc", "nosuch:Key", "aws:SourceArn/x", "/", "zzz:/x"])
  func unknownKeysAreNil(name: String) {
    #expect(IAMConditionKey.named(name) == nil)
  }

  @Test func everyKeyIsFoundByItsName() {
    #expect(IAMConditionKey.global.count >= 45)
    for key in IAMConditionKey.global { #expect(IAMConditionKey.named(key.name) == key) }
  }

  /// Every action of the hand-kept tables is one that IAM knows, in its own spelling.
  @Test func permissionsNameRealActions() {
    let actions = WirePermission.all.flatMap(\.actions) + AccessVerb.all.flatMap(\.actions)
    for action in Set(actions) where !action.hasSuffix("*") {
      #expect(IAMAction.named(action)?.name == action, "\(action)")
    }
    for key in Set(WirePermission.all.compactMap(\.condition)) { #expect(IAMConditionKey.named(key) != nil, "\(key)") }
  }
}
