import LocalRuntime
import Testing
import Wiring

/// What a denial tells to write, when written, is compiled and mends it.
@Suite struct HelpTests {
  struct Case: Sendable {
    let action: String
    let resource: String
    let function: String
    /// The line after which the help's text goes, and how far it is indented.
    let after: String
    let indent: Int
    /// Which of the texts that are offered.
    var choice = 0
  }

  @Test(arguments: [
    Case(action: "sqs:SendMessage", resource: "queues.ledger", function: "intake", after: "    access:\n", indent: 6),
    Case(
      action: "sqs:SendMessage", resource: "queues.ledger", function: "intake", after: "    access:\n", indent: 6,
      choice: 1),
    Case(action: "sqs:PurgeQueue", resource: "queues.orders", function: "intake", after: "    access:\n", indent: 6),
    Case(action: "dynamodb:PutItem", resource: "tables.orders", function: "intake", after: "    access:\n", indent: 6),
    Case(action: "sns:Publish", resource: "topics.other", function: "fulfil", after: "    allow:\n", indent: 6),
  ]) func whatARoleLacks(_ example: Case) async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let permission = Permission(example.action, on: try stack.arn(example.resource))
    let caller = try stack.handler("functions.\(example.function)")
    #expect(authorizer.denial(of: permission, to: caller) != nil)
    let line = try #require(Self.offered(narrator).filter { $0.hasPrefix("- ") }.dropFirst(example.choice).first)
    let blanks = String(repeating: " ", count: example.indent)
    let mended = LocalStack.orders.replacing(example.after, with: example.after + blanks + line + "\n")
    await authorizer.apply(try LocalStack(mended).runPlan)
    #expect(authorizer.denial(of: permission, to: caller) == nil, "\(line)")
  }

  @Test func whatATargetDoesNotAdmit() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let sender = Sender.service("sns.amazonaws.com", source: try stack.arn("topics.other"))
    let permission = Permission("sqs:SendMessage", on: try stack.arn("queues.ledger"))
    #expect(authorizer.denial(of: permission, to: sender) != nil)
    let line = try #require(Self.offered(narrator).first { $0.hasPrefix("otherMayDeliver:") })
    await authorizer.apply(try LocalStack(LocalStack.orders + "policies:\n  \(line)\n").runPlan)
    #expect(authorizer.denial(of: permission, to: sender) == nil, "\(line)")
    let another = Sender.service("sns.amazonaws.com", source: "arn:aws:sns:us-east-1:000000000000:third")
    #expect(authorizer.denial(of: permission, to: another) != nil)
  }

  /// The texts in backquotes of the last denial's help.
  private static func offered(_ narrator: RecordingNarrator) -> [String] {
    let help = narrator.occurrences.last?.help ?? []
    return help.flatMap { line in
      line.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
        .map { String($0.element) }
    }
  }
}
