import Diagnostics
import Driver
import Policy
import Questions
import Source
import Testing

/// `stackc can WHO ACTION WHAT`: the answer, where it stands, and what would change it.
@Suite struct StackQuestionTests {
  static func ask(
    _ who: String, _ action: String, _ what: String, _ context: [String: [String]] = [:], in text: String = Asked.shop
  ) throws -> (answer: QuestionAnswer, sources: SourceMap) {
    let compilation = Asked.compile(text)
    let stack = try Asked.stack(compilation)
    let question = StackQuestion(who: who, action: action, what: what, context: context)
    return (try stack.answer(question), compilation.sources)
  }

  /// Who, action, what, allowed or not or open, the text that the answer stands at.
  static let cases: [(String, String, String, Bool?, String)] = [
    ("functions.intake", "sqs:SendMessage", "queues.orders", true, "send: queues.orders"),
    ("functions.intake", "SQS:sendmessage", "OrdersQueue", true, "send: queues.orders"),
    ("IntakeFunction", "sqs:SendMessage", "queues.orders", true, "send: queues.orders"),
    ("functions.intake", "sqs:PurgeQueue", "queues.orders", false, "intake"),
    ("functions.intake", "sqs:SendMessage", "queues.ledger.fifo", false, "queues.orders"),
    (
      "functions.intake", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:dev-ledger.fifo", false,
      "queues.orders"
    ),
    (
      "functions.worker", "sqs:ReceiveMessage", "queues.orders", true,
      "actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]\n        on: queues.orders"
    ),
    (
      "roles.worker", "sqs:DeleteMessage", "queues.orders", true,
      "actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]\n        on: queues.orders"
    ),
    ("roles.spare", "sqs:PurgeQueue", "queues.orders", false, "actions: sqs:PurgeQueue\n        on: \"*\""),
    ("roles.spare", "sns:Publish", "topics.news", false, "spare"),
    (
      "RawRole", "sqs:SendMessage", "queues.orders", true,
      "Effect: Allow\n                Action: sqs:SendMessage\n                Resource: !GetAtt OrdersQueue.Arn"
    ),
    ("functions.raw", "sns:Publish", "topics.news", false, "RawRole"),
    ("lambda.amazonaws.com", "sts:AssumeRole", "roles.worker", true, "lambda.amazonaws.com"),
    ("states.amazonaws.com", "sts:AssumeRole", "roles.worker", false, "lambda.amazonaws.com"),
    ("sns.amazonaws.com", "sqs:SendMessage", "queues.orders", false, "orders"),
    ("arn:aws:iam::444455556666:role/other", "sqs:SendMessage", "queues.orders", nil, "orders"),
    ("functions.intake", "s3:GetObject", "buckets.lake/in/a.csv", false, "intake"),
    ("functions.intake", "lambda:ListFunctions", "*", false, "intake"),
  ]

  @Test(arguments: cases) func answers(_ who: String, action: String, what: String, isAllowed: Bool?, place: String)
    throws
  {
    let (answer, sources) = try Self.ask(who, action, what)
    let finding = answer.finding
    #expect(answer.isAllowed == isAllowed, "\(finding.message)")
    let code = isAllowed == true ? "STK770" : isAllowed == false ? "STK771" : "STK772"
    #expect(finding.rule.code == code)
    #expect(sources.text(finding.span) == place)
    #expect(!finding.consequences.isEmpty)
  }

  /// With the first change that is offered the answer is yes.
  @Test(
    arguments: cases.filter { $0.3 == false && !$0.4.hasPrefix("actions: sqs:PurgeQueue") && $0.0 != "functions.raw" })
  func theOfferedChangeAllowsIt(_ who: String, action: String, what: String, isAllowed: Bool?, place: String) throws {
    let (answer, _) = try Self.ask(who, action, what)
    let fix = try #require(answer.finding.fixes.first, "\(answer.finding.help)")
    let mended = Asked.applying(fix, to: Asked.shop)
    let context = who == "sns.amazonaws.com" ? ["aws:SourceAccount": ["${aws.accountId}"]] : [:]
    let again = try Self.ask(who, action, what, context, in: mended).answer
    #expect(again.isAllowed != false, "\(mended)")
    if context.isEmpty { #expect(again.isAllowed == true, "\(mended)") }
  }

  static let conditional = """
    functions:
      f: { runtime: python3.13, handler: app.f, code: src, role: roles.r }
    roles:
      r:
        trusts: lambda.amazonaws.com
        allow:
          - actions: sqs:SendMessage
            on: queues.q
            when: { IpAddress: { aws:SourceIp: 10.0.0.0/8 } }
        managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
    queues: { q: {} }
    topics: { t: {} }
    policies:
      fromTopic: { on: queues.q, allow: sqs:SendMessage, to: { service: sns.amazonaws.com }, when: { ArnEquals: { aws:SourceArn: "${topics.t.arn}" } } }

    """

  @Test func aKeyThatIsNotGivenLeavesItOpen() throws {
    let (open, sources) = try Self.ask("roles.r", "sqs:SendMessage", "queues.q", in: Self.conditional)
    #expect(open.isAllowed == nil)
    #expect(sources.text(open.finding.span) == "10.0.0.0/8")
    let inside = try Self.ask(
      "roles.r", "sqs:SendMessage", "queues.q", ["aws:SourceIp": ["10.1.2.3"]], in: Self.conditional)
    #expect(inside.answer.isAllowed == true)
    let outside = try Self.ask(
      "roles.r", "sqs:SendMessage", "queues.q", ["AWS:sourceip": ["192.0.2.1"]], in: Self.conditional)
    #expect(outside.answer.isAllowed == false)
    #expect(outside.answer.finding.label.hasPrefix("the nearest miss: `aws:SourceIp` is `192.0.2.1`"))
  }

  @Test func aPathStandsForItsARN() throws {
    let yes = try Self.ask(
      "sns.amazonaws.com", "sqs:SendMessage", "queues.q", ["aws:SourceArn": ["topics.t"]], in: Self.conditional)
    #expect(yes.answer.isAllowed == true)
    let no = try Self.ask(
      "sns.amazonaws.com", "sqs:SendMessage", "queues.q", ["aws:SourceArn": ["arn:aws:sns:eu-west-1:111122223333:u"]],
      in: Self.conditional)
    #expect(no.answer.isAllowed == false)
  }

  @Test(arguments: [
    ("functions.intak", "sqs:SendMessage", "queues.orders", "did you mean `functions.intake`?"),
    ("functions.intake", "sqs:SendMesage", "queues.orders", "did you mean `sqs:SendMessage`?"),
    ("functions.intake", "sqss:SendMessage", "queues.orders", "IAM knows no service `sqss`"),
    ("functions.intake", "send", "queues.orders", "is no action"),
    ("functions.intake", "sqs:SendMessage", "queues.order", "did you mean `queues.orders`?"),
    ("queues.orders", "sqs:SendMessage", "queues.orders", "has no role"),
  ])
  func whatCannotBeAnsweredIsRefused(_ who: String, action: String, what: String, says: String) throws {
    do {
      _ = try Self.ask(who, action, what)
      Issue.record("answered")
    } catch let refusal as StackQuestion.Refusal {
      #expect(refusal.message.contains(says), "\(refusal.message)")
    }
  }

  private static let chosen: String = {
    let both = Asked.allow("[sqs:SendMessage, sqs:ReceiveMessage]", on: "Jobs")
    let receives = Asked.allow("sqs:ReceiveMessage", on: "Jobs")
    let dead = Asked.allow("sqs:SendMessage", on: "Dead")
    return Asked.chosen(
      ["!If [IsProd, \(both), \(receives)]", "!If [IsProd, \(dead), !Ref AWS::NoValue]"],
      resources: "  Dead: { Type: AWS::SQS::Queue, Condition: IsProd }\n")
  }()

  /// A statement that is only there where a condition holds is asked where it does and where it does not.
  @Test(
    arguments: [
      ("sqs:SendMessage", "Jobs", nil, "`Role` may call `sqs:SendMessage` on `Jobs` only where `IsProd` holds"),
      ("sqs:ReceiveMessage", "Jobs", true, "`Role` may call `sqs:ReceiveMessage` on `Jobs`"),
      // Where there is no such queue, nobody asks.
      ("sqs:SendMessage", "Dead", true, "`Role` may call `sqs:SendMessage` on `Dead`"),
      (
        "sqs:PurgeQueue", "Jobs", false,
        "`Role` may not call `sqs:PurgeQueue` on `Jobs`: no statement allows it in the caller's policies"
      ),
    ] as [(String, String, Bool?, String)])
  func conditionsOfTheTemplateAreGoneThrough(action: String, what: String, isAllowed: Bool?, says: String) throws {
    let (answer, _) = try Self.ask("Role", action, what, in: Self.chosen)
    #expect(answer.isAllowed == isAllowed)
    #expect(answer.finding.message == says)
    // The derivation is that of what is written, unless the answer is one deployment's.
    if isAllowed == nil, case .depends = answer.derivation.decision.outcome {} else { #expect(isAllowed != nil) }
    #expect(answer.finding.fixes.allSatisfy { isAllowed == false || !$0.isSafe })
  }
}
