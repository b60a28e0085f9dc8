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

  /// Every action of the hand-kept tables is one that IAM knows, in its own spelling.
  @Test func permissionsNameRealActions() {
    let actions = WirePermission.all.flatMap(\.actions) + AccessVerb.all.flatMap(\.actions)
    for action in Set(actions) where !action.hasSuffix("*") {
      #expect(IAMAction.named(action)?.name == action, "\(action)")
    }
  }
}
